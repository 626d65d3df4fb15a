from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from partwise import plugins
from partwise.errors import CallError, UnknownNameError
from partwise.methods.loading import list_methods, load_method
from partwise.methods.protocol import SaliencyMethod

OURS = [
    *("attention-relevance", "attention-rollout", "attn-lrp", "deep-lift", "deep-taylor"),
    *("eigen-cam", "grad-cam", "grad-cam-plus-plus", "gradient", "gradient-shap"),
    *("guided-backprop", "guided-grad-cam", "hires-cam", "input-x-gradient"),
    *("integrated-gradients", "kernel-shap", "layer-cam", "lime", "lrp", "occlusion", "rise"),
    *("score-cam", "smoothgrad"),
]


def test_every_method_of_ours_is_listed_with_its_defaults():
    listed = {each.name: each for each in list_methods()}
    assert set(OURS) <= set(listed)
    assert listed["occlusion"].canonical == "occlusion:fill=mean,stride=16,window=32"
    assert listed["grad-cam"].canonical == "grad-cam:layer=auto,relu=true"
    assert all(each.channels and each.cost and each.paper for each in listed.values())


@pytest.mark.parametrize("name", OURS)
def test_a_methods_canonical_name_makes_the_same_method_again(name):
    method = load_method(name)
    assert isinstance(method, SaliencyMethod)
    assert load_method(method.spec.canonical).spec == method.spec


def test_an_unknown_method_is_refused_with_the_nearest():
    with pytest.raises(
        UnknownNameError, match=r"unknown method 'gradcam'. Nearest known: 'grad-cam'"
    ):
        load_method("gradcam")


def test_an_unknown_option_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'step'. Nearest known: 'steps'"):
        load_method("integrated-gradients:step=3")


def test_a_plugin_that_is_no_method_is_refused(monkeypatch):
    stranger = EntryPoint("odd", "builtins:str", "partwise.methods")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [stranger])
    with pytest.raises(CallError, match="'odd' is no saliency method: it lacks"):
        load_method("odd")


def test_listing_methods_needs_neither_torch_nor_captum():
    program = (
        "import sys; sys.modules['torch'] = sys.modules['captum'] = None;"
        "from partwise.methods.loading import list_methods; print(len(list_methods()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) >= len(OURS)
