"""Weights files: loaded whole, or refused with what does not fit."""

from __future__ import annotations

import json
import pickle

import pytest

from partwise.errors import CallError, ClassifierError

torch = pytest.importorskip("torch")

from partwise.classifiers.weights import digest_of, put_weights, read_weights  # noqa: E402


def network(outputs=2):
    with torch.random.fork_rng():
        torch.manual_seed(1)
        return torch.nn.Sequential(
            torch.nn.Conv2d(3, 2, 1), torch.nn.BatchNorm2d(2), torch.nn.Linear(4, outputs)
        )


def empty():
    module = network()
    for each in module.parameters():
        each.data.zero_()
    return module


def save(tmp_path, content, name="weights.pt"):
    torch.save(content, tmp_path / name)
    return tmp_path / name


def prefixed(prefix):
    return {prefix + name: value for name, value in network().state_dict().items()}


@pytest.mark.parametrize(
    "content",
    [
        network().state_dict(),
        {"state_dict": network().state_dict(), "epoch": 3},
        {"model": network().state_dict(), "optimizer": {"lr": 0.1}},
        {"model_state_dict": network().state_dict()},
        {"model": {"state_dict": network().state_dict()}},
        prefixed("module."),
        {"state_dict": prefixed("model.module.")},
        prefixed("_orig_mod."),
        {k: v for k, v in network().state_dict().items() if "num_batches" not in k},
    ],
)
def test_weights_are_found_in_what_training_scripts_save(tmp_path, content):
    module = empty()
    put_weights(module, read_weights(save(tmp_path, content)), source="'weights.pt'")
    assert digest_of(module) == digest_of(network())


@pytest.mark.parametrize("name", ["weights.safetensors", "weights.bin"])
def test_safetensors_are_read_whatever_the_file_is_called(tmp_path, name):
    safetensors = pytest.importorskip("safetensors.torch")
    safetensors.save_file(network().state_dict(), tmp_path / name)
    module = empty()
    put_weights(module, read_weights(tmp_path / name), source=name)
    assert digest_of(module) == digest_of(network())


class Evil:
    ran = False

    def __reduce__(self):
        return (setattr, (Evil, "ran", True))


@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
@pytest.mark.parametrize("write", ["torch", "pickle"])
def test_a_pickle_with_code_in_it_is_refused_and_not_run(tmp_path, write):
    path = tmp_path / "weights.pt"
    if write == "torch":
        torch.save({"state_dict": network().state_dict(), "args": Evil()}, path)
    else:
        path.write_bytes(pickle.dumps({"args": Evil()}))
    with pytest.raises(CallError, match=r"would run whatever code.*convert it once"):
        read_weights(path)
    assert not Evil.ran


def test_a_whole_pickled_network_is_refused(tmp_path):
    with pytest.raises(CallError, match=r"weights\.pt.*refused"):
        read_weights(save(tmp_path, network()))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read as plain weights"),
        (b"no weights at all", "cannot be read as plain weights"),
        (b"PK\x03\x04 cut off", "cannot be read as plain weights"),
        (b"\x10\x00\x00\x00\x00\x00\x00\x00{ broken", "not a whole safetensors file"),
    ],
)
def test_a_broken_file_is_refused_by_name(tmp_path, content, message):
    (tmp_path / "weights.pt").write_bytes(content)
    with pytest.raises(CallError, match=message):
        read_weights(tmp_path / "weights.pt")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (torch.zeros(3), "expected weights by name, got a Tensor"),
        ({}, "an empty dict"),
        ({"epoch": 3, "names": ["a"]}, "epoch, names of 2 entries are no tensors"),
    ],
)
def test_a_file_without_weights_is_refused_with_what_it_holds(tmp_path, content, message):
    with pytest.raises(CallError, match=message):
        read_weights(save(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CallError, match="no such file"):
        read_weights(tmp_path / "none.pt")
    with pytest.raises(CallError, match="no such file"):
        read_weights(tmp_path)


def test_weights_that_do_not_fit_say_what_and_change_nothing():
    module, state = empty(), dict(network(5).state_dict())
    state["head.weight"] = state.pop("0.weight")
    before = digest_of(module)
    with pytest.raises(ClassifierError) as refused:
        put_weights(module, state, source="'weights.pt'")
    told = str(refused.value)
    assert "'weights.pt' do not fit Sequential, which has 9 tensors" in told
    assert "1 missing from the file: 0.weight;" in told
    assert "1 in the file but not in the network: head.weight;" in told
    assert "2.weight (5×4 in the file, 2×4 in the network)" in told
    assert "--classes" in told
    assert digest_of(module) == before


def test_a_prefix_that_the_network_has_itself_stays():
    module = torch.nn.ModuleDict({"model": empty()})
    put_weights(module, prefixed("model."), source="a")
    assert digest_of(module["model"]) == digest_of(network())


def test_the_digest_sees_names_types_shapes_and_values():
    def digest(**tensors):
        module = torch.nn.Module()
        for name, value in tensors.items():
            module.register_buffer(name, value)
        return digest_of(module)

    zeros = torch.zeros(2, 3)
    others = [zeros.reshape(3, 2), zeros.to(torch.int32), zeros + 1e-30, zeros.reshape(6)]
    digests = [digest(a=zeros), digest(b=zeros), *(digest(a=each) for each in others)]
    assert len(set(digests)) == len(digests)
    assert digest(a=zeros.t()) == digest(a=zeros.t().contiguous())
    assert digest(a=torch.tensor(1.0)) != digest(a=torch.tensor(2.0))
    assert json.dumps(digest(a=zeros))
