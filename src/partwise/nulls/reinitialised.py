"""Re-drawn weights: the same network untrained, put in place for a while, then given back.

A saliency map of an untrained network has seen the picture and the architecture, and nothing of
the data: where it is as hot as the trained network's, training explains nothing. This is the
model parameter randomisation test of Adebayo et al. 2018, arXiv:1810.03292, section 4, with all
layers re-drawn at once. One draw may by chance prefer a part, so there are several.

Weights alone do not make an untrained network. The running statistics of batch norm were
measured under the trained weights: left as they are, or reset, activations die or explode, and
the maps would show that instead. They are measured anew, over pictures of the data set.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import torch

from partwise.errors import ClassifierError, MethodError, RunError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from partwise.classifiers.protocol import Classifier

#: Parameters and buffers by name, of those that a draw changes.
State: TypeAlias = "Mapping[str, torch.Tensor]"

#: Pictures on which each draw is checked.
_CHECKED = 4
_BATCH_NORMS = (
    torch.nn.BatchNorm1d,
    torch.nn.BatchNorm2d,
    torch.nn.BatchNorm3d,
    torch.nn.SyncBatchNorm,
)


class Redrawn:
    """A classifier's network with several draws of weights, each to be put in place.

    The draws are made once, checked, and kept on the network's device: each takes as much memory
    as the network. The checks, on a few pictures: under each draw the logits are finite and not
    the trained network's, and afterwards the trained network's come back.

    Parameters
    ----------
    classifier
        With a module; it is given back as it was.
    seeds
        One for each draw; the draws of two seeds differ.
    calibrate
        (image, channel, height, width): pictures of the data set, prepared and on the
        classifier's device, over which batch norm measures its statistics. Some 32 do; they are
        part of the draw, so take the same whenever a table is gone on with.

    Raises
    ------
    MethodError
        If the classifier is a black box, its weights cannot be re-drawn, or a check fails.
    """

    def __init__(
        self, classifier: Classifier, *, seeds: Sequence[int], calibrate: torch.Tensor
    ) -> None:
        if classifier.module is None:
            raise MethodError(
                f"null-reinitialised: {classifier.spec!r} is a black box without a torch module, "
                "so there are no weights to re-draw. Leave this null out."
            )
        self._module = classifier.module
        try:
            few = calibrate[:_CHECKED]
            trained = _logits(classifier, few)
            if not _alike(_logits(classifier, few), trained):
                raise MethodError(
                    "its logits differ from call to call for the same pictures, so that nothing "
                    "can be said of its weights. Switch off what is random in it (dropout, noise)."
                )
            self._states = [
                redraw(self._module, seed=seed, calibrate=calibrate, forward=classifier.logits)
                for seed in seeds
            ]
            for draw in range(len(seeds)):
                with self.weights(draw):
                    untrained = _logits(classifier, few)
                if _alike(untrained, trained):
                    raise MethodError(
                        "its logits stay the same when the weights of its module are re-drawn, so "
                        "it computes with others (a compiled or exported copy, perhaps). Wrap the "
                        "module that it computes with."
                    )
            if not _alike(_logits(classifier, few), trained):
                raise MethodError(
                    "it keeps values made of its weights outside of its parameters and buffers: "
                    "its logits did not come back with the weights. Load it again, and leave this "
                    "null out."
                )
        except (MethodError, ClassifierError) as error:
            raise MethodError(f"null-reinitialised, {classifier.spec!r}: {error}") from error

    def __len__(self) -> int:
        return len(self._states)

    def weights(self, draw: int) -> AbstractContextManager[None]:
        """Put the weights of a draw in place for the length of a ``with`` block."""
        return with_weights(self._module, self._states[draw])

    def each(self) -> Iterator[tuple[int, AbstractContextManager[None]]]:
        """Yield each draw's number and what puts its weights in place: ``with weights: …``.

        The loop's body opens the block, not this generator: an error that leaves the body ends
        the block at once, while a generator it leaves behind may live as long as the error does.
        """
        for draw in range(len(self)):
            yield draw, self.weights(draw)


@contextmanager
def with_weights(module: torch.nn.Module, state: State) -> Generator[None]:
    """Put weights into a network in place; give the old ones back bit for bit, also after an error.

    Tensors that modules share stay shared. Modules that keep values made of their weights while
    evaluating (attention biases, in some networks) are told to drop them, as they are by a change
    to training and back.

    Parameters
    ----------
    module
        The network; its training flags stay as they are.
    state
        As :func:`redraw` gives it.
    """
    tensors = _tensors(module)
    before = _copies({name: tensors[name] for name in state})
    try:
        _put(module, tensors, state)
        yield
    finally:
        _put(module, tensors, before)


def redraw(
    module: torch.nn.Module,
    *,
    seed: int,
    calibrate: torch.Tensor | None,
    forward: Callable[[torch.Tensor], Any],
    only: Collection[str] | None = None,
) -> State:
    """Draw all weights of a network anew; the network itself is given back as it was.

    Every submodule with ``reset_parameters`` is reset, inner ones first, as when it was made.
    A parameter that none of them reached (class tokens, position embeddings, any bare parameter)
    is drawn from a normal distribution with its trained mean and standard deviation; one number
    alone has no deviation and stays. Then batch norm measures its running statistics in one pass
    in training mode, as plain averages, while all else is in evaluation mode, dropout included.

    Parameters
    ----------
    module
        The network, in whatever mode.
    seed
        The same gives the same weights on the same device; torch's global generators are left
        alone.
    calibrate
        (image, channel, height, width): what batch norm is measured on; None leaves it reset.
    forward
        Runs the network on such a batch, preprocessing of the classifier's own included.
    only
        Names of the parameters that are drawn; all if None. Batch norm is measured everywhere.

    Returns
    -------
    Copies of the parameters and buffers that changed, for :func:`with_weights`.

    Raises
    ------
    MethodError
        If the network is scripted, nothing in it can be re-drawn, or a reset or the pass fails.

    Examples
    --------
    >>> network = torch.nn.Linear(2, 1)
    >>> state = redraw(network, seed=1, calibrate=None, forward=network)
    >>> sorted(state)
    ['bias', 'weight']
    >>> with with_weights(network, state):
    ...     torch.equal(network.weight, state["weight"])
    True
    """
    tensors = _tensors(module)
    _refuse(module, tensors)
    before = _copies(tensors)
    try:
        with _flags_kept(module), torch.inference_mode(False), torch.no_grad():
            with _seeded(seed, tensors):
                module.eval()
                _reset(module)
                _draw_the_rest(module, before)
            if only is not None:
                kept = {name: each for name, each in before.items() if name not in only}
                _put(module, tensors, kept)
            if calibrate is not None:
                _calibrate(module, calibrate, forward)
        changed = {name: each for name, each in tensors.items() if not _same(each, before[name])}
        if not any(name in changed for name, _ in module.named_parameters()):
            raise MethodError(
                "nothing in this network can be re-drawn: no module has reset_parameters, and no "
                "parameter varies. Leave this null out."
            )
        return _copies(changed)
    finally:
        # what is the same is left alone: an expanded buffer cannot be written to
        wrong = {name: each for name, each in before.items() if not _same(tensors[name], each)}
        _put(module, tensors, wrong)


def _refuse(module: torch.nn.Module, tensors: State) -> None:
    if any(isinstance(each, torch.jit.ScriptModule) for each in module.modules()):
        raise MethodError(
            "a scripted network does not say how its layers are initialised, so its weights "
            "cannot be re-drawn. Load the network from its Python code instead."
        )
    for name, tensor in tensors.items():
        if tensor.is_inference():
            raise MethodError(
                f"{name!r} was made in torch.inference_mode and cannot be written to. Build and "
                "load the network outside of torch.inference_mode."
            )


def _reset(module: torch.nn.Module) -> None:
    # inner modules first: an outer one may know better how its parts begin
    for each in reversed(list(module.modules())):
        reset = getattr(each, "reset_parameters", None)
        if not callable(reset):
            continue
        # one may put a new parameter in the place of the old, which others may share
        tables = _tables(each)
        try:
            reset()
            for table, kept in tables:
                for name, old in kept.items():
                    new = table.get(name)
                    if old is not None and new is not None and new is not old:
                        old.copy_(new)
        except Exception as error:
            raise MethodError(
                f"reset_parameters of a {type(each).__name__} failed: {error}"
            ) from error
        finally:
            for table, kept in tables:
                _restore(table, kept)


def _draw_the_rest(module: torch.nn.Module, before: State) -> None:
    """Draw what no reset reached from its own mean and deviation."""
    for name, parameter in module.named_parameters():
        trained = before[name]
        if not parameter.is_floating_point() or not _same(parameter, trained):
            continue
        deviation, mean = torch.std_mean(trained.double(), correction=0)
        if 0 < float(deviation) < float("inf"):
            parameter.normal_(float(mean), float(deviation))


def _calibrate(
    module: torch.nn.Module, batch: torch.Tensor, forward: Callable[[torch.Tensor], Any]
) -> None:
    """Measure the running statistics of batch norm over a batch."""
    norms = [
        each
        for each in module.modules()
        if isinstance(each, _BATCH_NORMS) and each.track_running_stats
    ]
    if not norms:
        return
    momenta = [each.momentum for each in norms]
    try:
        for each in norms:
            each.reset_running_stats()
            each.momentum = None  # a plain average over all passes through it
            each.training = True  # its own flag alone: it may hold dropout
        forward(batch)
    except (RunError, torch.OutOfMemoryError):
        raise
    except Exception as error:
        raise MethodError(
            f"batch norm could not be measured on {len(batch)} pictures with re-drawn weights: "
            f"{error}"
        ) from error
    finally:
        for each, momentum in zip(norms, momenta, strict=True):
            each.momentum = momentum
            each.training = False


@contextmanager
def _seeded(seed: int, tensors: State) -> Generator[None]:
    """Seed torch's generators for a while: the CPU's, and those of the GPUs in use."""
    devices = sorted({each.get_device() for each in tensors.values() if each.is_cuda})
    with torch.random.fork_rng(devices):
        torch.default_generator.manual_seed(seed)
        for device in devices:
            with torch.cuda.device(device):
                torch.cuda.manual_seed(seed)
        yield


@contextmanager
def _flags_kept(module: torch.nn.Module) -> Generator[None]:
    flags = [(each, each.training) for each in module.modules()]
    try:
        yield
    finally:
        for each, training in flags:
            each.training = training


def _tables(module: torch.nn.Module) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Where a module itself keeps its parameters and buffers, and copies of these."""
    return [(vars(module)[name], dict(vars(module)[name])) for name in ("_parameters", "_buffers")]


def _restore(table: dict[str, Any], kept: Mapping[str, Any]) -> None:
    table.clear()
    table.update(kept)


def _tensors(module: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Parameters and buffers, each once however many modules share it."""
    return {**dict(module.named_parameters()), **dict(module.named_buffers())}


def _copies(tensors: State) -> State:
    with torch.inference_mode(False), torch.no_grad():
        return {name: each.detach().clone() for name, each in tensors.items()}


def _put(module: torch.nn.Module, tensors: State, state: State) -> None:
    """Write values into a network's tensors."""
    with torch.inference_mode(False), torch.no_grad():
        for name, values in state.items():
            tensors[name].copy_(values)
    # what was made of the old values must go; some modules drop it when they are set to training
    with _flags_kept(module):
        module.train()


def _same(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether all bits are the same: 0 is not -0, and NaN is NaN."""
    return torch.equal(_bits(one), _bits(other))


def _bits(values: torch.Tensor) -> torch.Tensor:
    integers = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}
    return values.detach().view(integers.get(values.element_size(), values.dtype))


def _logits(classifier: Classifier, batch: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode(False), torch.no_grad():
        return classifier.logits(batch.clone()).double()


def _alike(one: torch.Tensor, other: torch.Tensor) -> bool:
    """Whether logits are the same but for the rounding of another order of sums."""
    return torch.allclose(one, other, rtol=1e-3, atol=1e-3 * float(other.abs().max()))
