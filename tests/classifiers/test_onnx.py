"""onnx: tiny networks written to files, run by ONNX Runtime as black boxes."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from partwise.errors import CallError, ClassifierError, MemoryFullError, MethodError
from partwise.framing import Framing

torch = pytest.importorskip("torch")
onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")

from onnx import TensorProto, helper, numpy_helper  # noqa: E402

from partwise.classifiers import onnx as adapter  # noqa: E402
from partwise.classifiers.loading import load_classifier  # noqa: E402
from partwise.classifiers.protocol import Classifier  # noqa: E402
from partwise.classifiers.wrapped import wrap  # noqa: E402
from partwise.methods.loading import load_method  # noqa: E402
from partwise.methods.protocol import Batch, Targets  # noqa: E402

SIDE = 32
#: What the tiny network does, from the pictures x to the logits.
LAYERS = (
    ("Conv", "x", "kernel", "bias", "convolved"),
    ("Relu", "convolved", "positive"),
    ("GlobalAveragePool", "positive", "pooled"),
    ("Flatten", "pooled", "features"),
    ("Gemm", "features", "weight", "offset", "logits"),
)


def tiny(classes=3, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return torch.nn.Sequential(
            torch.nn.Conv2d(3, 5, 5),
            torch.nn.ReLU(),
            torch.nn.AdaptiveAvgPool2d(1),
            torch.nn.Flatten(),
            torch.nn.Linear(5, classes),
        ).eval()


def saved(
    path,
    network=None,
    *,
    given=("n", 3, SIDE, SIDE),
    taken=("n", "classes"),
    kind=TensorProto.FLOAT,
    kind_taken=None,
    more=(),
    inputs=(),
    outputs=(),
    ends="logits",
    metadata=None,
    opset=17,
    beside=None,
):
    """Write the tiny network to a file, with what else a test wants in it."""
    network = network or tiny()
    dtype = helper.tensor_dtype_to_np_dtype(kind)
    arrays = {
        "kernel": network[0].weight,
        "bias": network[0].bias,
        "weight": network[4].weight.T,
        "offset": network[4].bias,
    }
    graph = helper.make_graph(
        [
            helper.make_node(operator, names[:-1], names[-1:])
            for operator, *names in (*LAYERS, *more)
        ],
        "tiny",
        [helper.make_tensor_value_info("x", kind, given), *inputs],
        [helper.make_tensor_value_info(ends, kind_taken or kind, taken), *outputs],
        [
            numpy_helper.from_array(np.ascontiguousarray(each.detach().numpy(), dtype), name)
            for name, each in arrays.items()
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    helper.set_model_props(model, metadata or {})
    options = {"save_as_external_data": True, "location": beside, "size_threshold": 0}
    onnx.save(model, path, **(options if beside else {}))
    return path


def load(path, **options):
    return load_classifier(f"onnx:{path}", device="cpu", **options)


def pictures(count=3, sides=(SIDE, SIDE)):
    return torch.randn(count, 3, *sides, generator=torch.Generator().manual_seed(1))


def test_a_file_gives_the_logits_of_the_network_that_it_was_made_of(tmp_path):
    path = saved(tmp_path / "tiny.onnx")
    classifier = load(path, classes=["cat", "cow", "dog"])
    assert isinstance(classifier, Classifier)
    assert (classifier.module, classifier.device) == (None, "cpu")
    assert (classifier.spec, classifier.classes) == (f"onnx:{path}", ("cat", "cow", "dog"))
    found = classifier.logits(pictures())
    assert (found.dtype, found.device.type) == (torch.float32, "cpu")
    torch.testing.assert_close(found, tiny()(pictures()), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("at_once", [1, 4])
@pytest.mark.parametrize("count", [1, 4, 6])
def test_a_fixed_batch_is_filled_up_and_what_filled_it_dropped(tmp_path, at_once, count):
    path = saved(tmp_path / "tiny.onnx", given=(at_once, 3, SIDE, SIDE), taken=(at_once, 3))
    found = load(path).logits(pictures(count))
    torch.testing.assert_close(found, tiny()(pictures(count)), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("sides", "expected"),
    [((32, 32), (32, 32)), ((24, 40), (24, 40)), (("height", "width"), (224, 224))],
)
def test_the_input_has_the_file_s_sides_and_224_where_it_leaves_them_open(
    tmp_path, sides, expected
):
    classifier = load(saved(tmp_path / "tiny.onnx", given=("n", 3, *sides)))
    prepared = classifier.prepare(Image.effect_noise((300, 260), 50).convert("RGB"))
    assert prepared.shape == (3, *expected)
    assert classifier.framing((260, 300)).input_shape == expected


def test_the_preprocessing_is_that_of_imagenet_and_told_once_with_how_to_give_another(
    tmp_path, caplog
):
    classifier = load(saved(tmp_path / "tiny.onnx", given=("n", 3, 224, 224)))
    (said,) = [each.getMessage() for each in caplog.records]
    assert "tiny.onnx carries no preprocessing" in said
    assert "cover 256×256, the middle 224×224" in said
    assert "(0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225)" in said
    assert "pw.wrap(mine.forward" in said
    assert "ImageNet's" not in said
    assert classifier.framing((300, 400)) == Framing.resize_and_crop(
        (300, 400), resize=256, crop=224
    )
    grey = classifier.prepare(Image.new("RGB", (300, 300), (51, 102, 153)))[:, 100, 100]
    np.testing.assert_allclose(
        grey, [(0.2 - 0.485) / 0.229, (0.4 - 0.456) / 0.224, (0.6 - 0.406) / 0.225], atol=1e-5
    )


def test_another_preprocessing_is_given_through_wrap_and_the_digest_stays(tmp_path):
    mine = load(saved(tmp_path / "tiny.onnx"))

    def preprocess(image):
        return np.asarray(image.resize((SIDE, SIDE)), np.float32).transpose(2, 0, 1) / 255

    other = wrap(mine.forward, preprocess=preprocess, classes=mine.classes)
    assert other.digest == mine.digest
    assert other.framing((50, 70)) == Framing.stretch((50, 70), (SIDE, SIDE))
    assert torch.equal(other.logits(pictures()), mine.logits(pictures()))


@pytest.mark.parametrize("key", ["classes", "names", "labels"])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps(["cat", "cow", "dog"]),
        json.dumps({"1": "cow", "0": "cat", "2": "dog"}),
        "{0: 'cat', 1: 'cow', 2: 'dog'}",
    ],
)
def test_classes_are_named_by_the_metadata_unless_they_are_given(tmp_path, key, text):
    path = saved(tmp_path / "tiny.onnx", metadata={"author": "x", key: text})
    assert load(path).classes == ("cat", "cow", "dog")
    assert load(path, classes=["a", "b", "c"]).classes == ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cat, cow, dog", "expected a list of names"),
        ('["cat", "dog"]', "3 outputs but 2 class names"),
        ('{"0": "cat", "2": "dog"}', "maps each index from 0"),
        ("{None: 'cat', (1, 2): 'dog'}", "maps each index from 0"),
        ('["cat", 3, "dog"]', "class 1: a class name must be text"),
    ],
)
def test_metadata_that_names_no_classes_is_told_with_its_entry(tmp_path, text, message):
    path = saved(tmp_path / "tiny.onnx", metadata={"names": text})
    with pytest.raises(ClassifierError, match=rf"tiny\.onnx.*'names'.*{message}.*--classes"):
        load(path)
    assert load(path, classes=["a", "b", "c"]).classes == ("a", "b", "c")


def test_a_thousand_outputs_without_names_are_imagenet_s_and_others_are_numbered(tmp_path, caplog):
    assert load(saved(tmp_path / "few.onnx")).classes == ("class 0", "class 1", "class 2")
    assert "ImageNet's" not in caplog.text
    classifier = load(saved(tmp_path / "many.onnx", tiny(1000)))
    assert classifier.classes[817] == "sports car"
    assert "1000 outputs carry no names and are called as ImageNet's" in caplog.text


def test_a_wrong_number_of_given_names_is_refused(tmp_path):
    with pytest.raises(CallError, match="3 outputs but 2 class names"):
        load(saved(tmp_path / "tiny.onnx"), classes=["a", "b"])


def test_half_precision_is_converted_to(tmp_path):
    path = saved(tmp_path / "half.onnx", kind=TensorProto.FLOAT16)
    found = load(path).logits(pictures())
    torch.testing.assert_close(found.float(), tiny()(pictures()), rtol=1e-2, atol=1e-2)


def info(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def test_of_several_outputs_the_only_one_of_images_and_classes_is_taken(tmp_path):
    path = saved(
        tmp_path / "tiny.onnx",
        more=[("ArgMax", "logits", "best")],
        outputs=[info("pooled", ("n", 5, 1, 1)), info("best", (1, 3), TensorProto.INT64)],
    )
    found = load(path).logits(pictures())
    torch.testing.assert_close(found, tiny()(pictures()), rtol=1e-5, atol=1e-5)


REFUSED = {
    "two outputs of images and classes": (
        {"outputs": [info("features", ("n", 5))]},
        r"2 of 2 are.*logits \(n×3, tensor\(float\)\), features \(n×5.*extract_model",
    ),
    "no output of floating point": (
        {
            "more": [("ArgMax", "logits", "best")],
            "ends": "best",
            "kind_taken": TensorProto.INT64,
            "taken": ("n", 1),
        },
        r"0 of 1 are.*best",
    ),
    "two inputs": (
        {"inputs": [info("mask", (1, 1))]},
        r"2 inputs.*x \(n×3×32×32, tensor\(float\)\), mask \(1×1",
    ),
    "probabilities": (
        {"more": [("Softmax", "logits", "shares")], "ends": "shares"},
        "gives probabilities.*Cut the softmax off before exporting",
    ),
    "probabilities in half precision": (
        {
            "more": [("Softmax", "logits", "shares")],
            "ends": "shares",
            "kind": TensorProto.FLOAT16,
        },
        "gives probabilities",
    ),
    "one picture in grey": ({"given": ("n", 1, 32, 32), "channels": 1}, "not RGB pictures"),
    "feature maps": (
        {"more": [("Relu", "convolved", "maps")], "ends": "maps", "taken": ("n", 5, 28, 28)},
        r"shape \(4, 5, 28, 28\)",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_classifier_is_refused_by_name(tmp_path, what):
    options, message = REFUSED[what]
    options = dict(options)
    network = tiny()
    if "channels" in options:
        network[0] = torch.nn.Conv2d(options.pop("channels"), 5, 5)
    path = saved(tmp_path / "tiny.onnx", network, **options)
    with pytest.raises(ClassifierError, match=rf"onnx:.*tiny\.onnx.*{message}"):
        load(path)


def written(
    path, nodes, given, *, taken=("n", "classes"), opset=17, kind=TensorProto.FLOAT, held=()
):
    """Write a graph from x to y that is not the tiny network."""
    graph = helper.make_graph(
        [helper.make_node(*each[:3], **(each[3] if each[3:] else {})) for each in nodes],
        "odd",
        [info("x", given, kind)],
        [info("y", taken)],
        held,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.save(model, path)
    return path


MEAN = [("GlobalAveragePool", ["x"], ["pooled"]), ("Flatten", ["pooled"], ["y"])]
BYTES = [("Cast", ["x"], ["real"], {"to": 1}), ("Flatten", ["real"], ["y"])]
UNKNOWN = [("Frobnicate", ["x"], ["y"])]
FOREIGN = [("Frobnicate", ["x"], ["y"], {"domain": "our.own"})]


@pytest.mark.parametrize(
    ("nodes", "given", "options", "message"),
    [
        (MEAN, ("n", 8, 8, 3), {}, "takes x .n×8×8×3.*channels come last"),
        (MEAN, ("n", 3), {}, "not RGB pictures"),
        (BYTES, ("n", 3, 8, 8), {"kind": TensorProto.UINT8}, "tensor.uint8.*floating point"),
        (MEAN, ("n", 3, 8, 8), {"opset": 99}, "[Oo]pset 99.*older opset"),
        (UNKNOWN, ("n", 3, 8, 8), {}, "Frobnicate.*lacks an operator"),
        (FOREIGN, ("n", 3, 8, 8), {}, "our.own"),
    ],
)
def test_what_the_runtime_cannot_load_or_we_cannot_feed_is_told_with_the_file(
    tmp_path, nodes, given, options, message, capfd
):
    path = written(tmp_path / "odd.onnx", nodes, given, **options)
    with pytest.raises(ClassifierError, match=rf"odd\.onnx.*{message}") as told:
        load(path)
    assert "ONNXRuntimeError" not in str(told.value)
    assert "onnxruntime_src" not in str(told.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"", b"no network " * 20, None])
def test_what_is_no_whole_onnx_file_is_told(tmp_path, content, capfd):
    path = saved(tmp_path / "tiny.onnx")
    path.write_bytes(path.read_bytes()[:-100] if content is None else content)
    with pytest.raises(ClassifierError, match=r"tiny\.onnx is no whole ONNX file"):
        load(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["none.onnx", "."])
def test_a_file_that_is_not_there_is_told(tmp_path, name):
    with pytest.raises(CallError, match="there is no such file"):
        load(tmp_path / name)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [([-1, 192], r"shape \(3136, 192\)"), ([1, 192], r"failed on 4×3×224×224.*with that size")],
)
def test_a_size_that_the_file_leaves_open_but_the_network_does_not_is_told(
    tmp_path, wanted, message, capfd
):
    path = written(
        tmp_path / "odd.onnx",
        [("Reshape", ["x", "wanted"], ["y"])],
        ("n", 3, "h", "w"),
        held=[numpy_helper.from_array(np.array(wanted), "wanted")],
    )
    with pytest.raises(ClassifierError, match=rf"odd\.onnx.*{message}"):
        load(path)
    assert capfd.readouterr() == ("", "")


def test_the_digest_is_that_of_the_file_and_of_the_weights_beside_it(tmp_path):
    path = saved(tmp_path / "tiny.onnx")
    assert load(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()

    beside = saved(tmp_path / "split.onnx", beside="split.weights")
    first = load(beside)
    torch.testing.assert_close(first.logits(pictures()), load(path).logits(pictures()))
    weights = np.fromfile(tmp_path / "split.weights", np.float32)
    (tmp_path / "split.weights").unlink()
    (2 * weights).tofile(tmp_path / "split.weights")
    assert load(beside).digest != first.digest


def test_metadata_may_have_an_entry_called_location(tmp_path):
    path = saved(tmp_path / "tiny.onnx", metadata={"location": "nowhere"})
    assert load(path).digest == hashlib.sha256(path.read_bytes()).hexdigest()


def explain(method, classifier):
    inputs = pictures(2)
    batch = Batch(("a", "b"), inputs, (1, 2))
    return load_method(method).explain(classifier, batch, Targets(torch.tensor([0, 2])))


def test_occlusion_maps_are_those_of_the_same_network_in_torch(tmp_path):
    module = wrap(
        tiny(), preprocess=lambda image: image, classes=["cat", "cow", "dog"], device="cpu"
    )
    found, expected = (
        explain("occlusion:window=8,stride=4", each)
        for each in (load(saved(tmp_path / "tiny.onnx")), module)
    )
    assert np.abs(expected.values).max() > 1e-3
    np.testing.assert_allclose(found.values, expected.values, atol=1e-5)


def test_a_method_that_needs_gradients_is_refused_with_those_that_do_not(tmp_path):
    with pytest.raises(
        MethodError, match=r"'gradient\b.*black box.*without gradients: .*occlusion"
    ):
        explain("gradient", load(saved(tmp_path / "tiny.onnx")))


def test_several_threads_may_ask_at_once(tmp_path):
    classifier = load(saved(tmp_path / "tiny.onnx", given=(2, 3, SIDE, SIDE)))
    batches = [pictures(count) for count in (1, 2, 3, 4, 5) * 8]
    with ThreadPoolExecutor(4) as pool:
        for batch, found in zip(batches, pool.map(classifier.logits, batches), strict=True):
            torch.testing.assert_close(found, tiny()(batch), rtol=1e-5, atol=1e-5)


def test_memory_that_is_full_is_told_as_such(tmp_path):
    class Full:
        def run(self, *asked):
            # as ONNX Runtime 1.32 says it
            raise RuntimeError(
                "[ONNXRuntimeError] : 1 : FAIL : Status Message: Failed to allocate memory for "
                "requested buffer of size 6597069766656"
            )

    classifier = load(saved(tmp_path / "tiny.onnx"))
    full = replace(classifier, forward=replace(classifier.forward, session=Full()))
    with pytest.raises(MemoryFullError, match=r"3 images.*does not fit"):
        full.logits(pictures())


def test_the_runtime_takes_as_many_threads_as_torch(tmp_path, monkeypatch):
    monkeypatch.setattr(torch, "get_num_threads", lambda: 3)
    session = load(saved(tmp_path / "tiny.onnx")).forward.session
    assert session.get_session_options().intra_op_num_threads == 3


@pytest.mark.parametrize(
    ("device", "message"),
    [("meta", "used on cpu and cuda alone"), ("nonsense", "cannot be used here")],
)
def test_a_device_that_the_runtime_does_not_serve_is_refused(tmp_path, device, message):
    path = saved(tmp_path / "tiny.onnx")
    with pytest.raises(CallError, match=message):
        load_classifier(f"onnx:{path}", device=device)
    assert load_classifier(f"onnx:{path}").device == "cpu" or torch.cuda.is_available()


def test_cuda_is_refused_where_the_runtime_has_none(tmp_path, monkeypatch):
    path = saved(tmp_path / "tiny.onnx")
    monkeypatch.setattr(adapter, "pick_device", torch.device)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(CallError, match=r"'cuda:0'.*onnxruntime-gpu"):
        load_classifier(f"onnx:{path}", device="cuda:0")


def test_a_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(adapter, "find_spec", lambda name: None)
    with pytest.raises(CallError, match=r"needs the package onnxruntime.*partwise\[onnx\]"):
        load("some.onnx")


def test_weights_beside_it_are_refused(tmp_path):
    with pytest.raises(CallError, match="has its own weights"):
        load("some.onnx", weights=tmp_path / "weights.pt")
