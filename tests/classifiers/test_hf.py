"""hf: tiny networks as transformers and timm save them, loaded from their folders."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from partwise.errors import CallError, ClassifierError

torch = pytest.importorskip("torch")
timm = pytest.importorskip("timm")
transformers = pytest.importorskip("transformers")

from partwise.classifiers import hf  # noqa: E402
from partwise.classifiers.loading import load_classifier  # noqa: E402
from partwise.framing import Framing  # noqa: E402

NAMES = ["cat", "cow", "dog"]
LABELS = {
    "id2label": dict(enumerate(NAMES)),
    "label2id": {each: at for at, each in enumerate(NAMES)},
}


def vit(**options):
    config = transformers.ViTConfig(
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        image_size=32,
        patch_size=8,
        **options,
    )
    return config, transformers.ViTImageProcessor(size={"height": 32, "width": 32})


def resnet(**options):
    config = transformers.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 8], depths=[1, 1], layer_type="basic", **options
    )
    return config, transformers.ConvNextImageProcessor(size={"shortest_edge": 32}, crop_pct=0.875)


@pytest.fixture(params=[vit, resnet])
def saved(request, tmp_path):
    """A network with its folder, as `save_pretrained` writes it."""
    torch.manual_seed(3)
    config, processor = request.param(**LABELS)
    network = transformers.AutoModelForImageClassification.from_config(config).eval()
    network.save_pretrained(tmp_path)
    processor.save_pretrained(tmp_path)
    return network, processor, tmp_path


def picture(height=40, width=60):
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    return Image.fromarray(pixels)


def test_a_folder_of_transformers_has_its_own_logits_names_and_preprocessing(saved):
    network, processor, folder = saved
    classifier = load_classifier(f"hf:{folder}", device="cpu")
    assert classifier.classes == tuple(NAMES)
    assert classifier.spec == f"hf:{folder}"
    prepared = classifier.prepare(picture())
    expected = processor(picture(), return_tensors="pt")["pixel_values"]
    np.testing.assert_allclose(prepared, expected[0], atol=1e-6)
    found = classifier.logits(torch.from_numpy(prepared)[None])
    with torch.no_grad():
        np.testing.assert_allclose(found.detach(), network(expected).logits, atol=1e-5)
    assert classifier.framing((40, 60)).input_shape == tuple(prepared.shape[1:])


def test_nothing_is_printed_and_the_caller_s_draws_stay_as_they_were(saved, capfd):
    folder = saved[2]
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    load_classifier(f"hf:{folder}", device="cpu")
    assert torch.equal(torch.rand(3), expected)
    assert capfd.readouterr() == ("", "")


def test_classes_may_be_named_anew(saved):
    classifier = load_classifier(f"hf:{saved[2]}", classes=["a", "b", "c"], device="cpu")
    assert classifier.classes == ("a", "b", "c")


def test_a_folder_of_timm_is_loaded_by_timm(tmp_path):
    torch.manual_seed(3)
    network = timm.create_model("test_resnet", num_classes=3).eval()
    config = {"num_classes": 3, "label_names": NAMES}
    timm.models.save_for_hf(network, tmp_path, model_config=config)
    classifier = load_classifier(f"hf:{tmp_path}", device="cpu")
    assert classifier.classes == tuple(NAMES)
    inputs = torch.randn(2, 3, 96, 96)
    with torch.no_grad():
        np.testing.assert_allclose(classifier.logits(inputs), network(inputs), atol=1e-5)
    assert isinstance(classifier.framing((40, 60)), Framing)


def test_a_network_without_a_trained_head_is_refused(tmp_path):
    config, processor = vit(**LABELS)
    transformers.ViTModel(config).save_pretrained(tmp_path)
    processor.save_pretrained(tmp_path)
    with pytest.raises(ClassifierError, match=r"no weights for classifier\.bias.*random"):
        load_classifier(f"hf:{tmp_path}", device="cpu")


@pytest.mark.parametrize("config", [None, "{", json.dumps({"model_type": "nonsense"})])
def test_a_folder_that_holds_no_classifier_is_told(tmp_path, config):
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    with pytest.raises(ClassifierError, match=f"hf:{tmp_path} could not be loaded.*config.json"):
        load_classifier(f"hf:{tmp_path}", device="cpu")


def test_a_name_that_the_hub_does_not_have_is_told(monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ClassifierError, match="hf:no/such could not be loaded"):
        load_classifier("hf:no/such", device="cpu")


@pytest.mark.parametrize("package", ["huggingface_hub", "transformers"])
def test_a_package_that_is_missing_is_named(package, monkeypatch):
    monkeypatch.setattr(hf, "find_spec", lambda name: None if name == package else name)
    with pytest.raises(CallError, match=rf"needs the package {package}.*partwise\[hf\]"):
        load_classifier("hf:some/name", device="cpu")


def test_weights_beside_it_are_refused(tmp_path):
    with pytest.raises(CallError, match="has its own weights"):
        load_classifier("hf:some/name", weights=tmp_path / "weights.pt", device="cpu")
