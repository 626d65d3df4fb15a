"""CheckResult: what came of every rule of a check."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.gate.judgement import OUTCOMES
from partwise.gate.wording import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from partwise.gate.judgement import Judgement, Outcome
    from partwise.gate.rule import Rule
    from partwise.gate.rules_file import Rules

_EXIT_CODES: Mapping[Outcome, int] = {
    "failed": 1,
    "cannot be judged": 3,
    "passed": 0,
    "left out": 0,
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of every rule of a check; printed, it is what ``partwise check`` prints.

    Parameters
    ----------
    table
        Folder of the table.
    rules
        That it was held against.
    judgements
        One a limit and cell, rule by rule.
    """

    table: Path
    rules: Rules
    judgements: Sequence[Judgement]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many judgements have each outcome."""
        counted = Counter(each.outcome for each in self.judgements)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def outcome(self) -> Outcome:
        """The worst outcome there is."""
        return worst(self.judgements)

    @property
    def exit_code(self) -> int:
        """0 where all passed, 1 where any failed, else 3: some could not be judged."""
        return _EXIT_CODES[self.outcome]

    @property
    def summary(self) -> str:
        """How many rules and judgements there are and what came of them, on one line."""
        told = ", ".join(
            f"{number:,} {outcome}" for outcome, number in self.counts.items() if number
        )
        rules = count(len(self.rules.rules), "rule")
        return f"{rules}, {count(len(self.judgements), 'judgement')}: {told}"

    def of(self, rule: Rule) -> list[Judgement]:
        """What came of one rule."""
        return [each for each in self.judgements if each.rule is rule]

    def __str__(self) -> str:
        from partwise.gate.text import to_text

        return to_text(self)


def worst(judgements: Sequence[Judgement]) -> Outcome:
    """The worst outcome of some judgements."""
    found = {each.outcome for each in judgements}
    for outcome in OUTCOMES:
        if outcome in found:
            return outcome
    return "passed"
