"""Cells: batches of any size give the same numbers, and names of columns stay apart."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError
from partwise.statistics import gathering, resampling
from partwise.table import cells, nulls
from partwise.table.cells import Grouping, batches
from tables import row, table_of

SIZES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=30)


@given(SIZES, st.integers(1, 20))
def test_batches_hold_every_cell_once_and_no_stratum_in_two(sizes_and_strata, most):
    sizes = [size for size, _ in sizes_and_strata]
    strata = sorted(stratum for _, stratum in sizes_and_strata)
    cut = list(batches(sizes, strata, most=most))
    assert [cell for first, last in cut for cell in range(first, last)] == [*range(len(sizes))]
    for first, last in cut:
        own = {*strata[first:last]}
        assert not own & {*strata[:first], *strata[last:]}
        assert sum(sizes[first:last]) <= most or len(own) == 1


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    rng = np.random.default_rng(5)
    rows = [
        row(
            f"{at}.png",
            name,
            signed_lift=float(rng.standard_t(2)),
            label=["cat", "dog", "cow"][at % 3],
            kind=kind,
        )
        for at in range(60)
        for name in ("eye", "ear", "nose", "tail")
        for kind in ("attribution", "null")
        if rng.random() < 0.8
    ]
    return table_of(tmp_path_factory.mktemp("cells") / "table", rows, parts=4)


@pytest.mark.parametrize("against", ["even", "rest", "null"])
@pytest.mark.parametrize("most", [1, 50, 150])
def test_a_table_that_is_read_in_many_batches_gives_the_same_numbers(
    table, monkeypatch, against, most
):
    asked = functools.partial(table.summary, "label", against=against, resamples=200)
    whole = asked().to_pandas()
    cut: list[tuple[int, int]] = []

    def counted(sizes, strata=None):
        for batch in batches(sizes, strata, most=most):
            cut.append(batch)
            yield batch

    for module in (cells, nulls):
        monkeypatch.setattr(module, "batches", counted)
    monkeypatch.setattr(resampling, "_BLOCK", most)
    rest = functools.partial(gathering.against_rest, most=most)
    monkeypatch.setattr(gathering, "against_rest", rest)
    in_parts = asked().to_pandas()
    assert len(cut) > 1
    for name in whole:
        if whole[name].dtype == float:
            np.testing.assert_allclose(in_parts[name], whole[name], rtol=1e-5, err_msg=name)
        else:
            assert in_parts[name].equals(whole[name]), name


@pytest.mark.parametrize("name", ["images", "Seen", "cell", "value of lift", "lift_undefined"])
def test_a_column_of_the_metadata_that_is_called_as_a_result_is_makes_no_group(tmp_path, name):
    table = table_of(tmp_path / "table", [row("0.png", "eye")], metadata={"0.png": {name: "x"}})
    with pytest.raises(CallError, match=r"a column of its own.*Rename it"):
        Grouping(table, [name])


@pytest.mark.parametrize("name", ["p", "verdict", "q05", "low", "margin", "measure"])
def test_nor_does_one_that_is_called_as_a_column_of_a_summary_is(tmp_path, name):
    table = table_of(tmp_path / "table", [row("0.png", "eye")], metadata={"0.png": {name: "x"}})
    with pytest.raises(CallError, match=r"a column of its own.*Rename it"):
        table.summary(name)


@pytest.mark.parametrize("united", [True, False])
@pytest.mark.parametrize("name", ["seen", "shown", "cell", "k", "v", "place of the measure"])
def test_such_a_column_may_still_be_asked_for_in_a_condition(tmp_path, united, name):
    rows = [row(f"{at}.png", "eye", signed_lift=at / 10) for at in range(4)]
    metadata = {f"{at}.png": {name: str(at % 2)} for at in range(4)}
    parameters = {"instances": "unite" if united else "keep"}
    table = table_of(tmp_path / "table", rows, metadata=metadata, parameters=parameters)
    found = table.where(f"\"{name}\" = '1'").summary(measures="signed_lift").to_arrow()
    assert (found["images"].to_pylist(), found["mean"].to_pylist()) == ([2], [pytest.approx(0.2)])
