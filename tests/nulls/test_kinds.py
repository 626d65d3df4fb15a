"""What the user writes after --null, read, written down, and read again."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError, UnknownNameError
from partwise.measures import MEASURES
from partwise.nulls.kinds import NAMES, REDRAWS, SWAPS, parse_nulls, read_null

GRADIENT = "gradient:channels=sum"
OCCLUSION = "occlusion:fill=mean,stride=16,window=32"
RUN = [GRADIENT, OCCLUSION]
UNSIGNED = ("null-sobel", "null-laplacian", "null-centre", "null-noise")


def texts(*given, methods=RUN):
    return [null.canonical for null in parse_nulls(given, methods)]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("null-sobel", "null-sobel"),
        ("null-sobel:", "null-sobel"),
        (" null-laplacian ", "null-laplacian"),
        ("null-centre", "null-centre:sigma=25%"),
        ("null-centre:sigma=12.50%", "null-centre:sigma=12.5%"),
        ("null-noise", "null-noise:draws=5,smooth=5%"),
        ("null-noise:smooth=00%", "null-noise:draws=5,smooth=0%"),
        ("null-noise:smooth=1e1%, draws=07", "null-noise:draws=7,smooth=10%"),
    ],
)
def test_every_option_is_written_down_in_one_way(text, canonical):
    assert texts(text) == [canonical]


@pytest.mark.parametrize("name", ["null-swapped", "null-reinitialised"])
def test_without_a_method_there_is_one_null_for_each_of_the_run(name):
    nulls = parse_nulls([name], RUN)
    assert [null.canonical for null in nulls] == [f"{name}:{GRADIENT}", f"{name}:{OCCLUSION}"]
    assert [null.method for null in nulls] == RUN


def test_a_method_is_read_as_after_method_and_becomes_canonical():
    assert texts("null-swapped:occlusion") == [f"null-swapped:{OCCLUSION}"]
    assert texts("null-swapped: occlusion:window=32,fill=mean") == [f"null-swapped:{OCCLUSION}"]


def test_a_method_that_no_plug_in_makes_is_taken_if_the_run_has_it():
    assert texts("null-swapped:maps", methods=["maps"]) == ["null-swapped:maps"]


def test_draws_are_those_asked_for_or_fixed():
    nulls = parse_nulls(
        [
            "null-sobel",
            "null-noise:draws=9",
            "null-swapped:gradient",
            "null-reinitialised:gradient",
        ],
        RUN,
    )
    assert [null.draws for null in nulls] == [1, 9, SWAPS, REDRAWS]
    assert REDRAWS >= 5
    assert SWAPS == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("null-centre:sigma=25", "'sigma' of 'null-centre' is a percentage such as '5%', got '25'"),
        ("null-centre:sigma=0%", "sigma must be above 0%"),
        ("null-centre:sigma=-1%", "percentage"),
        ("null-noise:smooth=nan%", "percentage"),
        ("null-noise:smooth=inf%", "percentage"),
        ("null-noise:smooth=%", "percentage"),
        ("null-noise:draws=0", "draws must be at least 1, got 0"),
        ("null-noise:draws=1.5", "whole number"),
        ("null-noise:draws", "key=value"),
        ("null-swapped:", "lacks its method"),
        ("null-swapped:gradient:channels=l2", "has no method 'gradient:channels=l2'.*'occlusion:"),
        ("null-reinitialised:occlusion:stride=99", "stride <= window"),
    ],
)
def test_what_makes_no_sense_is_refused(text, message):
    with pytest.raises(CallError, match=message) as refused:
        parse_nulls([text], RUN)
    assert f"--null {text}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("null-sobol", "'null-sobel'"),
        ("sobel", "'null-sobel'"),
        ("null-reinitialized:gradient", "'null-reinitialised'"),
        ("null-noise:smoth=1%", "'smooth'"),
        ("null-swapped:gradeint", "'gradient'"),
        ("null-swapped:gradient:chanels=l2", "'channels'"),
        ("", "null-centre"),
    ],
)
def test_unknown_names_give_the_nearest(text, nearest):
    with pytest.raises(UnknownNameError, match=nearest):
        parse_nulls([text], RUN)


@pytest.mark.parametrize(
    "twice",
    [
        ("null-sobel", "null-sobel"),
        ("null-centre", "null-centre:sigma=25.0%"),
        ("null-swapped", "null-swapped:gradient"),
        ("null-swapped:gradient", "null-swapped:gradient:channels=sum"),
    ],
)
def test_a_null_given_twice_is_refused(twice):
    with pytest.raises(CallError, match="is given twice"):
        parse_nulls(twice, RUN)


def test_two_settings_of_one_null_are_two_nulls():
    assert len(parse_nulls(["null-noise", "null-noise:smooth=0%"], RUN)) == 2


@pytest.mark.parametrize("name", ["null-swapped", "null-reinitialised:gradient"])
def test_a_null_of_a_method_needs_a_run_with_methods(name):
    with pytest.raises(CallError, match="this run has none"):
        parse_nulls([name], [])
    assert texts("null-sobel", methods=[]) == ["null-sobel"]


@pytest.mark.parametrize("name", UNSIGNED)
def test_unsigned_nulls_serve_no_signed_measure_and_none_that_no_map_has(name):
    (null,) = parse_nulls([name], RUN)
    assert not null.signed
    for served in ("share", "lift", "top_share", "positive_share"):
        assert null.serves(served)
    assert not null.serves("abs_mean")  # in the unit of a map that has nothing to do with it
    for signed in ("mean", "signed_lift", "contrast", "z_contrast", "signed_share"):
        assert not null.serves(signed)
    assert not null.serves("area_fraction")
    assert not null.serves("effect")


@pytest.mark.parametrize("name", ["null-swapped", "null-reinitialised"])
def test_nulls_of_a_method_serve_every_measure_of_maps(name):
    null = read_null(f"{name}:{GRADIENT}")
    assert null.signed
    for measure in ("signed_lift", "z_contrast", "signed_share", "lift", "top_share"):
        assert null.serves(measure)
    # weights drawn anew have another scale of logits; another picture's map has the same
    assert null.serves("mean") == (name == "null-swapped")
    assert not null.serves("area_fraction")
    assert not null.serves("effect")


def test_no_null_serves_a_measure_that_knows_nothing_of_maps():
    of_maps = {name for name in MEASURES if read_null(f"null-swapped:{GRADIENT}").serves(name)}
    for name in set(MEASURES) - of_maps:
        assert "saliency" not in MEASURES[name].sql
        assert "_sum" not in MEASURES[name].sql


def test_an_unknown_measure_gives_the_nearest():
    with pytest.raises(UnknownNameError, match="'signed_lift'"):
        read_null("null-sobel").serves("signd_lift")


def test_a_null_fits_its_own_method_or_all():
    assert read_null("null-sobel").fits(GRADIENT)
    swapped = read_null(f"null-swapped:{GRADIENT}")
    assert swapped.fits(GRADIENT)
    assert not swapped.fits(OCCLUSION)
    assert not swapped.fits("gradient")


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_it_is_and_what_it_serves(name):
    null = read_null(name if name in UNSIGNED else f"{name}:{GRADIENT}")
    assert ("unsigned measures only" in null.says) != null.signed


percentages = st.floats(0, 1e6, exclude_min=True).map(lambda number: f"{number!r}%")
words = st.text("abc-_=,:.0123456789%", min_size=1, max_size=12)
canonical_texts = st.one_of(
    st.sampled_from(["null-sobel", "null-laplacian"]),
    percentages.map("null-centre:sigma={}".format),
    st.builds("null-noise:draws={},smooth={}".format, st.integers(1, 10**6), percentages),
    words.map("null-swapped:{}".format),
    words.map("null-reinitialised:{}".format),
)


@given(canonical_texts)
def test_a_null_written_down_reads_as_the_same(text):
    null = read_null(text)
    assert read_null(null.canonical) == null
    assert hash(read_null(null.canonical)) == hash(null)
    assert read_null(null.canonical).canonical == null.canonical


@given(st.floats(0, 1e6))
def test_a_percentage_keeps_its_value(number):
    assert read_null(f"null-noise:smooth={number!r}%").share("smooth") == number / 100


@pytest.mark.parametrize("text", ["null-swapped", "null-swapped:", "null-reinitialised"])
def test_the_text_of_rows_without_its_method_is_refused(text):
    with pytest.raises(CallError, match="lacks its method"):
        read_null(text)


def test_nulls_are_read_and_their_maps_made_without_torch():
    code = (
        "import sys, numpy as np\n"
        "from partwise.nulls.kinds import parse_nulls, read_null\n"
        "read_null('null-swapped:gradient:channels=sum')\n"
        "assert not any(name.startswith('partwise.methods') for name in sys.modules)\n"
        "from partwise.nulls.maps import null_map\n"
        "for null in parse_nulls(['null-sobel', 'null-noise'], []):\n"
        "    null_map(null, np.ones((3, 4), np.float32))\n"
        "parse_nulls(['null-swapped:occlusion'], ['occlusion:fill=mean,stride=16,window=32'])\n"
        "print('torch' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr
