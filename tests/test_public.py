"""The public surface: small, lazy, and without torch until a classifier is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import partwise as pw


def test_the_public_names_are_these():
    assert sorted(pw.__all__) == [
        "AttributionTable",
        "Framing",
        "PartwiseError",
        "SaliencyMaps",
        "Segment",
        "SegmentSet",
        "build",
        "check",
        "compare",
        "load_classifier",
        "load_maps",
        "load_segments",
        "merge",
        "open_table",
        "wrap",
    ]
    assert len(pw.__all__) <= 25


def test_each_public_name_is_there_and_documented():
    for name in pw.__all__:
        assert getattr(pw, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        _ = pw.nothing


@pytest.mark.parametrize(
    "line",
    [
        "import partwise",
        "import partwise; partwise.AttributionTable; partwise.SegmentSet; partwise.open_table",
        "import partwise.pipeline.run, partwise.table.table, partwise.views.show",
        "import partwise.cli; partwise.cli.app(['--help'], standalone_mode=False)",
        "from partwise.views.listing import listing; listing('methods'); listing('classifiers')",
    ],
)
def test_torch_is_not_imported_by(line):
    check = "import sys; assert not {'torch', 'captum', 'timm'} & set(sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"{line}\n{check}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_importing_partwise_imports_nothing_heavy():
    check = (
        "import sys, partwise; "
        "heavy = {'numpy', 'numba', 'pyarrow', 'duckdb', 'cv2', 'PIL'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
