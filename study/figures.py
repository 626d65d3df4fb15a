"""Figures: what came of the study, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from partwise.measures import PRIMARY
from partwise.selftest.scores import flagged, relied_on, share, values_of
from study.depth import IMAGES
from study.results import AUDIT
from study.tables import DEEP, DEFAULT, OURS, cue_of, placed, read_depth

if TYPE_CHECKING:
    from pathlib import Path

    from study.results import Results

#: Of what is drawn strong, in this order; all else is grey.
_STRONG = ("#1a5fb4", "#c64600", "#26a269", "#813d9c", "#9a6b00", "#d6336c")
#: What is ours first; of the rivals the best number of those that many people use.
_SHOWN = (
    "partwise: the same against nulls",
    "partwise: signed_share of integrated-gradients (the default)",
    "TCAV, magnitude",
    "relevance outside the object, positive",
    "average heat map, signed",
    "accuracy in subgroups",
)
_OTHERS = "all others"
_GREY = "#b8b8b8"
_WIDTH, _HEIGHT = 420, 320
_NETWORKS = {True: "networks that rely on their cue", False: "networks that ignore it"}
_FONT = "DejaVu Sans, Helvetica, Arial, sans-serif"


def draw_all(results: Results, folder: Path, out: Path) -> list[Path]:
    """Draw every figure as SVG."""
    out.mkdir(parents=True, exist_ok=True)
    drawn = {
        "roc": roc(results),
        "shift": shift(results),
        "power": power_by_images(folder),
    }
    places: list[Path] = []
    for name, chart in drawn.items():
        place = out / f"{name}.svg"
        _styled(chart).save(place)
        places.append(place)
    return places


def roc(results: Results) -> alt.LayerChart:
    """Curves of the default, of removal without saliency, and of the rivals."""
    trials, kept = placed(results)
    truth = relied_on(trials)
    values = {name: values_of(trials, question, AUDIT) for name, question in OURS.items()}
    for name in dict.fromkeys(each for told in results.rivals for each in told):
        values[name] = np.array([results.rivals[each].get(name, np.nan) for each in kept])
    lines = pd.concat(
        [_curve(each, truth).assign(by=name) for name, each in values.items()], ignore_index=True
    )
    names = [_named(each) for each in _SHOWN]
    lines["said"] = [_named(each) if each in _SHOWN else _OTHERS for each in lines["by"]]
    scale = alt.Scale(domain=[*names, _OTHERS], range=[*_STRONG, _GREY])
    base = alt.Chart(lines).encode(
        x=alt.X("alarms:Q", title="networks that ignore their cue, flagged").axis(format="%"),
        y=alt.Y("found:Q", title="networks that rely on it, flagged").axis(format="%"),
        order="step:Q",
        detail="by:N",
        color=alt.Color("said:N", scale=scale, title=None).legend(orient="right"),
    )
    others = alt.FieldEqualPredicate(field="said", equal=_OTHERS)
    return base.transform_filter(others).mark_line(strokeWidth=1.2) + base.transform_filter(
        ~others
    ).mark_line(strokeWidth=2.4)


def _named(by: str) -> str:
    """In a legend: what is the same of all is left out, and what `the same` is of is said."""
    short = by.removeprefix("partwise: ").replace(" of integrated-gradients", "")
    return short.replace("the same", PRIMARY)


def _curve(values: np.ndarray, truth: np.ndarray) -> pd.DataFrame:
    """Shares flagged as the threshold falls."""
    kept = ~np.isnan(values) & ~np.isnan(truth)
    values, relies = values[kept], truth[kept] == 1
    steps = [np.inf, *np.unique(values)[::-1]]
    return pd.DataFrame(
        {
            "found": [float((values[relies] >= each).mean()) for each in steps],
            "alarms": [float((values[~relies] >= each).mean()) for each in steps],
            "step": range(len(steps)),
        }
    )


def shift(results: Results) -> alt.FacetChart:
    """What the table says beside what the network does, by kind of cue."""
    trials, _ = placed(results)
    points = pd.DataFrame(
        [
            {
                "kind": trial.design.cue.kind,
                "true shift": trial.truth.scaled,
                PRIMARY: value,
                "network": trial.design.network,
            }
            for trial, value in zip(trials, values_of(trials, DEFAULT, AUDIT), strict=True)
            if not np.isnan(value)
        ]
    )
    scale = alt.Scale(type="symlog", constant=0.1, nice=False)
    return (
        alt.Chart(points)
        .mark_circle(size=28, opacity=0.7)
        .encode(
            x=alt.X("true shift:Q", scale=scale, title="true shift").axis(
                values=[-0.2, 0, 0.2, 1, 5], format="~g"
            ),
            y=alt.Y(f"{PRIMARY}:Q").axis(format="%"),
            color=alt.Color("network:N", scale=alt.Scale(range=[*_STRONG[:2]])).legend(
                orient="bottom"
            ),
        )
        .properties(width=150, height=150)
        .facet(alt.Facet("kind:N", title=None), columns=5)
        .resolve_scale(y="shared")
    )


def power_by_images(folder: Path) -> alt.FacetChart:
    """How many networks that rely, and that ignore, are flagged, by number of images."""
    rows: list[dict[str, Any]] = []
    looked = read_depth(folder)
    for name, asked in DEEP.items():
        for relies, said in (
            (True, "networks that rely on their cue"),
            (False, "networks that ignore it"),
        ):
            for images in IMAGES:
                records = [
                    cue_of(trial, cells, asked, images)
                    for trial, cells in looked
                    if trial.truth.relies is relies
                ]
                found = share(
                    [flagged(each) for each in records if each is not None], relies=relies
                )
                rows.append(
                    {
                        "by": name,
                        "networks": said,
                        "images": images,
                        "flagged": found.value,
                        "low": found.low,
                        "high": found.high,
                    }
                )
    scale = alt.Scale(domain=[*DEEP], range=[*_STRONG[: len(DEEP)]])
    base = alt.Chart().encode(
        x=alt.X("images:Q", scale=alt.Scale(type="log")).axis(
            values=list(IMAGES), labelOverlap=False, labelFlush=False, format=",d"
        ),
        color=alt.Color("by:N", scale=scale, title=None).legend(
            orient="bottom", columns=1, symbolOpacity=1
        ),
    )
    line = base.mark_line(strokeWidth=2.2, point=True).encode(
        y=alt.Y("flagged:Q", title="flagged by the default verdict").axis(format="%")
    )
    band = base.mark_area(opacity=0.12).encode(y="low:Q", y2="high:Q")
    return (
        alt.layer(band, line, data=pd.DataFrame(rows))
        .properties(width=270, height=240)
        .facet(alt.Facet("networks:N", title=None, sort="descending"))
    )


def _styled(chart: alt.TopLevelMixin) -> Any:
    if not isinstance(chart, alt.FacetChart):
        chart = chart.properties(width=_WIDTH, height=_HEIGHT)
    return (
        chart.configure(font=_FONT, background="white")
        .configure_axis(gridColor="#eeeeee", domainColor="#888888", labelFontSize=11)
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=11, labelLimit=400)
    )
