"""load_classifier: names, weights and classes through every adapter, without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest
from PIL import Image

from partwise.errors import CallError, ClassifierError, UnknownNameError
from partwise.framing import Framing

torch = pytest.importorskip("torch")
timm = pytest.importorskip("timm")
torchvision = pytest.importorskip("torchvision")

from partwise.classifiers.loading import load_classifier  # noqa: E402

NO_NETWORK = {
    "HF_HUB_OFFLINE": "1",
    "https_proxy": "http://127.0.0.1:9",
    "http_proxy": "http://127.0.0.1:9",
}


def saved(tmp_path, module):
    path = tmp_path / "weights.pt"
    torch.save(module.state_dict(), path)
    return path


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("resnet18", "perhaps 'timm:resnet18' or 'torchvision:resnet18'"),
        ("efficientnet-lite0", "perhaps 'packaged:efficientnet-lite0'"),
        ("nonsense", "Known prefixes: hf, keras, onnx, packaged, python, timm, torchvision"),
        ("tim:resnet18", "Nearest known: 'timm:resnet18'"),
        ("timm:resnet1", "unknown timm network 'resnet1'. Nearest known: 'resnet1"),
        ("timm:resnet18.nonsense", r"unknown timm weights.*'resnet18\."),
        ("torchvision:resnet19", "unknown torchvision network.*'resnet18'"),
        ("torchvision:fasterrcnn_resnet50_fpn", "unknown torchvision network"),
        ("packaged:efficientnet-lite3", "'efficientnet-lite"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(spec, message):
    with pytest.raises(UnknownNameError, match=message):
        load_classifier(spec)


def test_a_timm_network_is_built_from_a_file_with_the_classes_named(tmp_path):
    own = timm.create_model("test_resnet", num_classes=3).eval()
    classifier = load_classifier(
        "timm:test_resnet", weights=saved(tmp_path, own), classes=["a", "b", "a"], device="cpu"
    )
    assert classifier.classes == ("a (0)", "b", "a (2)")
    assert classifier.spec == "timm:test_resnet"
    config = timm.data.resolve_model_data_config(own)
    side = config["input_size"][1]
    resize = int(side / config["crop_pct"])
    told = Framing.resize_and_crop((50, 70), resize=resize, crop=side)
    assert np.allclose(classifier.framing((50, 70)).offset, told.offset, atol=0.2)
    batch = torch.from_numpy(classifier.prepare(Image.effect_noise((70, 50), 50).convert("RGB")))[
        None
    ]
    torch.testing.assert_close(classifier.logits(batch), own(batch), rtol=1e-4, atol=1e-4)


def test_a_timm_network_of_imagenet_is_called_as_torchvision_calls_its_classes(tmp_path):
    weights = saved(tmp_path, timm.create_model("test_resnet"))
    classifier = load_classifier("timm:test_resnet", weights=weights, device="cpu")
    assert len(set(classifier.classes)) == 1000
    assert [classifier.classes[i] for i in (478, 817, 656)] == ["carton", "sports car", "minivan"]


def test_weights_under_the_names_of_another_publisher_go_through_timms_own_loading(tmp_path):
    own = timm.create_model("vit_tiny_patch16_224", num_classes=2).eval()
    path = tmp_path / "deit.pt"
    # the layout of the published DeiT files: patches as a matrix, all under 'model'
    state = dict(own.state_dict())
    weight = state["patch_embed.proj.weight"]
    state["patch_embed.proj.weight"] = weight.reshape(len(weight), -1)
    torch.save({"model": state}, path)
    classifier = load_classifier(
        "timm:vit_tiny_patch16_224", weights=path, classes=["a", "b"], device="cpu"
    )
    batch = torch.zeros(1, 3, 224, 224)
    torch.testing.assert_close(classifier.logits(batch), own(batch), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("spec", ["timm:test_resnet", "torchvision:squeezenet1_1"])
def test_weights_of_another_network_are_refused_with_the_first_names(tmp_path, spec):
    weights = saved(tmp_path, torch.nn.Linear(2, 2))
    with pytest.raises(ClassifierError, match=r"missing from the file: .*, …; 2 in the file but"):
        load_classifier(spec, weights=weights, device="cpu")


def test_a_last_layer_of_another_size_says_to_name_the_classes(tmp_path):
    weights = saved(tmp_path, timm.create_model("test_resnet", num_classes=3))
    with pytest.raises(ClassifierError, match=r"3×\d+ in the file, 1000×\d+ in the.*--classes"):
        load_classifier("timm:test_resnet", weights=weights, device="cpu")


def test_a_timm_network_without_classes_or_weights_is_refused(tmp_path):
    with pytest.raises(CallError, match="no pretrained weights"):
        load_classifier("timm:efficientnet_b8", device="cpu")
    weights = saved(tmp_path, timm.create_model("test_resnet", num_classes=3))
    with pytest.raises(CallError, match="at least one class name"):
        load_classifier("timm:test_resnet", weights=weights, classes=[], device="cpu")


def test_a_torchvision_network_is_built_from_a_file(tmp_path):
    own = torchvision.models.squeezenet1_1(num_classes=4).eval()
    names = tmp_path / "names.txt"
    names.write_text("a\nb\nc\nd\n")
    classifier = load_classifier(
        "torchvision:squeezenet1_1", weights=saved(tmp_path, own), classes=names, device="cpu"
    )
    assert classifier.classes == ("a", "b", "c", "d")
    assert classifier.framing((300, 400)) == Framing.resize_and_crop(
        (300, 400), resize=256, crop=224
    )
    batch = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
    torch.testing.assert_close(classifier.logits(batch), own(batch), rtol=1e-4, atol=1e-4)


def test_googlenet_files_load_with_and_without_auxiliary_heads(tmp_path):
    for auxiliary in (True, False):
        own = torchvision.models.googlenet(
            num_classes=2, aux_logits=auxiliary, init_weights=False, transform_input=True
        ).eval()
        classifier = load_classifier(
            "torchvision:googlenet", weights=saved(tmp_path, own), classes=["a", "b"], device="cpu"
        )
        batch = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
        torch.testing.assert_close(classifier.logits(batch), own(batch), rtol=1e-4, atol=1e-4)


def test_building_a_network_leaves_the_callers_random_numbers_alone(tmp_path):
    weights = saved(tmp_path, timm.create_model("test_resnet"))
    before = torch.random.get_rng_state()
    load_classifier("timm:test_resnet", weights=weights, device="cpu")
    assert torch.equal(before, torch.random.get_rng_state())


@pytest.mark.slow
@pytest.mark.parametrize("spec", ["timm:test_resnet", "torchvision:squeezenet1_1"])
def test_without_a_network_connection_the_error_says_to_give_the_weights(tmp_path, spec):
    script = f"from partwise.classifiers.loading import load_classifier; load_classifier({spec!r})"
    run = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **NO_NETWORK, "HF_HOME": str(tmp_path), "TORCH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = run.stderr.strip().splitlines()[-1]
    assert "ClassifierError: the pretrained weights of" in told
    assert "--weights FILE" in told


FACTORY = """
    import numpy as np, torch
    import partwise
    from partwise.classifiers.wrapped import wrap

    def shrink(image):
        return np.asarray(image.resize((2, 2)), np.float32).transpose(2, 0, 1) / 255

    def network():
        return torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(12, 2))

    def good():
        return wrap(network(), preprocess=shrink, classes=["cat", "dog"], device="cpu")

    def black_box():
        return wrap(lambda x: x.mean((2, 3)), preprocess=shrink)

    def bare():
        return network()

    def nothing():
        pass

    def fails():
        return network().no_such_thing

    def needs_an_argument(path):
        return good()
"""


@pytest.fixture
def code(tmp_path, monkeypatch):
    """A folder to work in, with a module of factories in a package."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    package = tmp_path / "mynets"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "small.py").write_text(textwrap.dedent(FACTORY))
    (package / "broken.py").write_text("x = 1\nraise ValueError('bad setup')\n")
    (package / "lacking.py").write_text("import no_such_package\n")
    yield package
    for name in [each for each in sys.modules if each.split(".")[0] == "mynets"]:
        del sys.modules[name]


def test_a_factory_in_the_current_directory_is_called(code):
    classifier = load_classifier("python:mynets.small:good")
    assert classifier.spec == "python:mynets.small:good"
    assert classifier.classes == ("cat", "dog")
    assert classifier.logits(torch.zeros(1, 3, 2, 2)).shape == (1, 2)


def test_weights_and_classes_replace_those_of_the_factory(code, tmp_path):
    own = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(12, 2)).eval()
    classifier = load_classifier(
        "python:mynets.small:good", weights=saved(tmp_path, own), classes=["a", "b"], device="cpu"
    )
    batch = torch.linspace(0, 1, 12).reshape(1, 3, 2, 2)
    torch.testing.assert_close(classifier.logits(batch), own(batch), rtol=1e-4, atol=1e-4)
    assert classifier.classes == ("a", "b")
    with pytest.raises(CallError, match="has 2 classes but 3 names"):
        load_classifier("python:mynets.small:good", classes=["a", "b", "c"])
    with pytest.raises(CallError, match="black box"):
        load_classifier("python:mynets.small:black_box", weights=tmp_path / "weights.pt")


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("mynets.small:bare", ClassifierError, r"returned a Sequential.*partwise\.wrap\(module"),
        ("mynets.small:nothing", ClassifierError, "returned a NoneType, not a classifier"),
        (
            "mynets.small:fails",
            ClassifierError,
            r"calling fails\(\) failed at .*small\.py, line \d+: AttributeError: .*no_such_thing",
        ),
        ("mynets.small:needs_an_argument", ClassifierError, "TypeError.*missing 1 required"),
        ("mynets.small:god", UnknownNameError, "unknown function in mynets.small 'god'.*'good'"),
        ("mynets.none:good", CallError, "no module 'mynets.none'"),
        ("nowhere.none:good", CallError, "no module 'nowhere'"),
        (
            "mynets.broken:good",
            ClassifierError,
            r"importing mynets\.broken failed at .*broken\.py, line 2: ValueError: bad setup",
        ),
        ("mynets.lacking:good", ClassifierError, "needs the module 'no_such_package'"),
        ("mynets.small", CallError, r"python:package\.module:factory"),
        ("mynets.small:", CallError, r"python:package\.module:factory"),
        (":good", CallError, r"python:package\.module:factory"),
    ],
)
def test_what_is_wrong_with_a_factory_is_told_with_its_place(code, name, error, message):
    with pytest.raises(error, match=message):
        load_classifier(f"python:{name}")
