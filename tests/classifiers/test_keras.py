"""keras: tiny models written to files, run by PyTorch with their gradients."""

from __future__ import annotations

import copy
import os
import random
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from partwise.errors import CallError, ClassifierError
from partwise.framing import Framing

torch = pytest.importorskip("torch")

from partwise.classifiers import keras as adapter  # noqa: E402
from partwise.classifiers.loading import load_classifier  # noqa: E402
from partwise.classifiers.protocol import Classifier  # noqa: E402
from partwise.classifiers.wrapped import wrap  # noqa: E402
from partwise.methods.layers import find_layer  # noqa: E402
from partwise.methods.loading import load_method  # noqa: E402
from partwise.methods.protocol import Batch, Targets  # noqa: E402

SIDE = 32


@pytest.fixture(scope="module")
def keras():
    """Imported by the tests that need it: it takes seconds."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    return pytest.importorskip("keras")


def tiny(keras, *, before=(), after=(), units=3, activation=None, given=(SIDE, SIDE, 3), seed=0):
    """Make a model of as many channels as places in a row, which only the order tells apart."""
    keras.utils.set_random_seed(seed)
    order = "channels_first" if given[0] == 3 else "channels_last"
    return keras.Sequential(
        [
            keras.Input(given),
            *before,
            keras.layers.Conv2D(14, 5, 2, activation="relu", data_format=order, name="convolved"),
            keras.layers.Dropout(0.5),
            keras.layers.GlobalAveragePooling2D(data_format=order),
            keras.layers.Dense(units, activation=activation),
            *after,
        ]
    )


def saved(path, model):
    model.save(path)
    return path


@pytest.fixture
def path(tmp_path, keras):
    return saved(tmp_path / "tiny.keras", tiny(keras))


def load(path, **options):
    return load_classifier(f"keras:{path}", device="cpu", **options)


def pictures(count=3, sides=(SIDE, SIDE)):
    return torch.randn(count, 3, *sides, generator=torch.Generator().manual_seed(1))


def logits_of(model, images):
    with torch.no_grad():
        return model(images.permute(0, 2, 3, 1), training=False)


def test_a_file_gives_the_logits_of_the_model_that_it_was_made_of(path, keras):
    classifier = load(path, classes=["cat", "cow", "dog"])
    assert isinstance(classifier, Classifier)
    assert (classifier.spec, classifier.device) == (f"keras:{path}", "cpu")
    assert classifier.classes == ("cat", "cow", "dog")
    torch.testing.assert_close(
        classifier.logits(pictures()), logits_of(tiny(keras), pictures()), rtol=1e-5, atol=1e-5
    )


def test_channels_may_come_first(tmp_path, keras):
    model = tiny(keras, given=(3, SIDE, SIDE))
    found = load(saved(tmp_path / "tiny.keras", model)).logits(pictures())
    with torch.no_grad():
        torch.testing.assert_close(found, model(pictures(), training=False))


@pytest.mark.parametrize(
    ("given", "expected"),
    [((24, 40, 3), (24, 40)), ((None, None, 3), (224, 224)), ((3, 24, None), (24, 224))],
)
def test_the_input_has_the_file_s_sides_and_224_where_it_leaves_them_open(
    tmp_path, keras, given, expected
):
    classifier = load(saved(tmp_path / "tiny.keras", tiny(keras, given=given)))
    prepared = classifier.prepare(Image.effect_noise((300, 260), 50).convert("RGB"))
    assert prepared.shape == (3, *expected)


def test_the_preprocessing_is_that_of_imagenet_and_told_once_with_how_to_give_another(path, caplog):
    classifier = load(path)
    (said,) = [each.getMessage() for each in caplog.records]
    assert "tiny.keras carries no preprocessing" in said
    assert "cover 36×36, the middle 32×32" in said
    assert "(0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225)" in said
    assert "pw.wrap(mine.forward" in said
    blue = classifier.prepare(Image.new("RGB", (300, 300), (0, 0, 51)))[:, 16, 16]
    np.testing.assert_allclose(
        blue, [-0.485 / 0.229, -0.456 / 0.224, (0.2 - 0.406) / 0.225], atol=1e-5
    )


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("kind", ["Rescaling", "Normalization"])
def test_a_model_that_scales_pixels_itself_is_given_those_from_0_to_255(
    tmp_path, keras, caplog, kind, nested
):
    layers = keras.layers
    scaling = (
        layers.Rescaling(1 / 255)
        if kind == "Rescaling"
        else layers.Normalization(mean=[90.0, 100.0, 110.0], variance=[9.0, 4.0, 16.0])
    )
    before = [layers.RandomFlip("horizontal"), scaling]
    if nested:
        before = [keras.Sequential([keras.Input((SIDE, SIDE, 3)), *before])]
    classifier = load(saved(tmp_path / "tiny.keras", tiny(keras, before=before)))
    assert "colours from 0 to 255, since its first layer scales them" in caplog.text
    prepared = classifier.prepare(Image.new("RGB", (300, 300), (51, 102, 255)))
    np.testing.assert_allclose(prepared[:, 16, 16], [51, 102, 255], rtol=1e-5)


def test_another_preprocessing_is_given_through_wrap_and_the_digest_stays(path):
    mine = load(path)

    def preprocess(image):
        return np.asarray(image.resize((SIDE, SIDE)), np.float32).transpose(2, 0, 1) / 255

    other = wrap(mine.forward, preprocess=preprocess, classes=mine.classes, device="cpu")
    assert other.digest == mine.digest
    assert other.framing((50, 70)) == Framing.stretch((50, 70), (SIDE, SIDE))
    assert torch.equal(other.logits(pictures()), mine.logits(pictures()))


def test_the_digest_is_that_of_the_weights_however_often_they_are_loaded(tmp_path, keras, path):
    first = load(path).digest
    assert load(path).digest == first
    again = saved(tmp_path / "again.keras", keras.saving.load_model(path))
    assert load(again).digest == first
    assert load(saved(tmp_path / "other.keras", tiny(keras, seed=1))).digest != first


@pytest.mark.parametrize("how", ["dense", "activation", "layer", "nested"])
@pytest.mark.parametrize(("squashing", "units"), [("softmax", 3), ("sigmoid", 1), ("sigmoid", 3)])
def test_a_softmax_or_sigmoid_at_the_end_is_taken_off_and_told(
    tmp_path, keras, caplog, squashing, units, how
):
    if how == "layer" and squashing == "sigmoid":
        pytest.skip("there is no such layer")
    bare = tiny(keras, units=units)
    options = {
        "activation": squashing if how in ("dense", "nested") else None,
        "after": {
            "activation": lambda: [keras.layers.Activation(squashing)],
            "layer": lambda: [keras.layers.Softmax()],
        }.get(how, list)(),
    }
    model = tiny(keras, units=units, **options)
    if how == "nested":
        model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), model])
    classifier = load(saved(tmp_path / "tiny.keras", model))
    assert f"ends in a {squashing}, which is taken off" in caplog.text
    expected = logits_of(bare, pictures())
    if units == 1:
        expected = torch.cat([-expected, expected], 1) / 2
    assert len(classifier.classes) == max(units, 2)
    torch.testing.assert_close(classifier.logits(pictures()), expected, rtol=1e-5, atol=1e-5)


def test_probabilities_of_another_making_are_refused(tmp_path, keras):
    given = keras.Input((SIDE, SIDE, 3))
    shares = keras.layers.Reshape((3,))(keras.ops.softmax(tiny(keras)(given)))
    path = saved(tmp_path / "tiny.keras", keras.Model(given, shares))
    with pytest.raises(ClassifierError, match=r"tiny\.keras returned probabilities"):
        load(path)


def test_a_thousand_outputs_are_imagenet_s_and_others_are_numbered(tmp_path, keras, path, caplog):
    assert load(path).classes == ("class 0", "class 1", "class 2")
    assert "ImageNet's" not in caplog.text
    classifier = load(saved(tmp_path / "many.keras", tiny(keras, units=1000)))
    assert classifier.classes[817] == "sports car"
    assert "1000 outputs carry no names and are called as ImageNet's" in caplog.text
    with pytest.raises(CallError, match="3 outputs but 2 class names"):
        load(path, classes=["a", "b"])


def in_torch(model):
    """Make the same network of modules of torch."""
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 14, 5, 2),
        torch.nn.ReLU(),
        torch.nn.AdaptiveAvgPool2d(1),
        torch.nn.Flatten(),
        torch.nn.Linear(14, 3),
    )
    kernel, bias, weight, offset = (torch.from_numpy(each) for each in model.get_weights())
    values = [kernel.permute(3, 2, 0, 1), bias, weight.T, offset]
    with torch.no_grad():
        for parameter, value in zip(network.parameters(), values, strict=True):
            parameter.copy_(value)
    return wrap(
        network.eval(), preprocess=lambda image: image, classes=["a", "b", "c"], device="cpu"
    )


def explain(method, classifier):
    batch = Batch(("a", "b"), pictures(2), (1, 2))
    return load_method(method).explain(classifier, batch, Targets(torch.tensor([0, 2]))).values


@pytest.mark.parametrize(
    "method",
    [
        "gradient",
        "integrated-gradients:steps=4",
        "occlusion:window=8,stride=4",
        "grad-cam:relu=false",
        "layer-cam",
    ],
)
def test_maps_are_those_of_the_same_network_in_torch(path, keras, method):
    found, expected = (explain(method, each) for each in (load(path), in_torch(tiny(keras))))
    assert np.abs(expected).max() > 1e-4
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_layers_are_seen_channels_first_and_named_by_their_path(tmp_path, keras):
    model = keras.Sequential([keras.Input((SIDE, SIDE, 3)), tiny(keras)])
    classifier = load(saved(tmp_path / "tiny.keras", model))
    assert f"{model.layers[0].name}/convolved" in dict(classifier.module.named_modules())
    layer = find_layer(classifier, pictures())
    assert (layer.grid, layer.order) == ((14, 14), "channels first")


def test_a_copy_has_weights_of_its_own(path):
    classifier = load(path)
    before = classifier.logits(pictures())
    copied = copy.deepcopy(classifier.module)
    assert torch.equal(copied(pictures()), before)
    with torch.no_grad():
        for each in copied.parameters():
            each.zero_()
    assert not copied(pictures()).any()
    assert torch.equal(classifier.logits(pictures()), before)


def test_draws_of_the_caller_stay_as_they_were(path):
    states = torch.get_rng_state(), random.getstate()
    load(path)
    assert torch.equal(torch.get_rng_state(), states[0])
    assert random.getstate() == states[1]


def test_a_lambda_layer_is_refused_and_not_run(tmp_path, keras):
    model = tiny(keras, before=[keras.layers.Lambda(lambda x: x / 2)])
    with pytest.raises(ClassifierError, match=r"tiny\.keras has a Lambda layer.*no code.*run"):
        load(saved(tmp_path / "tiny.keras", model))


def other_models(keras):
    pair = [keras.Input((8, 8, 3), name=name) for name in ("left", "right")]
    pooled = [keras.layers.GlobalAveragePooling2D()(each) for each in pair]
    grey = keras.layers.GlobalAveragePooling2D()
    return {
        "two inputs": (keras.Model(pair, keras.layers.Add()(pooled)), r"takes left \(.*right \("),
        "two outputs": (keras.Model(pair[0], [pooled[0], pooled[0] * 2]), r"gives .*OUTPUT"),
        "grey": (keras.Sequential([keras.Input((8, 8, 1)), grey]), "takes .*not one batch of RGB"),
        "maps": (keras.Sequential([keras.Input((8, 8, 3)), keras.layers.ReLU()]), "gives .*8×8×3"),
    }


@pytest.mark.parametrize("what", ["two inputs", "two outputs", "grey", "maps"])
def test_what_is_no_classifier_of_pictures_is_refused_by_name(tmp_path, keras, what):
    model, message = other_models(keras)[what]
    with pytest.raises(ClassifierError, match=rf"keras:.*odd\.keras {message}"):
        load(saved(tmp_path / "odd.keras", model))


def test_a_layer_that_keras_does_not_know_is_told_with_what_to_do(tmp_path, keras):
    class Own(keras.layers.Layer):
        def call(self, x):
            return x

    path = saved(tmp_path / "tiny.keras", tiny(keras, before=[Own()]))
    with pytest.raises(ClassifierError, match=r"could not be loaded by Keras.*Own.*factory"):
        load(path)


def test_other_files_are_refused_before_keras_is_asked(tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "model.h5").write_bytes(b"\x89HDF\r\n")
    (tmp_path / "model.zip").write_bytes(b"PK")
    (tmp_path / "broken.keras").write_bytes(b"PK\x03\x04 and no more")
    for name, error, message in (
        ("none", CallError, "is a folder.*SavedModel.*model.save"),
        ("model.h5", CallError, "is HDF5.*may run code.*model.save"),
        ("model.zip", CallError, "is no .keras file"),
        ("broken.keras", ClassifierError, "no whole .keras file"),
        ("missing.keras", CallError, "there is no such file"),
    ):
        with pytest.raises(error, match=message):
            load(tmp_path / name)


def test_a_package_that_is_missing_is_named_and_weights_beside_are_refused(monkeypatch, tmp_path):
    with pytest.raises(CallError, match="has its own weights"):
        load("some.keras", weights=tmp_path / "weights.pt")
    monkeypatch.setattr(adapter, "find_spec", lambda name: None)
    with pytest.raises(CallError, match=r"needs the package keras.*partwise\[keras\]"):
        load("some.keras")


def test_another_backend_in_the_environment_is_refused(path, monkeypatch):
    monkeypatch.delitem(sys.modules, "keras")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    with pytest.raises(CallError, match="variable KERAS_BACKEND is 'jax'"):
        load(path)


def test_keras_that_is_imported_with_another_backend_is_refused(path, monkeypatch):
    imported = SimpleNamespace(backend=SimpleNamespace(backend=lambda: "tensorflow"))
    monkeypatch.setitem(sys.modules, "keras", imported)
    monkeypatch.setattr(adapter, "find_spec", lambda name: True)
    with pytest.raises(CallError, match=r"imported with the backend 'tensorflow'.*to torch before"):
        load(path)


def test_wrap_refuses_a_model_of_another_backend():
    class Sequential:
        __module__ = "keras.src.models.sequential"

        def __call__(self, images):
            raise AssertionError

    with pytest.raises(CallError, match="Sequential is of Keras on another backend than PyTorch"):
        wrap(Sequential(), preprocess=lambda image: image, classes=["a", "b"])


def test_where_nothing_says_otherwise_keras_is_imported_with_its_backend_of_torch(path):
    code = """
import sys
import partwise as pw

print(pw.load_classifier(f"keras:{sys.argv[1]}", device="cpu").classes)
print(sys.modules["keras"].config.backend())
"""
    environment = {name: each for name, each in os.environ.items() if name != "KERAS_BACKEND"}
    done = subprocess.run(
        [sys.executable, "-c", code, path],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["('class 0', 'class 1', 'class 2')", "torch"]
