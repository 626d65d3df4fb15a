from __future__ import annotations

import importlib

import pytest
import torch

from partwise.errors import MethodError
from partwise.methods.layers import Layer, find_layer

FOUND = [
    ("torchvision", "resnet18", "layer4", 64, (2, 2)),
    # its pooling to 7×7 is the identity at 224×224, and enlarges the grid of smaller inputs
    ("torchvision", "vgg11", "avgpool", 96, (7, 7)),
    ("torchvision", "mobilenet_v3_small", "features", 64, (2, 2)),
    ("torchvision", "densenet121", "features", 64, (2, 2)),
    ("torchvision", "efficientnet_b0", "features", 64, (2, 2)),
    ("torchvision", "convnext_tiny", "features", 64, (2, 2)),
    ("torchvision", "swin_t", "permute", 64, (2, 2)),
    ("torchvision", "inception_v3", "Mixed_7c", 139, (3, 3)),
    ("timm", "tf_efficientnet_lite0", "bn2", 64, (2, 2)),
    ("timm", "resnet18", "layer4", 64, (2, 2)),
    ("timm", "convnext_atto", "norm_pre", 64, (2, 2)),
    ("timm", "mobilenetv3_small_050", "blocks", 64, (2, 2)),
    ("timm", "regnetx_002", "final_conv", 64, (2, 2)),
]
QUICK = {("torchvision", "mobilenet_v3_small"), ("timm", "tf_efficientnet_lite0")}


def network(library: str, name: str, **options) -> torch.nn.Module:
    if library == "timm":
        return (
            importlib.import_module("timm").create_model(name, pretrained=False, **options).eval()
        )
    models = importlib.import_module("torchvision.models")
    if name == "inception_v3":
        options["init_weights"] = False
    return models.get_model(name, weights=None, **options).eval()


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(each, marks=() if each[:2] in QUICK else pytest.mark.slow, id=each[1])
        for each in FOUND
    ],
)
def test_the_last_grid_of_a_known_network_is_found(known, wrap):
    library, name, layer, side, grid = known
    found = find_layer(wrap(network(library, name)), torch.randn(2, 3, side, side))
    assert (found.name, found.grid) == (layer, grid)


@pytest.mark.slow
def test_an_input_that_is_no_square_has_a_grid_of_its_aspect(wrap):
    found = find_layer(wrap(network("torchvision", "resnet18")), torch.randn(1, 3, 96, 160))
    assert (found.name, found.grid) == ("layer4", (3, 5))


@pytest.mark.parametrize(
    ("name", "options", "size", "expected"),
    [
        (
            "vit_tiny_patch16_224",
            {"img_size": (64, 96)},
            (64, 96),
            ("blocks.11.norm1", (4, 6), "tokens", 1),
        ),
        (
            "deit_tiny_distilled_patch16_224",
            {"img_size": 64},
            (64, 64),
            ("blocks.11.norm1", (4, 4), "tokens", 2),
        ),
        (
            "vit_small_patch14_reg4_dinov2",
            {"img_size": 70, "num_classes": 3},
            (70, 70),
            ("blocks.11.norm1", (5, 5), "tokens", 5),
        ),
        # it takes the mean over its patches, so that the last of them count
        (
            "vit_tiny_patch16_224",
            {"img_size": 64, "global_pool": "avg", "class_token": False},
            (64, 64),
            ("norm", (4, 4), "tokens", 0),
        ),
        (
            "swin_tiny_patch4_window7_224",
            {},
            (224, 224),
            ("norm", (7, 7), "channels last", 0),
        ),
    ],
)
@pytest.mark.parametrize("fused", [True, False])
def test_the_last_tokens_of_a_transformer_that_count_are_found(
    name, options, size, expected, fused, wrap
):
    """Class tokens and registers are left out, and so are places that nothing looks at any more."""
    made = network("timm", name, **options)
    for each in made.modules():
        if hasattr(each, "fused_attn"):
            each.fused_attn = fused
    found = find_layer(wrap(made), torch.randn(1, 3, *size))
    if name.startswith("vit_tiny") and "class_token" in options:
        expected = (found.name, *expected[1:])
        assert found.name in {"norm", "fc_norm", "blocks.11.norm2"}
    assert (found.name, found.grid, found.order, found.prefix) == expected


def test_a_transformer_of_hugging_face_has_its_tokens_found(wrap):
    transformers = importlib.import_module("transformers")
    config = transformers.ViTConfig(
        hidden_size=32, num_hidden_layers=4, num_attention_heads=2, intermediate_size=128,
        image_size=64,
    )  # fmt: skip
    inner = transformers.ViTForImageClassification(config).eval()

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, x):
            return self.inner(x).logits

    found = find_layer(wrap(Logits()), torch.randn(1, 3, 64, 64))
    assert found.name.endswith("layernorm_before")
    assert (found.grid, found.prefix) == ((4, 4), 1)


def test_tokens_become_a_grid_in_the_order_of_the_picture():
    layer = Layer("x", torch.nn.Identity(), (2, 3), "tokens", prefix=1)
    tokens = torch.arange(7.0)[None, :, None].expand(1, 7, 4)
    assert layer.over_picture(tokens).shape == (1, 4, 2, 3)
    assert layer.over_picture(tokens)[0, 0].tolist() == [[1, 2, 3], [4, 5, 6]]
    last = Layer("x", torch.nn.Identity(), (2, 3), "channels last")
    assert last.over_picture(torch.zeros(1, 2, 3, 4)).shape == (1, 4, 2, 3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("library", "name"),
    [
        ("torchvision", "densenet121"),
        ("torchvision", "mobilenet_v3_small"),
        ("timm", "tf_efficientnet_lite0"),
        ("timm", "convnext_atto"),
    ],
)
def test_known_networks_are_explained_by_every_method(library, name, explain):
    made, inputs = network(library, name), torch.randn(2, 3, 64, 64)
    for method in (
        "gradient",
        "input-x-gradient",
        "integrated-gradients:steps=16",
        "grad-cam:relu=false",
        "occlusion",
    ):
        maps = explain(method, made, inputs, contrasts=[2, 3])
        assert maps.shape == (64, 64)
        assert all(value.any() for value in maps.values)


class TinyTransformer(torch.nn.Module):
    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.embed = torch.nn.Conv2d(3, 8, 8, stride=8)
        self.first, self.second = torch.nn.Linear(8, hidden), torch.nn.Linear(hidden, 8)
        self.drop = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(8, 3)

    def forward(self, x):
        tokens = self.embed(x).flatten(2).transpose(1, 2)
        attention = (tokens @ tokens.transpose(1, 2)).softmax(-1)[:, None]
        tokens = self.drop(attention)[:, 0] @ tokens
        return self.head(self.second(self.first(tokens)).mean(1))


def test_an_attention_map_is_not_taken_for_a_picture(wrap):
    # 4×4 patches are 16 tokens, and a map of 16×16 would fit an input of 32×32
    inputs = torch.randn(1, 3, 32, 32)
    assert find_layer(wrap(TinyTransformer(16).eval()), inputs).name == "embed"
    # with most weights after its embedding, it is what its head sees
    found = find_layer(wrap(TinyTransformer(128).eval()), inputs)
    assert (found.name, found.grid, found.prefix) == ("second", (4, 4), 0)


def test_a_transformer_whose_logits_do_not_depend_on_its_places_is_refused(wrap):
    made = TinyTransformer(128).eval()
    torch.nn.init.zeros_(made.head.weight)
    with pytest.raises(MethodError, match=r"finds no late layer .* come after it.*layer=NAME"):
        find_layer(wrap(made), torch.randn(1, 3, 32, 32))


def test_weights_that_see_only_pooled_channels_do_not_count_against_a_layer(wrap):
    made = torch.nn.Sequential(
        torch.nn.Conv2d(3, 2, 3, stride=2),
        torch.nn.AdaptiveAvgPool2d(1),
        torch.nn.Flatten(),
        torch.nn.Linear(2, 500),
        torch.nn.Linear(500, 3),
    )
    assert find_layer(wrap(made), torch.randn(1, 3, 16, 16)).name == "0"


def test_looking_leaves_no_hook_behind_also_where_the_network_fails(wrap):
    made = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 3, stride=2), torch.nn.Linear(1, 1))
    with pytest.raises(RuntimeError):
        find_layer(wrap(made), torch.randn(1, 3, 16, 16))
    assert not any(each._forward_hooks for each in made.modules())
