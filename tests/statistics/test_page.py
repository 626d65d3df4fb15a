"""docs/statistics.md: its example worked again with a pencil, its words looked up in its tables."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from partwise.measures import MEASURES
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.statistics.verdicts import FALSE_DISCOVERY_RATE, POWER

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs" / "statistics.md").read_text(encoding="utf-8")
EXAMPLE = " ".join(PAGE.split("## An example by hand")[1].split("```")[0].split())


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n")[1].split("\n## ")[0]


def test_each_step_of_the_example_follows_from_the_one_before():
    listed = re.search(r"in hundredths: ([\d ]+)\.", EXAMPLE)
    assert listed is not None
    values = [int(each) for each in listed.group(1).split()]
    number, total = len(values), sum(values)
    mean = total / number
    deviations = [value - mean for value in values]
    squares = sum(each**2 for each in deviations)
    variance = squares / (number - 1)
    error = math.sqrt(variance / number)
    # from any table of Student's t
    quantile = 2.201
    assert number == 12
    assert f"{total} / {number} = {mean:g}" in EXAMPLE
    written = " ".join(f"{each:g}".replace("-", "−") for each in deviations)
    assert f"Deviations are {written}, their squares add up to {squares:g}" in EXAMPLE
    assert f"{squares:g} / {number - 1} = {variance:.2f}" in EXAMPLE
    assert f"deviation {math.sqrt(variance):.2f}" in EXAMPLE
    assert f"{math.sqrt(variance):.2f} / √12 = {error:.3f}" in EXAMPLE
    low, high = mean - quantile * error, mean + quantile * error
    assert f"{mean:g} ± 2.201 · {error:.3f}, or {low:.2f} to {high:.2f}" in EXAMPLE
    images = (1.96 + 0.84) ** 2 * variance / (mean - 4) ** 2
    assert f"(1.96 + 0.84)² · {variance:.2f} / (5 − 4)² = {images:.0f} images" in EXAMPLE
    t = (mean - 2) / error
    assert f"({mean:g} − 2) / {error:.3f} = {t:.2f}" in EXAMPLE


def test_what_the_example_says_in_words_is_what_its_code_prints():
    from scipy import stats

    code = section("An example by hand").split("```python")[1]
    for words, printed in (
        ("3.37 to 6.82", "[3.37, 6.82]"),
        ("at its worst 0.014", "2 attributed 0.014"),
        ("uncertain makes it about 55", "\n55\n"),
    ):
        assert words in EXAMPLE
        assert printed in code
    p = 2 * stats.t.sf(3 / 0.7178, 11)
    assert f"twice its one-sided p is {p:.4f}" in EXAMPLE


def test_the_margins_are_those_of_the_measures():
    page = section("The margin, and what is no null")
    rows = re.findall(r"^\| (`.*?) \| (.*?) \| ([\d.]+)", page, re.MULTILINE)
    shown = {}
    for names, against, margin in rows:
        for name in re.findall(r"`(\w+)`", names):
            shown[name] = float(margin)
            even = MEASURES[name].even
            assert against.split()[0] == ("the" if even is None else f"{even:g}"), name
    assert shown == {
        measure.name: measure.smallest_effect
        for measure in MEASURES.values()
        if measure.smallest_effect is not None
    }
    assert "provisional" in PAGE


def test_constants_are_those_of_the_code():
    assert LEAST_CLUSTERS == 10
    assert "**Below ten clusters there is no interval**" in PAGE
    assert f"Benjamini-Hochberg's at {100 * FALSE_DISCOVERY_RATE:g} %" in PAGE
    assert f"with a chance of {100 * POWER:g} %" in PAGE


@pytest.mark.parametrize("part", ["coverage", "discoveries", "power"])
def test_every_part_of_the_simulations_is_shown(part):
    assert re.search(rf"```text\n{part}, seed \d+\n", PAGE)


def table(title: str) -> dict[str, list[str]]:
    """Rows of the first table with this title, by name."""
    block = PAGE.split(f"\n{title}\n")[1].split("\n\n")[0].split("```")[0]
    rows = [re.split(r" {2,}", line.strip()) for line in block.splitlines()]
    return {row[0]: row[1:] for row in rows if len(row) > 2}


def starred(rows: dict[str, list[str]]) -> dict[str, list[float]]:
    found = {
        name: [float(cell[:-1]) for cell in cells if cell.endswith("*")]
        for name, cells in rows.items()
    }
    return {name: cells for name, cells in found.items() if cells}


def test_the_words_about_coverage_are_those_of_its_tables():
    outside = starred(table("partwise: the farther end of studentized bootstrap and Student's t"))
    assert list(outside) == ["70% zeros", "uneven, larger is higher"]
    assert 97 < min(outside["70% zeros"]) < max(outside["70% zeros"]) < 98.5
    narrow = outside["uneven, larger is higher"]
    assert (round(min(narrow)), round(max(narrow))) == (89, 91)
    differences = starred(table("partwise"))
    assert list(differences) == ["lognormal, sigma 1"]
    assert min(differences["lognormal, sigma 1"]) > 92.5


def test_the_words_about_discoveries_are_those_of_its_tables():
    rows = table("BH: Benjamini-Hochberg, as verdicts are; BY: Benjamini-Yekutieli")
    assert list(starred(rows)) == [
        "at the reference, lognormal, sigma 1",
        "at the margins, lognormal, sigma 1",
    ]
    hochberg = {name: cells for name, cells in rows.items() if "sigma 1" not in name}
    del hochberg[next(iter(hochberg))]  # the line of columns
    assert max(float(cells[at]) for cells in hochberg.values() for at in (0, 4)) <= 5
    worst = rows["at the reference, lognormal, sigma 1"]
    assert (worst[0], worst[4]) == ("26.4*", "16.8*")
    assert "26 % of the families of 30 images have a false discovery, and 17 %" in PAGE
    found = rows["shares, 20 % real, rest at margin"]
    assert (found[1], found[3]) == ("55", "3")


def test_the_words_about_images_needed_are_those_of_its_table():
    rows = table("truth beside margin, in deviations, by cells tested (and others found)")
    assert {name.rsplit(",", 1)[0] for name in starred(rows)} == {"lognormal, sigma 1"}
    settled = [
        float(cells[at])
        for name, cells in rows.items()
        for at in (1, 3, 5)
        if "beside" in name and "sigma 1" not in name and cells[at] != "-"
    ]
    assert len(settled) > 60
    assert 76.5 < min(settled) < max(settled) < 88.5
    below, above = (float(rows[f"exponential, {truth} beside 0.1"][0]) for truth in (-0.35, 0.35))
    assert below / above == pytest.approx(1.5, abs=0.1)
