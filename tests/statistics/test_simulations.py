"""simulations: the command runs, its truths are true, and the page shows what it prints."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = (REPOSITORY / "docs" / "statistics.md").read_text(encoding="utf-8")
PARTS = ("coverage", "discoveries", "power")


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.syspath_prepend(str(REPOSITORY))


def simulations(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "simulations", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def row(printed: str, name: str) -> list[float]:
    """The numbers of the first line that begins so."""
    line = re.search(rf"^  {re.escape(name)}  +(.*)$", printed, re.MULTILINE)
    assert line is not None, name
    return [float(each.rstrip("*")) for each in line.group(1).split()]


def test_a_quick_run_covers_normal_means_about_as_often_as_it_says():
    answer = simulations("coverage", "--quick")
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    at_15, at_30 = row(answer.stdout, "normal")
    # 300 data sets know a percentage of 95 to 1.3
    assert 90 < at_15 < 100
    assert 90 < at_30 < 100


def test_an_unknown_part_is_refused_with_the_known_ones():
    answer = simulations("covrage")
    assert answer.returncode == 2
    assert "'covrage'" in answer.stderr
    assert "coverage, discoveries, power" in answer.stderr


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS[1:])
def test_the_other_parts_run_quickly_too(part):
    answer = simulations(part, "--quick")
    assert (answer.returncode, answer.stderr) == (0, "")
    name = {"discoveries": "shares, all even", "power": "normal, 0.6 beside 0.1"}[part]
    assert name in answer.stdout


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_the_page_shows_what_the_command_prints(part):
    shown = re.search(rf"```text\n({part}, seed .*?)```", PAGE, re.DOTALL)
    assert shown is not None
    answer = simulations(part)
    assert answer.returncode == 0, answer.stderr
    lines = [line.rstrip() for line in answer.stdout.strip().splitlines()]
    expected = shown.group(1).strip().splitlines()
    assert len(lines) == len(expected)
    for line, other in zip(lines, expected, strict=True):
        # another processor may round a replicate otherwise, and so move a data set or two
        numbers, others = (re.findall(r"\d+\.?\d*", each) for each in (line, other))
        assert list(map(float, numbers)) == pytest.approx(list(map(float, others)), abs=1.0), line
        words, other_words = (re.sub(r"[\d.*\s]+", " ", each) for each in (line, other))
        assert words.strip() == other_words.strip()


def test_populations_have_the_moments_they_say():
    from simulations.populations import POPULATIONS

    exact = {
        "exponential": stats.expon(),
        "lognormal, sigma 0.5": stats.lognorm(0.5),
        "lognormal, sigma 1": stats.lognorm(1),
    }
    for population in POPULATIONS:
        if population.name in exact:
            mean, variance, skewness = exact[population.name].stats("mvs")
            assert population.mean == pytest.approx(mean)
            assert population.deviation == pytest.approx(variance**0.5)
            assert population.skewness == pytest.approx(skewness)
        else:
            drawn = population.draw(np.random.default_rng(0), (400_000,))
            assert population.mean == pytest.approx(drawn.mean(), abs=0.01)
            assert population.deviation == pytest.approx(drawn.std(), rel=0.03)


def test_designs_have_the_truth_they_say():
    from simulations.designs import DESIGNS

    for design in DESIGNS:
        count, total = design.draw(np.random.default_rng(1), 500, 1000)
        assert total.sum() / count.sum() == pytest.approx(design.truth, abs=0.02), design.name


def test_designs_differ_in_what_they_are_about():
    from simulations.designs import DESIGNS

    sizes = {}
    for design in DESIGNS[-4:]:
        count, _ = design.draw(np.random.default_rng(2), 1, 100_000)
        largest = np.sort(count[0])[-10_000:]
        sizes[design.name] = largest.sum() / count.sum()
    even, *uneven = sizes.values()
    assert even == pytest.approx(0.1)
    assert min(uneven) > 1 / 3


def test_families_of_shares_are_as_real_as_they_say():
    from simulations.discoveries import FAMILIES

    rng = np.random.default_rng(3)
    for family in FAMILIES:
        values = np.concatenate([family.draw(rng, 500) for _ in range(20)], axis=1)
        mean = values.mean(1)
        # 10,000 images know a mean to a hundredth of a deviation
        error = 5 * values.std(1) / 100
        assert (np.abs(mean)[family.real] > family.margin).all(), family.name
        assert (np.abs(mean)[~family.real] < family.margin + error[~family.real]).all(), family.name
    shares = FAMILIES[-1]
    assert shares.real.mean() == 0.2
    one_class = shares.draw(rng, 2000)[:20]
    # they compete: what one has, others lack
    between = np.corrcoef(one_class)[~np.eye(20, dtype=bool)]
    assert between.mean() < -0.03


def test_the_intervals_compared_with_are_those_of_scipy():
    from simulations.coverage import _accelerated, _percentiles, _replicates
    from simulations.designs import in_cells

    from partwise.statistics.estimates import estimate

    values = np.random.default_rng(4).exponential(1, (1, 60))
    sums = np.ones(values.shape), values
    means = _replicates(sums, seed=0)
    found = {
        "percentile": _percentiles(means, 0.025, 0.975),
        "BCa": _accelerated(means, estimate(in_cells(*sums))),
    }
    for method, ends in found.items():
        expected = stats.bootstrap(
            values, np.mean, n_resamples=9999, method=method, rng=np.random.default_rng(5)
        ).confidence_interval
        width = expected.high - expected.low
        assert [float(end[0]) for end in ends] == pytest.approx(expected, abs=0.07 * width)
