"""Sets of methods: as many as can explain a classifier, and who was left out is said."""

from __future__ import annotations

import logging
import sys

import pytest
import timm
import torch

import partwise as pw
from partwise.errors import CallError, MethodError, UnknownNameError
from partwise.methods.loading import SETS, load_method
from partwise.methods.sets import load_methods

CLASSES = ["a", "b", "c"]


def to_tensor(image):
    pixels = torch.frombuffer(bytearray(image.resize((64, 64)).tobytes()), dtype=torch.uint8)
    return pixels.reshape(64, 64, 3).permute(2, 0, 1).float() / 255


def wrapped(network):
    return pw.wrap(network, preprocess=to_tensor, classes=CLASSES, device="cpu")


def names(methods):
    return [each.spec.name for each in methods]


def of_timm(name, **options):
    return wrapped(timm.create_model(name, pretrained=False, num_classes=3, **options).eval())


@pytest.mark.parametrize("name", SETS)
def test_every_method_of_a_set_exists_once(name):
    assert names(load_method(each) for each in SETS[name]) == list(SETS[name])
    assert len(set(SETS[name])) == len(SETS[name])


def test_of_convolutions_what_asks_for_attention_is_left_out_and_said(caplog):
    with caplog.at_level(logging.WARNING, "partwise"):
        found = names(load_methods(["all-quick"], of_timm("resnet18")))
    assert set(SETS["all-quick"]) - set(found) == {"attention-relevance"}
    assert "cannot be explained by attention-relevance, and is by attn-lrp" in caplog.text


def test_of_a_transformer_what_asks_for_rectifiers_is_left_out():
    found = names(
        load_methods(["all-quick"], of_timm("vit_tiny_patch16_224", img_size=64, depth=2))
    )
    assert {"attention-relevance", "attn-lrp", "grad-cam", "gradient"} <= set(found)
    assert not {"lrp", "deep-lift"} & set(found)


def test_a_black_box_has_a_set_of_its_own():
    box = wrapped(lambda batch: batch.mean((2, 3)))
    assert names(load_methods(["all-black-box"], box)) == list(SETS["all-black-box"])
    with pytest.raises(MethodError, match=r"none of .* can explain .* all-black-box"):
        load_methods(["all-quick"], box)


@pytest.mark.parametrize("package", ["zennit", "sklearn"])
def test_what_stands_on_a_package_that_is_missing_is_left_out(package, monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, package, None)
    name = {"zennit": "all-quick", "sklearn": "all-black-box"}[package]
    with caplog.at_level(logging.WARNING, "partwise"):
        found = names(load_methods([name], of_timm("resnet18")))
    without = {"zennit": {"attn-lrp"}, "sklearn": {"kernel-shap", "lime"}}[package]
    assert found
    assert not without & set(found)
    assert all(each in caplog.text for each in without)
    with pytest.raises(CallError, match=rf"package {package}, which is not installed"):
        load_methods(sorted(without), of_timm("resnet18"))


def test_what_is_named_beside_a_set_is_not_done_twice():
    box = wrapped(lambda batch: batch.mean((2, 3)))
    found = load_methods(["occlusion:stride=8", "rise", "all-black-box", "all-black-box"], box)
    assert names(found) == ["occlusion", "rise", "kernel-shap", "lime", "occlusion"]


def test_a_name_that_is_none_is_told_with_the_nearest():
    box = wrapped(lambda batch: batch.mean((2, 3)))
    with pytest.raises(UnknownNameError, match="'all-quick'"):
        load_methods(["all-quik"], box)
