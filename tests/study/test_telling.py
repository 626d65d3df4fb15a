"""The study's scores as tables for a terminal."""

from __future__ import annotations

import pyarrow as pa
from study.telling import scores_to_text, verdicts_to_text

from partwise.selftest.trial import Trial
from trials import COLUMNS, made


def test_tables_of_scores_put_the_best_measure_first_and_count_networks():
    trials = [made(value, truth, verdict="relies") for value, truth in
              ((3.0, 1.0), (2.0, 1.0), (1.0, 0.0), (0.0, 0.0), (5.0, 0.15))]  # fmt: skip
    worse = [
        Trial(
            each.design,
            each.truth,
            pa.concat_tables(
                [each.cells, pa.Table.from_pylist(
                    [{**row, "measure": "share", "primary": False, "mean": -row["mean"],
                      "estimate": -row["mean"]}
                     for row in each.cells.to_pylist()], COLUMNS)]
            ),
            1.0,
        )
        for each in trials
    ]  # fmt: skip
    text = scores_to_text(worse, 200)
    assert (
        "5 networks, audits of 200 images: 2 rely on their cue, 2 ignore it, of 1 it is unclear"
        in text
    )
    assert text.index(" signed_share ") < text.index(" share ")
    (line,) = [each for each in text.splitlines() if each.startswith("gradient  signed_share")]
    assert line.split()[3] == "1.000"
    verdicts = verdicts_to_text(trials)
    assert " ".join(verdicts.splitlines()[2].split()).startswith("gradient 200 100 %")
