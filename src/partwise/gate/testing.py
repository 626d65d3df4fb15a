"""Testing: rules as a test of pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from partwise.errors import unknown_name
from partwise.gate.gate import check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partwise.gate.result import CheckResult
    from partwise.gate.rule import Rule
    from partwise.gate.rules_file import Rules
    from partwise.table.table import AttributionTable


def assert_rules(
    table: AttributionTable | str | Path,
    rules: str | Path | Rules | Sequence[Rule],
    *,
    cannot_judge: Literal["fail", "skip"] = "fail",
) -> CheckResult:
    """Hold a table against rules in a test.

    Parameters
    ----------
    table, rules
        As of :func:`partwise.check`.
    cannot_judge
        What a test does where no rule failed but one cannot be judged: ``fail``, or ``skip``.

    Raises
    ------
    AssertionError
        If a rule failed, or cannot be judged and `cannot_judge` is ``fail``; it says which, what
        was measured, and how to see the rows.

    Examples
    --------
    In a test file::

        from partwise.gate.testing import assert_rules

        def test_the_watermark_does_not_matter():
            assert_rules("runs/cars", "rules.toml")
    """
    __tracebackhide__ = True
    if cannot_judge not in ("fail", "skip"):
        raise unknown_name("cannot_judge", cannot_judge, ("fail", "skip"))
    result = check(table, rules)
    if result.outcome == "cannot be judged" and cannot_judge == "skip":
        import pytest

        pytest.skip(str(result))
    if result.outcome != "passed":
        raise AssertionError(f"partwise check\n{result}")
    return result
