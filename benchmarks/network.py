"""network: what memory layout and kept memory do to a network's passes on a CPU."""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.figures import Figure

#: Milliseconds an image of a forward and backward pass, eight images at a time, in one process.
_PASSES = """
import sys, time, statistics, torch, timm
from partwise.allocator import keep_freed_memory
layout, keep, passes = sys.argv[1:]
if keep == "keep":
    keep_freed_memory()
torch.manual_seed(0)
network = timm.create_model("tf_efficientnet_lite0").eval()
network = network.to(memory_format=getattr(torch, layout))
batch = torch.randn(8, 3, 224, 224)
def once():
    begin = time.perf_counter()
    inputs = batch.clone().requires_grad_()
    torch.autograd.grad(network(inputs)[:, 0].sum(), inputs)
    return (time.perf_counter() - begin) / len(batch) * 1000
once()
print(statistics.median(once() for _ in range(int(passes))))
"""
_SETTINGS = {
    "as PyTorch has it": ("contiguous_format", "return"),
    "channels last": ("channels_last", "return"),
    "channels last, freed memory kept": ("channels_last", "keep"),
}


def run(*, quick: bool = False) -> list[Figure]:
    """Run EfficientNet-Lite0 in fresh processes, the settings in turn."""
    rounds, passes = (1, 2) if quick else (3, 8)
    took: dict[str, list[float]] = {name: [] for name in _SETTINGS}
    for _ in range(rounds):
        for name, setting in _SETTINGS.items():
            call = [sys.executable, "-c", _PASSES, *setting, str(passes)]
            took[name].append(float(subprocess.check_output(call)))
    print("\nnetwork: milliseconds an image, forward and backward, wall time, medians")
    for name, each in took.items():
        print(f"  {name:34s} {statistics.median(each):6.1f}")
    first, *others = _SETTINGS
    return [
        Figure(
            f"EfficientNet-Lite0, {name}: beside PyTorch's own",
            statistics.median(took[first]) / statistics.median(took[name]),
            "×",
            spread=_range([a / b for a, b in zip(took[first], took[name], strict=True)]),
        )
        for name in others
    ]


def _range(ratios: list[float]) -> tuple[float, float]:
    return min(ratios), max(ratios)
