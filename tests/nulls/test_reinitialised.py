"""Re-drawn weights: they come by seed, work as a network's weights do, and go without a trace."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from partwise.classifiers.wrapped import wrap
from partwise.errors import MethodError, RunError
from partwise.nulls.reinitialised import Redrawn, redraw, with_weights


@pytest.fixture(autouse=True)
def _one_thread_and_a_seed():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    yield
    torch.set_num_threads(before)


class Net(nn.Module):
    """Convolutions, batch norm with an activation and dropout inside, bare and tied parameters."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2)
        self.norm = nn.BatchNorm2d(8)
        self.norm.drop = nn.Dropout(0.5)
        self.deep = nn.Sequential(nn.Conv2d(8, 8, 3), nn.BatchNorm2d(8, momentum=0.3), nn.ReLU())
        self.drop = nn.Dropout(0.5)
        self.token = nn.Parameter(torch.randn(64) * 3 + 2)
        self.scale = nn.Parameter(torch.tensor(0.7))
        self.head = nn.Linear(8, 8)
        self.tail = nn.Linear(8, 8)
        self.tail.weight = self.head.weight
        self.register_buffer("grid", torch.arange(3).expand(2, 3))
        self.register_buffer("offset", torch.randn(8), persistent=False)

    def forward(self, x):
        x = self.deep(self.norm.drop(self.norm(self.conv(x)))).mean((2, 3))
        x = self.tail(self.head(x + self.offset)) + self.token.mean()
        return self.drop(x)[:, :4] * self.scale


def trained(network):
    """Give each tensor values as training might have, odd ones among them."""
    with torch.no_grad():
        for each in (*network.parameters(), *network.buffers()):
            if each.is_floating_point():
                each.add_(torch.randn_like(each)).abs_()
        network.norm.bias[:2] = torch.tensor([-0.0, 1e-42])
        network.deep[1].bias[:] = torch.tensor([-0.0, 0.0] * 4)
        network.norm.num_batches_tracked.fill_(1234)
    network.train()
    network.norm.eval()
    network.conv.weight.requires_grad_(False)
    network.head.bias.grad = torch.ones(8)
    return network


@pytest.fixture
def net():
    return trained(Net())


PICTURES = torch.linspace(-2, 2, 6 * 3 * 12 * 12).sin().reshape(6, 3, 12, 12)


def traces(network):
    """All of a network that must come back: the same tensor objects, bits, flags and gradients."""
    tables = [
        (name, each_name, each)
        for module in network.modules()
        for name in ("_parameters", "_buffers", "_modules")
        for each_name, each in vars(module)[name].items()
    ]
    bits = [
        (name, each.detach().clone().numpy().tobytes(), each.requires_grad, each.grad)
        for name, each in (*network.named_parameters(), *network.named_buffers())
    ]
    flags = [(each.training, getattr(each, "momentum", None)) for each in network.modules()]
    return tables, bits, flags


def assert_no_trace(before, network):
    tables, bits, flags = traces(network)
    assert [each[:2] for each in tables] == [each[:2] for each in before[0]]
    for (*_, now), (*_, then) in zip(tables, before[0], strict=True):
        assert now is then
    assert bits == before[1]
    assert flags == before[2]


def test_redrawing_leaves_no_trace(net):
    before = traces(net)
    redraw(net, seed=1, calibrate=PICTURES, forward=net)
    assert_no_trace(before, net)


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode, torch.enable_grad])
def test_weights_are_put_in_place_and_given_back_bit_for_bit(net, mode):
    before = traces(net)
    with mode():
        state = redraw(net, seed=1, calibrate=PICTURES, forward=net)
        with with_weights(net, state):
            now = dict((*net.named_parameters(), *net.named_buffers()))
            for name, values in state.items():
                assert torch.equal(now[name], values)
            assert net.tail.weight is net.head.weight
            assert traces(net)[2] == before[2]
    assert not any(each.is_inference() for each in state.values())
    assert_no_trace(before, net)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_weights_are_given_back_after_an_error(net, error):
    before = traces(net)
    state = redraw(net, seed=1, calibrate=PICTURES, forward=net)

    def fail():
        with with_weights(net, state):
            assert torch.equal(net.conv.weight, state["conv.weight"])
            raise error

    with pytest.raises(error):
        fail()
    assert_no_trace(before, net)


def test_a_state_of_another_network_is_refused_before_anything_is_written(net):
    before = traces(net)
    state = {"conv.bias": torch.zeros(8), "no.such": torch.zeros(1)}
    with pytest.raises(KeyError), with_weights(net, state):
        pass
    assert_no_trace(before, net)


def test_a_state_that_does_not_fit_leaves_no_trace(net):
    before = traces(net)
    state = {"conv.bias": torch.zeros(8), "head.bias": torch.zeros(7)}
    with pytest.raises(RuntimeError), with_weights(net, state):
        pass
    assert_no_trace(before, net)


def test_the_same_seed_gives_the_same_weights_and_others_differ(net):
    first = redraw(net, seed=1, calibrate=PICTURES, forward=net)
    torch.manual_seed(99)
    torch.rand(5)
    again = redraw(net, seed=1, calibrate=PICTURES, forward=net)
    other = redraw(net, seed=2, calibrate=PICTURES, forward=net)
    assert first.keys() == again.keys() == other.keys()
    for name, values in first.items():
        assert torch.equal(values, again[name]), name
    for name in ("conv.weight", "head.weight", "tail.bias", "token", "norm.running_mean"):
        assert not torch.equal(first[name], other[name]), name


def test_the_same_weights_come_from_whatever_mode_the_network_is_in(net):
    first = redraw(net, seed=1, calibrate=PICTURES, forward=net)
    net.eval()
    again = redraw(net, seed=1, calibrate=PICTURES, forward=net)
    assert all(torch.equal(first[name], again[name]) for name in first)


def test_torchs_global_generator_is_left_alone(net):
    torch.manual_seed(5)
    wanted = torch.rand(3)
    torch.manual_seed(5)
    redraw(net, seed=1, calibrate=PICTURES, forward=net)
    assert torch.equal(torch.rand(3), wanted)


def test_a_reset_layer_is_as_a_new_one():
    network = nn.Linear(400, 300)
    nn.init.constant_(network.weight, 7.0)
    state = redraw(network, seed=1, calibrate=None, forward=network)
    bound = 1 / math.sqrt(400)
    assert state["weight"].abs().max() <= bound
    assert state["weight"].std().item() == pytest.approx(bound / math.sqrt(3), rel=0.01)
    torch.random.manual_seed(1)
    assert torch.equal(state["weight"], nn.Linear(400, 300).weight)


def test_what_no_reset_reaches_is_drawn_with_its_trained_mean_and_deviation():
    network = nn.Module()
    network.token = nn.Parameter(torch.randn(100, 200) * 3 + 2)
    network.fixed = nn.Parameter(torch.full((5,), 2.5))
    network.scale = nn.Parameter(torch.tensor(0.7))
    state = redraw(network, seed=1, calibrate=None, forward=network)
    assert sorted(state) == ["token"]  # the others have no deviation
    assert state["token"].mean().item() == pytest.approx(2, abs=0.1)
    assert state["token"].std().item() == pytest.approx(3, rel=0.02)
    together = torch.corrcoef(torch.stack([state["token"].ravel(), network.token.ravel()]))
    assert abs(together[0, 1].item()) < 0.03


class Replacing(nn.Linear):
    """Its reset puts new parameters in the place of the old."""

    def reset_parameters(self):
        self.weight = nn.Parameter(torch.ones(self.weight.shape))
        self.bias = nn.Parameter(torch.randn(self.bias.shape))


def test_a_reset_that_replaces_its_parameters_leaves_the_objects_and_the_tie():
    network = nn.Sequential(Replacing(4, 4), nn.Linear(4, 4))
    nn.init.constant_(network[0].weight, 5.0)
    network[1].weight = network[0].weight
    before = traces(network)
    state = redraw(network, seed=1, calibrate=None, forward=network)
    assert_no_trace(before, network)
    assert torch.equal(state["0.weight"], torch.ones(4, 4))
    assert not torch.equal(state["0.bias"], network[0].bias)


def test_an_outer_module_resets_after_its_inner_ones():
    class Outer(nn.Sequential):
        def reset_parameters(self):
            nn.init.constant_(self[0].weight, 0.25)

    network = Outer(nn.Linear(2, 2))
    assert (redraw(network, seed=1, calibrate=None, forward=network)["0.weight"] == 0.25).all()


def test_what_modules_keep_of_their_weights_does_not_outlive_them():
    class Caching(nn.Linear):
        """Keeps a product of its weights while evaluating, as attention biases are kept."""

        kept = None

        def train(self, mode=True):
            super().train(mode)
            if mode:
                self.kept = None
            return self

        def forward(self, x):
            if self.training:
                return nn.functional.linear(x, self.weight * 2)
            if self.kept is None:
                self.kept = self.weight * 2
            return nn.functional.linear(x, self.kept)

    network = nn.Sequential(Caching(12, 3)).eval()
    x = torch.randn(2, 12)
    with torch.no_grad():
        wanted = network(x)
        state = redraw(network, seed=1, calibrate=x, forward=network)
        with with_weights(network, state):
            torch.testing.assert_close(network(x), x @ state["0.weight"].T * 2)
        assert torch.equal(network(x), wanted)


def test_batch_norm_is_measured_on_the_pictures_given():
    """The statistics of each batch norm's own input, one layer after the other."""
    network = nn.Sequential(
        nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5), nn.ReLU(), nn.Conv2d(5, 4, 3), nn.BatchNorm2d(4)
    ).eval()
    pictures = torch.randn(8, 3, 12, 12) * 3 + 1
    state = redraw(network, seed=1, calibrate=pictures, forward=network)
    x = pictures.double()
    for index in (0, 3):
        weight, bias = (state[f"{index}.{name}"].double() for name in ("weight", "bias"))
        x = nn.functional.conv2d(x, weight, bias)
        mean, variance = x.mean((0, 2, 3)), x.var((0, 2, 3))
        norm = state[f"{index + 1}.running_mean"], state[f"{index + 1}.running_var"]
        torch.testing.assert_close(norm[0].double(), mean, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(norm[1].double(), variance, atol=1e-5, rtol=1e-4)
        x = x - mean[:, None, None]
        # within the pass a batch is divided by its own deviation, not by the estimate beyond it
        x = (x / (x.var((0, 2, 3), correction=0)[:, None, None] + 1e-5).sqrt()).relu()


def test_batch_norm_used_twice_has_the_average_of_both():
    class Twice(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm = nn.BatchNorm1d(2)
            self.bare = nn.Parameter(torch.randn(4))

        def forward(self, x):
            return self.norm(x), self.norm(x * 0 + 10)

    network = Twice().eval()
    x = torch.randn(50, 2)
    state = redraw(network, seed=1, calibrate=x, forward=network)
    torch.testing.assert_close(state["norm.running_mean"], (x.mean(0) + 10) / 2)
    torch.testing.assert_close(state["norm.running_var"], x.var(0) / 2)


def test_batch_norm_with_a_reset_of_its_own_is_measured_alone():
    class Own(nn.BatchNorm1d):
        def reset_parameters(self):
            nn.init.normal_(self.weight)

    network = Own(2)
    network(torch.full((5, 2), 100.0))
    x = torch.randn(50, 2)
    state = redraw(network.eval(), seed=1, calibrate=x, forward=network)
    torch.testing.assert_close(state["running_mean"], x.mean(0))


def test_dropout_stays_off_while_batch_norm_is_measured(net):
    seen = []
    for drop in (net.drop, net.norm.drop):
        drop.register_forward_hook(lambda module, *_: seen.append(module.training))
    redraw(net, seed=1, calibrate=PICTURES, forward=net)
    assert seen == [False, False]


def test_without_pictures_batch_norm_is_left_reset(net):
    state = redraw(net, seed=1, calibrate=None, forward=net)
    assert (state["norm.running_mean"] == 0).all()
    assert (state["norm.running_var"] == 1).all()
    assert state["norm.num_batches_tracked"] == 0


def test_half_precision_is_redrawn_and_given_back():
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten()).to(torch.bfloat16)
    network.bare = nn.Parameter(torch.randn(9, dtype=torch.bfloat16))
    before = network.bare.detach().clone()
    state = redraw(network, seed=1, calibrate=None, forward=network)
    assert state["bare"].dtype == torch.bfloat16
    assert torch.equal(network.bare, before)


@pytest.mark.filterwarnings("ignore:`torch.jit.script` is deprecated")
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: torch.jit.script(nn.Linear(2, 2)), "scripted network"),
        (lambda: nn.Sequential(nn.Linear(2, 2), torch.jit.script(nn.ReLU())), "scripted network"),
        (nn.ReLU, "nothing in this network can be re-drawn"),
        (lambda: nn.BatchNorm2d(3, affine=False), "nothing in this network can be re-drawn"),
    ],
)
def test_a_network_that_cannot_be_redrawn_is_refused(make, why):
    network = make()
    with pytest.raises(MethodError, match=why):
        redraw(network, seed=1, calibrate=torch.randn(4, 3, 2, 2), forward=network)


def test_a_constant_that_its_reset_gives_another_value_is_redrawn():
    network = nn.PReLU(1)
    nn.init.constant_(network.weight, 3.0)
    assert redraw(network, seed=1, calibrate=None, forward=network)["weight"] == 0.25


def test_a_network_made_in_inference_mode_is_refused():
    with torch.inference_mode():
        network = nn.Linear(2, 2)
    with pytest.raises(MethodError, match=r"'weight' was made in torch.inference_mode"):
        redraw(network, seed=1, calibrate=None, forward=network)


def test_a_reset_that_fails_is_told_and_leaves_no_trace(net):
    class Failing(nn.Linear):
        def reset_parameters(self):
            if hasattr(self, "made"):
                self.weight = nn.Parameter(torch.zeros(1))
                raise ValueError("no fan-in")

    failing = Failing(2, 2)
    failing.made = True
    nn.init.ones_(failing.weight)
    network = nn.Sequential(failing, net)
    before = traces(network)
    with pytest.raises(MethodError, match="reset_parameters of a Failing failed: no fan-in"):
        redraw(network, seed=1, calibrate=None, forward=network)
    assert_no_trace(before, network)


def test_a_pass_that_fails_is_told_and_leaves_no_trace(net):
    before = traces(net)
    with pytest.raises(MethodError, match="could not be measured on 6 pictures"):
        redraw(net, seed=1, calibrate=PICTURES[:, :2], forward=net)
    assert_no_trace(before, net)


def test_memory_that_runs_out_is_told_as_that(net):
    def forward(_):
        raise RunError("does not fit into the memory")

    before = traces(net)
    with pytest.raises(RunError, match="does not fit"):
        redraw(net, seed=1, calibrate=PICTURES, forward=forward)
    assert_no_trace(before, net)


# --- real networks


def natural(count, side=224):
    """Noise with the spectrum of photos, of unit deviation."""
    frequency = torch.fft.fftfreq(side)
    falls = (frequency[:, None] ** 2 + frequency**2).sqrt().clamp_min(1 / side)
    made = torch.fft.ifft2(torch.fft.fft2(torch.randn(count, 3, side, side)) / falls).real
    return made / made.std((2, 3), keepdim=True)


@pytest.mark.parametrize("name", ["tf_efficientnet_lite0", "resnet18", "vit_tiny_patch16_224"])
def test_a_redrawn_network_is_alive(name):
    """Logits differ between classes and pictures by more than rounding, and gradients flow."""
    import timm

    network = timm.create_model(name, pretrained=False).eval()
    pictures = natural(6)
    state = redraw(network, seed=3, calibrate=pictures, forward=network)
    before = traces(network)
    with with_weights(network, state):
        inputs = natural(3).requires_grad_()
        logits = network(inputs)
        (gradient,) = torch.autograd.grad(logits[:, 7].sum(), inputs)
    assert logits.isfinite().all()
    assert 0.05 < logits.std(1).min() < logits.std(1).max() < 5
    assert logits.std(0).median() > 0.01
    assert (gradient.abs().mean((1, 2, 3)) > 1e-5).all()
    assert (gradient.abs().sum(1) > 0).float().mean() > 0.99
    assert_no_trace(before, network)


def test_without_pictures_a_network_with_batch_norm_is_not_alive():
    """Why batch norm is measured anew: otherwise logits hardly know the picture."""
    import timm

    network = timm.create_model("tf_efficientnet_lite0", pretrained=False).eval()
    pictures = natural(2)
    with (
        torch.no_grad(),
        with_weights(network, redraw(network, seed=3, calibrate=None, forward=network)),
    ):
        assert network(pictures).std(0).max() < 1e-5


def test_a_network_that_keeps_its_attention_biases_gets_its_own_back():
    import timm

    network = timm.create_model("efficientformer_l1", pretrained=False).eval()
    biases = [each for name, each in network.named_parameters() if "attention_biases" in name]
    assert biases
    for each in biases:
        nn.init.normal_(each, std=3)
    pictures = natural(2)
    with torch.no_grad():
        wanted = network(pictures)
        state = redraw(network, seed=1, calibrate=pictures, forward=network)
        with with_weights(network, state):
            assert not torch.allclose(network(pictures), wanted, atol=0.01)
        assert torch.equal(network(pictures), wanted)


# --- Redrawn


def classifier_of(network):
    network.classes = ("a", "b", "c", "d")
    return wrap(
        network,
        preprocess=lambda image: image,
        classes=list("abcd"),
        device="cpu",
        spec="python:tests",
    )


@pytest.fixture
def small():
    return trained(Net()).eval()


def test_each_draw_has_its_own_weights_and_the_trained_ones_come_back(small):
    classifier = classifier_of(small)
    before = traces(small)
    redrawn = Redrawn(classifier, seeds=[3, 4, 5], calibrate=PICTURES)
    assert_no_trace(before, small)
    assert len(redrawn) == 3
    seen = []
    for draw, weights in redrawn.each():
        with weights:
            seen.append((draw, classifier.logits(PICTURES)))
        assert_no_trace(before, small)
    assert [draw for draw, _ in seen] == [0, 1, 2]
    assert not torch.allclose(seen[0][1], seen[1][1])
    with redrawn.weights(1):
        assert torch.equal(classifier.logits(PICTURES), seen[1][1])
    with redrawn.weights(1):
        assert torch.equal(classifier.logits(PICTURES), seen[1][1])


def test_an_error_in_the_loop_gives_the_weights_back_at_once(small):
    before = traces(small)
    redrawn = Redrawn(classifier_of(small), seeds=[3, 4], calibrate=PICTURES)
    try:
        for _, weights in redrawn.each():
            with weights:
                raise ValueError
    except ValueError:
        # the error and what it holds are still alive here
        assert_no_trace(before, small)


def test_a_black_box_has_no_weights():
    box = wrap(
        lambda x: x.mean((2, 3)),
        preprocess=lambda image: image,
        classes=list("abc"),
        spec="python:box",
    )
    with pytest.raises(MethodError, match=r"null-reinitialised: 'python:box' is a black box"):
        Redrawn(box, seeds=[1], calibrate=PICTURES)


def test_a_module_whose_weights_do_not_make_the_logits_is_refused():
    class Elsewhere(nn.Module):
        def __init__(self):
            super().__init__()
            self.shown = nn.Linear(3, 4)
            self.used = [torch.randn(3, 4)]

        def forward(self, x):
            return x.mean((2, 3)) @ self.used[0]

    with pytest.raises(MethodError, match=r"'python:tests': its logits stay the same"):
        Redrawn(classifier_of(Elsewhere()), seeds=[1], calibrate=PICTURES)


def test_a_module_that_keeps_values_of_its_weights_for_good_is_refused():
    class Hoarding(nn.Linear):
        kept = None

        def forward(self, x):
            return super().forward(x.mean((2, 3))) + (0 if self.kept is None else self.kept)

        def reset_parameters(self):
            super().reset_parameters()
            if hasattr(self, "classes"):
                self.kept = self.weight.detach().sum()

    with pytest.raises(MethodError, match="its logits did not come back"):
        Redrawn(classifier_of(Hoarding(3, 4)), seeds=[1], calibrate=PICTURES)


def test_a_module_that_answers_by_chance_is_told_so():
    class Guessing(nn.Linear):
        def forward(self, x):
            return super().forward(x.mean((2, 3))) + torch.randn(len(x), 4)

    with pytest.raises(MethodError, match="its logits differ from call to call"):
        Redrawn(classifier_of(Guessing(3, 4)), seeds=[1], calibrate=PICTURES)


def test_weights_that_give_no_finite_logits_are_refused():
    class Bursting(nn.Linear):
        def forward(self, x):
            return super().forward(x.mean((2, 3)))

        def reset_parameters(self):
            nn.init.constant_(self.weight, 1e38 if hasattr(self, "classes") else 1.0)
            nn.init.constant_(self.bias, 3e38 if hasattr(self, "classes") else 0.0)

    with pytest.raises(MethodError, match="not finite"):
        Redrawn(classifier_of(Bursting(3, 4)), seeds=[1], calibrate=PICTURES * 10 + 50)
