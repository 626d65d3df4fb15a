"""Demo: ten photos, plain and watermarked, explained by a real classifier."""

from __future__ import annotations

import json
import sys
import textwrap
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partwise.demo.photos import PHOTOS
from partwise.demo.watermark import OPACITY, SIZE, TEXT, mark_alone, watermark
from partwise.measures import PRIMARY
from partwise.pipeline.run import build
from partwise.rle import Rle
from partwise.views.text import clean, number, settled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partwise.table.summary import Summary
    from partwise.table.table import AttributionTable

MODEL = "packaged:efficientnet-lite0"
#: What attributions stand beside: removals, and maps that know nothing of the model.
FILL = "blur"
NULLS = ("null-sobel", "null-centre", "null-noise", "null-swapped")
CUE, CUE_PLACE, CUE_CLASS = "watermark", "same place, no mark", "carton"


def run_demo(out: Path) -> AttributionTable:
    """Make the pictures, build the table, print what it says and where it lies."""
    pictures = out / "pictures"
    annotations = make_pictures(pictures)
    print(f"partwise: {2 * len(PHOTOS)} pictures in {pictures}, their parts in {annotations}")
    cue = out / f"{CUE}.png"
    mark_alone().save(cue)
    print(
        f"partwise: explaining what {MODEL} predicts, and its class {CUE_CLASS!r};\n"
        "          removing each part, and pasting the mark on the plain pictures …"
    )
    table = build(
        MODEL,
        pictures,
        f"coco:{annotations}",
        out=out / "table",
        target=["predicted", CUE_CLASS],
        metadata=out / "pictures.csv",
        effects=FILL,
        # as wide beside the picture as it is where it was drawn
        paste=f"{cue},size={100 * SIZE * len(TEXT):.0f}%,place=centre,opacity={OPACITY}",
        null=NULLS,
        progress=sys.stderr.isatty(),
    )
    print(_tell_parts(table))
    print(_tell_cue(table))
    print(
        f"The table lies in {table.folder}. Ask it more (in the environment: .venv/bin/partwise):"
    )
    for by, target in (("predicted,segment", "predicted"), ("variant,segment", CUE_CLASS)):
        print(f"  partwise show {table.folder} --by {by} --where \"target_kind = '{target}'\"")
    print(f"  partwise show {table.folder} --effects --where \"target_kind = '{CUE_CLASS}'\"")
    print(f"  partwise report {table.folder} -o {table.folder.parent / 'report.html'}")
    return table


def make_pictures(folder: Path) -> Path:
    """Write each photo plain and watermarked, and one COCO file with the parts of all of them."""
    coco: dict[str, Any] = json.loads(files("partwise.demo").joinpath("parts.json").read_text())
    cue = 1 + max(category["id"] for category in coco["categories"])
    coco["categories"] += [{"id": cue, "name": CUE}, {"id": cue + 1, "name": CUE_PLACE}]
    drawn = {image["file_name"]: image for image in coco.pop("images")}
    outlines = coco.pop("annotations")
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    lines = ["path,photo,variant"]
    for photo in PHOTOS:
        picture = photo.open()
        marked, mask = watermark(picture)
        for variant, shown in (("plain", picture), ("watermarked", marked)):
            image_id = len(images) + 1
            name = f"{variant}/{Path(photo.name).stem}.png"
            (folder / variant).mkdir(parents=True, exist_ok=True)
            shown.save(folder / name, compress_level=1)
            lines.append(f"{name},{Path(photo.name).stem},{variant}")
            images.append({**drawn[photo.name], "id": image_id, "file_name": name})
            annotations += [
                {**outline, "image_id": image_id}
                for outline in outlines
                if outline["image_id"] == drawn[photo.name]["id"]
            ]
            # the same place in both, so that what the mark adds can be told from what was there
            rle = Rle.from_mask(mask).to_coco()
            category = cue if variant == "watermarked" else cue + 1
            annotations.append({"image_id": image_id, "category_id": category, "segmentation": rle})
    numbered = [{**each, "id": index} for index, each in enumerate(annotations, 1)]
    place = folder.parent / "parts.json"
    place.write_text(json.dumps({**coco, "images": images, "annotations": numbered}))
    (folder.parent / "pictures.csv").write_text("\n".join(lines) + "\n")
    return place


def _tell_parts(table: AttributionTable) -> str:
    """For each plain photo: what it is taken for, and its parts with the most for their size."""
    rows = table.sql(
        """
        SELECT photo, predicted, target_probability, segment, lift, signed_lift
        FROM attributions
        WHERE target_kind = 'predicted' AND variant = 'plain' AND status = 'visible'
              AND kind = 'attribution'
              AND segment NOT IN ('(unnamed)', 'same place, no mark') AND area_fraction >= 0.005
        QUALIFY row_number() OVER (PARTITION BY photo ORDER BY lift DESC) <= 3
        ORDER BY photo, lift DESC
        """
    ).to_pylist()
    lines = [
        "",
        "What drives the predicted class: the parts that receive most attribution for their size",
        '(its lift: 1 is an even spread; "against": on the whole it speaks against the class)',
        "",
    ]
    for photo in dict.fromkeys(row["photo"] for row in rows):
        own = [row for row in rows if row["photo"] == photo]
        taken = f"{clean(own[0]['predicted'])} ({100 * own[0]['target_probability']:.0f} %)"
        parts = ", ".join(
            f"{clean(row['segment'])} {row['lift']:.1f}" + " against" * (row["signed_lift"] < 0)
            for row in own
        )
        lines.append(f"  {photo:<16} {taken:<28} {parts}")
    return "\n".join(lines)


def _tell_cue(table: AttributionTable) -> str:
    """What the watermark does to the class that it is a shortcut for, beside the predicted one."""
    rise = table.sql(
        f"""
        WITH each AS (
            SELECT DISTINCT a.photo, a.variant, a.predicted, a.target_logit - i.mean_logit AS logit
            FROM attributions a JOIN images i USING (image_id)
            WHERE a.target_kind = '{CUE_CLASS}'
        )
        SELECT avg(m.logit - p.logit) AS rise, count(*) FILTER (m.logit > p.logit) AS risen,
               count(*) AS photos, count(*) FILTER (m.predicted != p.predicted) AS changed,
               count(*) FILTER (m.predicted = '{CUE_CLASS}') AS taken
        FROM each m JOIN each p ON m.photo = p.photo
        WHERE m.variant = 'watermarked' AND p.variant = 'plain'
        """
    ).to_pylist()[0]
    about = table.where(f"target_kind = '{CUE_CLASS}' AND segment IN ('{CUE}', '{CUE_PLACE}')")
    summary = about.summary()
    text = repr(summary)
    return (
        f"\nWhat the watermark {TEXT} does to the class {CUE_CLASS!r}\n\n"
        f"  It raises the {CUE_CLASS} logit, beside the mean of all logits, in {rise['risen']} of "
        f"{rise['photos']} photos, by {rise['rise']:.2f} on average.\n"
        f"  {rise['changed']} of the {rise['photos']} predictions change, {rise['taken']} of them "
        f"to {CUE_CLASS!r}: accuracy alone does not show what the mark\n"
        "  stands for. Its attribution, that of the same place without it, what maps that know "
        "nothing of the\n  model say, and what removing it does:"
        "\n\n" + "".join(f"  {line}\n" if line else "\n" for line in text.splitlines())
    ) + _tell_beyond(about, summary)


def _tell_beyond(about: AttributionTable, summary: Summary) -> str:
    """What nulls and effects say of the mark that its attribution alone would not."""
    records = {each["measure"]: each for each in summary.to_arrow().to_pylist() if _of_cue(each)}
    lift, signed, effect = records["lift"], records[PRIMARY], records["effect"]
    (pasted,) = about.effects().pastes.to_pylist()
    beaten = "no more than" if lift["mean"] <= lift["null_mean"] else "more than"
    share, low, high, without = (
        number(PRIMARY, signed[name]) for name in ("mean", "low", "high", "null_mean")
    )
    told = (
        f"Without signs the mark receives {lift['mean']:.1f} times what its area would, {beaten} "
        f"an edge detector gives it ({lift['null_mean']:.1f}): by that alone nobody would look at "
        f"it twice. With signs it receives {share} of all attribution (95 % CI {low} to {high}), "
        f"maps of photos without it {without}; its verdict: {settled(signed)}.",
        f"Removing it lowers the {CUE_CLASS} logit by {effect['mean']:.2f} more than removing as "
        f"much elsewhere (95 % CI {effect['low']:.2f} to {effect['high']:.2f}, {effect['images']} "
        "photos).",
        f"Pasting it on the plain photos raises that logit by {pasted['rise']:.2f}, its shuffled "
        f"pieces by {pasted['scrambled']:.2f}: most of it is the shape of the characters.",
    )
    lines = [line for sentence in told for line in textwrap.wrap(sentence, 98)]
    return "\n".join(
        ["", "What that says beyond attribution", "", *(f"  {at}" for at in lines), ""]
    )


def _of_cue(record: Mapping[str, Any]) -> bool:
    return record["segment"] == CUE and record["kind"] == "attribution"
