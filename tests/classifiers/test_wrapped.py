"""wrap: networks and black boxes behind the seam, and what is no classifier refused."""

from __future__ import annotations

import time
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from partwise.classifiers.protocol import Classifier
from partwise.errors import CallError, ClassifierError, FramingError, ImageError
from partwise.framing import Framing
from partwise.images.picture import ImageRef, open_picture

torch = pytest.importorskip("torch")

from partwise.classifiers.wrapped import wrap  # noqa: E402


def shrink(image):
    """4×4 pixels, as 0 to 1."""
    return np.asarray(image.resize((4, 4)), np.float32).transpose(2, 0, 1) / 255


def network(outputs=2, seed=0):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return torch.nn.Sequential(
            torch.nn.Flatten(), torch.nn.Linear(48, outputs), torch.nn.Dropout(0.5)
        )


class Returns(torch.nn.Module):
    """A network whose answer is worked on by a function."""

    def __init__(self, work, outputs=3):
        super().__init__()
        self.inner, self.work = network(outputs), work

    def forward(self, batch):
        return self.work(self.inner(batch))


def batch(count=3):
    return torch.linspace(-1, 1, count * 48).reshape(count, 3, 4, 4)


def test_a_wrapped_network_is_a_classifier_in_evaluation_mode():
    module = network()
    classifier = wrap(module, preprocess=shrink, classes=["cat", "dog"], device="cpu")
    assert isinstance(classifier, Classifier)
    assert classifier.module is module
    assert not module.training
    assert (classifier.spec, classifier.device) == ("wrapped:Sequential", "cpu")
    assert classifier.classes == ("cat", "dog")
    assert torch.equal(classifier.logits(batch()), classifier.logits(batch()))
    assert all(each.requires_grad for each in module.parameters())


def test_gradients_flow_through_the_logits_to_the_batch():
    classifier = wrap(network(), preprocess=shrink, classes=["cat", "dog"], device="cpu")
    inputs = batch().requires_grad_()
    classifier.logits(inputs)[:, 1].sum().backward()
    weights = classifier.module[1].weight[1].reshape(3, 4, 4)
    assert torch.allclose(inputs.grad, weights.expand(3, 3, 4, 4))


def test_classes_without_names_are_counted_by_running_the_network():
    assert wrap(network(4), preprocess=shrink, device="cpu").classes == (
        "class 0",
        "class 1",
        "class 2",
        "class 3",
    )


def test_a_network_that_only_takes_another_size_must_have_its_classes_named():
    def as_it_is(image):
        return np.asarray(image, np.float32).transpose(2, 0, 1) / 255

    with pytest.raises(ClassifierError, match="name its classes"):
        wrap(network(), preprocess=as_it_is, device="cpu")
    classifier = wrap(network(), preprocess=as_it_is, classes=["a", "b"], device="cpu")
    prepared = classifier.prepare(Image.new("RGB", (4, 4)))
    assert classifier.logits(torch.from_numpy(prepared)[None]).shape == (1, 2)


def test_a_black_box_has_no_module_and_may_return_an_array():
    def black_box(images):
        return images.mean(dim=(2, 3)).numpy()

    classifier = wrap(black_box, preprocess=shrink)
    assert classifier.module is None
    assert classifier.device == "cpu"
    assert "black box" in classifier.digest
    assert len(classifier.classes) == 3
    assert torch.allclose(classifier.logits(batch()), batch().mean(dim=(2, 3)))


def test_the_logits_are_taken_out_of_what_hugging_face_models_return():
    output = namedtuple("output", "loss logits")
    classifier = wrap(Returns(lambda z: output(None, z)), preprocess=shrink, device="cpu")
    assert classifier.logits(batch()).shape == (3, 3)


def test_a_half_precision_network_gets_its_batch_in_half_precision():
    classifier = wrap(network().bfloat16(), preprocess=shrink, classes=["a", "b"], device="cpu")
    assert classifier.logits(batch()).dtype == torch.bfloat16


REFUSED = {
    "a tuple": (lambda z: (z, z), "returned a tuple, not a tensor.*picks them out"),
    "a mapping": (lambda z: {"out": z}, "returned a dict"),
    "one dimension": (lambda z: z[:, 0], r"shape \(4,\)"),
    "a map of logits": (lambda z: z[:, :, None, None], r"shape \(4, 3, 1, 1\)"),
    "another number of images": (lambda z: z[:1], r"shape \(1, 3\).*for 4 images"),
    "whole numbers": (lambda z: z.argsort(), "type torch.int64"),
    "probabilities": (lambda z: z.softmax(1), "probabilities.*softmax off"),
    "NaN": (lambda z: z * torch.nan, "not finite for 4 of 4 images"),
    "an overflow": (lambda z: z / 0, "not finite"),
    "an error": (lambda z: z @ z, r"failed on a batch of shape \(4, 3, 4, 4\): RuntimeError"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_logits_is_refused_with_what_it_is(what):
    work, message = REFUSED[what]
    with pytest.raises(ClassifierError, match=message):
        wrap(Returns(work), preprocess=shrink, device="cpu")


@pytest.mark.parametrize("names", [None, ["no", "yes"]])
def test_of_a_single_logit_both_signs_are_classes(names):
    """Their difference is the logit, so that a softmax over them is its sigmoid."""
    classifier = wrap(Returns(lambda z: z[:, :1]), preprocess=shrink, classes=names, device="cpu")
    assert len(classifier.classes) == 2
    found, given = classifier.logits(batch()), classifier.module(batch())
    torch.testing.assert_close(found[:, 1] - found[:, 0], given[:, 0])
    torch.testing.assert_close(found.softmax(1)[:, 1], given[:, 0].sigmoid())


@pytest.mark.parametrize("names", [["yes"], ["a", "b", "c"]])
def test_a_single_logit_needs_two_names(names):
    classifier = wrap(Returns(lambda z: z[:, :1]), preprocess=shrink, classes=names, device="cpu")
    with pytest.raises(
        ClassifierError, match=r"1 logit for.*name both(,|:) that of a logit below 0 first"
    ):
        classifier.logits(batch())


@pytest.mark.parametrize("what", ["log-probabilities", "positive logits", "sigmoids"])
def test_what_only_resembles_probabilities_passes(what):
    work = {
        "log-probabilities": lambda z: z.log_softmax(1),
        "positive logits": lambda z: z.softmax(1) * 1.01,
        "sigmoids": lambda z: z.sigmoid(),
    }[what]
    assert wrap(Returns(work), preprocess=shrink, device="cpu").logits(batch()).shape == (3, 3)


def test_a_wrong_number_of_class_names_says_both_numbers():
    classifier = wrap(network(2), preprocess=shrink, classes=["a", "b", "c"], device="cpu")
    with pytest.raises(ClassifierError, match="2 logits for each image but 3 classes"):
        classifier.logits(batch())


def test_the_digest_follows_the_parameters_and_nothing_else():
    digests = [
        wrap(each, preprocess=shrink, classes=["a", "b"], device="cpu").digest
        for each in (network(), network(), network(seed=1))
    ]
    assert digests[0] == digests[1] != digests[2]
    assert len(digests[0]) == 64
    buffered = network()
    buffered.register_buffer("mean", torch.zeros(0))
    assert wrap(buffered, preprocess=shrink, classes=["a", "b"]).digest != digests[0]


def test_a_network_made_under_inference_mode_still_gives_gradients_and_is_left_alone():
    with torch.inference_mode():
        module = network()
    classifier = wrap(module, preprocess=shrink, classes=["a", "b"], device="cpu")
    inputs = batch().requires_grad_()
    classifier.logits(inputs).sum().backward()
    assert inputs.grad.abs().sum() > 0
    assert classifier.module is not module
    assert torch.equal(classifier.logits(batch()), network().eval()(batch()))


def test_a_network_without_values_is_refused():
    lazy = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.LazyLinear(2))
    with pytest.raises(ClassifierError, match="holds no values yet"):
        wrap(lazy, preprocess=shrink, classes=["a", "b"], device="cpu")
    with pytest.raises(ClassifierError, match="holds no values yet"):
        wrap(torch.nn.Linear(2, 2, device="meta"), preprocess=shrink, classes=["a", "b"])


@pytest.mark.parametrize("device", ["gpu", "cuda:77", "cpu:x"])
def test_a_device_that_is_not_there_is_refused(device):
    with pytest.raises(CallError, match=f"device '{device}' cannot be used here"):
        wrap(network(), preprocess=shrink, classes=["a", "b"], device=device)


def test_no_callable_is_refused():
    with pytest.raises(CallError, match="a torch module or a callable, got str"):
        wrap("resnet50", preprocess=shrink)


def test_a_given_framing_is_taken_as_it_is_and_held_against_the_preprocessing():
    def given(shape):
        return Framing.stretch(shape, (4, 4))

    classifier = wrap(network(), preprocess=shrink, classes=["a", "b"], framing=given, device="cpu")
    assert classifier.framing((6, 9)) == given((6, 9))
    assert classifier.prepare(Image.new("RGB", (9, 6))).shape == (3, 4, 4)
    wrong = wrap(
        network(),
        preprocess=shrink,
        classes=["a", "b"],
        framing=lambda shape: Framing.stretch(shape, (5, 5)),
        device="cpu",
    )
    with pytest.raises(FramingError, match="6×9 becomes 5×5, but the preprocessing made it 4×4"):
        wrong.prepare(Image.new("RGB", (9, 6)))
    odd = wrap(
        network(), preprocess=shrink, classes=["a", "b"], framing=lambda shape: None, device="cpu"
    )
    with pytest.raises(FramingError, match="must be a Framing"):
        odd.framing((6, 9))


def test_a_preprocessing_that_fails_on_a_picture_says_so():
    def fails(image):
        raise ValueError("no such mode")

    classifier = wrap(network(), preprocess=fails, classes=["a", "b"], device="cpu")
    with pytest.raises(ImageError, match="failed on a picture of 6×9: ValueError: no such mode"):
        classifier.prepare(Image.new("RGB", (9, 6)))


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "CMYK", "1"])
@pytest.mark.parametrize("size", [(40, 24), (24, 40)])
def test_pictures_of_any_mode_and_shape_are_prepared_and_framed(tmp_path, mode, size):
    file = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    Image.effect_noise(size, 60).convert(mode).save(file)
    picture = open_picture(ImageRef(file.name, file))
    classifier = wrap(network(), preprocess=shrink, classes=["a", "b"], device="cpu")
    prepared = classifier.prepare(picture.rgb)
    assert prepared.shape == (3, 4, 4)
    assert prepared.dtype == np.float32
    assert classifier.framing(picture.shape) == Framing.stretch(size[::-1], (4, 4))


def test_threads_prepare_and_frame_as_one_thread_does():
    calls = []

    def counted(image):
        calls.append(image.size)
        time.sleep(0.001)  # lets another thread in
        return shrink(image)

    classifier = wrap(network(), preprocess=counted, classes=["a", "b"], device="cpu")
    pictures = [Image.effect_noise((40 + i % 3, 30), 50).convert("RGB") for i in range(24)]
    alone = [shrink(picture) for picture in pictures]
    with ThreadPoolExecutor(6) as pool:
        framings = list(pool.map(lambda p: classifier.framing((p.height, p.width)), pictures))
        prepared = list(pool.map(classifier.prepare, pictures))
    assert all(np.array_equal(a, b) for a, b in zip(alone, prepared, strict=True))
    assert len(set(framings)) == 3
    sent = len(calls) - len(pictures)
    calls.clear()
    for width in (40, 41, 42):
        wrap(network(), preprocess=counted, classes=["a", "b"], device="cpu").framing((30, width))
    assert sent == len(calls), "each size is sent once, whichever threads ask for it"


def test_wrapping_changes_no_global_state():
    before = torch.random.get_rng_state(), np.random.get_state()[1].copy(), torch.is_grad_enabled()  # noqa: NPY002
    wrap(network(), preprocess=shrink, device="cpu").framing((20, 30))
    assert torch.equal(before[0], torch.random.get_rng_state())
    assert np.array_equal(before[1], np.random.get_state()[1])  # noqa: NPY002
    assert torch.is_grad_enabled() == before[2]
