"""Weights: read from a file without running code in it, and put into a network whole or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from partwise.errors import CallError, ClassifierError

if TYPE_CHECKING:
    from collections.abc import Sequence

    State = Mapping[str, torch.Tensor]

#: Keys under which training scripts keep the weights among other things.
_WRAPPERS = ("state_dict", "model_state_dict", "model")
#: Prefixes that DataParallel, Lightning and torch.compile put before every name.
_PREFIXES = ("module.", "model.", "_orig_mod.")


def read_weights(path: str | Path) -> State:
    """Read weights by name from safetensors, or from a pickle that holds nothing but tensors.

    Raises
    ------
    CallError
        If the file cannot be read, would run code on loading, or holds no weights.
    """
    path = Path(path)
    where = f"weights file {str(path)!r}"
    if not path.is_file():
        raise CallError(f"{where}: there is no such file.")
    content = _read_safetensors(path, where) if _is_safetensors(path) else _read_pickle(path, where)
    while isinstance(content, Mapping):
        wrapper = next((key for key in _WRAPPERS if isinstance(content.get(key), Mapping)), None)
        if wrapper is None:
            break
        content = content[wrapper]
    if not isinstance(content, Mapping) or not content:
        raise CallError(f"{where}: expected weights by name, got {_kind(content)}.")
    odd = [name for name, value in content.items() if not isinstance(value, torch.Tensor)]
    if odd:
        raise CallError(
            f"{where}: expected weights by name, but {_some(odd)} of {len(content)} entries are no "
            f"tensors. Save only the weights: torch.save(model.state_dict(), path)."
        )
    return content


def _is_safetensors(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(9)
    return path.suffix == ".safetensors" or start[8:] == b"{"


def _read_safetensors(path: Path, where: str) -> State:
    import safetensors
    from safetensors.torch import load_file

    try:
        return load_file(path)
    except (safetensors.SafetensorError, OSError) as error:
        raise CallError(f"{where}: not a whole safetensors file: {error}.") from error


def _read_pickle(path: Path, where: str) -> Any:
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        # what is no pickle at all makes the unpickler raise anything, IndexError included
        raise CallError(
            f"{where}: cannot be read as plain weights ({_first_sentence(error)}). Loading other "
            "pickles would run whatever code is in them, so they are refused. Where you trust the "
            "file, convert it once: safetensors.torch.save_file(model.state_dict(), "
            "'weights.safetensors'), or torch.save(model.state_dict(), path)."
        ) from error


def put_weights(module: torch.nn.Module, state: State, *, source: str) -> None:
    """Load weights by name into a network; all of them, or none and an error.

    Raises
    ------
    ClassifierError
        If a name is missing, left over, or of another shape; with the first few.
    """
    wanted = module.state_dict()
    state = _without_prefixes(state, wanted)
    # a counter that evaluation never reads, and that old files lack
    missing = [
        name for name in wanted if name not in state and not name.endswith("num_batches_tracked")
    ]
    left_over = [name for name in state if name not in wanted]
    unlike = [
        f"{name} ({_shape(state[name])} in the file, {_shape(wanted[name])} in the network)"
        for name in wanted
        if name in state and state[name].shape != wanted[name].shape
    ]
    found = [
        f"{len(names)} {what}: {_some(names)}"
        for what, names in (
            ("missing from the file", missing),
            ("in the file but not in the network", left_over),
            ("of another shape", unlike),
        )
        if names
    ]
    if found:
        raise ClassifierError(
            f"the weights in {source} do not fit {type(module).__name__}, which has {len(wanted)} "
            f"tensors. {'; '.join(found)}. Nothing was loaded. Check that the file is of this "
            "architecture; where only the last layer differs in shape, name the file's classes "
            "(--classes), and the network is built with as many outputs."
        )
    module.load_state_dict(dict(state), strict=False)


def _without_prefixes(state: State, wanted: State) -> State:
    prefix = next(
        (
            prefix
            for prefix in _PREFIXES
            if all(name.startswith(prefix) for name in state)
            and not any(name.startswith(prefix) for name in wanted)
        ),
        None,
    )
    if prefix is None:
        return state
    return _without_prefixes(
        {name.removeprefix(prefix): value for name, value in state.items()}, wanted
    )


def digest_of(module: torch.nn.Module) -> str:
    """SHA-256 over the names, types, shapes and bytes of all parameters and buffers.

    Raises
    ------
    ClassifierError
        If one holds no values yet.
    """
    digest = hashlib.sha256()
    for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
        if torch.nn.parameter.is_lazy(tensor) or tensor.is_meta:
            raise ClassifierError(
                f"{type(module).__name__}: {name!r} holds no values yet. Load its weights, and "
                "run one batch through a network with lazy layers, before handing it over."
            )
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        flat = tensor.detach().cpu().contiguous().reshape(-1)
        digest.update(flat.view(torch.uint8).numpy().data if flat.numel() else b"")
    return digest.hexdigest()


def _shape(tensor: torch.Tensor) -> str:
    return "×".join(map(str, tensor.shape)) or "one number"


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(str, names[:3])) + (", …" if len(names) > 3 else "")


def _kind(value: Any) -> str:
    return f"an empty {type(value).__name__}" if value == {} else f"a {type(value).__name__}"


def _first_sentence(error: BaseException) -> str:
    return str(error).partition("\n")[0].partition(". ")[0] or type(error).__name__
