"""Headline: what certainly differs between two tables, said in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.views.show import clean, number

if TYPE_CHECKING:
    from partwise.comparison.block import Block
    from partwise.comparison.comparison import Comparison
    from partwise.comparison.headline import Headline

#: What a part of a whole is a part of.
_WHOLES = {
    "share": "the attribution",
    "positive_share": "the evidence for the target",
    "top_share": "the strongest 5 % of pixels",
}


def sentence(comparison: Comparison, headline: Headline) -> str:
    """Say one headline with its interval and its number of images.

    The verb is what was measured: share *moved* between two tables of one method only where the
    same images' one segment lost what another gained.
    """
    block = comparison.blocks[headline.block]
    first, second = _names(comparison, block)
    at = "by" if first == block.method_a else "in"
    measure = comparison.measures[0]
    size, ends = _sizes(measure, headline)
    given = [f"{number(measure, headline.mean_a)} → {number(measure, headline.mean_b)}"]
    counts = " and ".join(f"{each:,}" for each in dict.fromkeys(headline.images))
    interval = f"{100 * comparison.question.confidence:g} % CI {ends}, {counts} images"
    segment = clean(headline.segment)
    if headline.source is not None and block.method_a == block.method_b:
        said = f"{second} moved {size} of {measure} from {clean(headline.source)} to {segment}"
        given = []
    elif headline.source is not None:
        source = clean(headline.source)
        said = f"{size} more of {_WHOLES[measure]} fall on {segment}, and as much less on {source}"
        said, given = f"{said}, {at} {second} than {at} {first}", []
    elif measure in _WHOLES:
        more = "more" if headline.estimate > 0 else "less"
        said = f"{segment} receives {size} {more} of {_WHOLES[measure]}"
        said += f" {at} {second} than {at} {first}"
    else:
        higher = "higher" if headline.estimate > 0 else "lower"
        said = f"{measure} of {segment} is {size} {higher} {at} {second} than {at} {first}"
    if headline.alike:
        others = ", ".join(clean(each) for each in headline.alike)
        said += f" (the same holds of {others}, to the last digit)"
    of = ", ".join(
        f"{name} {clean(value)}" for name, value in zip(comparison.by, headline.by, strict=True)
    )
    return (f"{of}: " if of else "") + f"{said} ({'; '.join([*given, interval])})."


def _sizes(measure: str, headline: Headline) -> tuple[str, str]:
    """How large a difference is, and its interval, both without a sign."""
    values = [headline.estimate, headline.low, headline.high]
    if headline.estimate < 0:
        values = [-headline.estimate, -headline.high, -headline.low]
    if measure in _WHOLES:
        digits = 0 if values[0] >= 0.0995 else 1
        size, low, high = (f"{100 * value:.{digits}f}" for value in values)
        return f"{size} points", f"{low} to {high}"
    size, low, high = (number(measure, value, difference=True) for value in values)
    return size.lstrip("+"), f"{low.lstrip('+')} to {high.lstrip('+')}"


def _names(comparison: Comparison, block: Block) -> tuple[str, str]:
    """What the tables are called in a sentence; by their methods where these are compared."""
    first, second = (clean(name) for name in comparison.names)
    if block.method_a == block.method_b:
        return first, second
    if is_one_table(comparison):
        return block.method_a, block.method_b
    return f"{first} by {block.method_a}", f"{second} by {block.method_b}"


def is_one_table(comparison: Comparison) -> bool:
    """Whether both sides are of the same folder."""
    first, second = (table.folder.resolve() for table in comparison.tables)
    return first == second
