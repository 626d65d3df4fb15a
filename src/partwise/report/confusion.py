"""Confusion: which classes a classifier takes for which, by how many images."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partwise.table.table import AttributionTable

#: A matrix has as many classes as a screen shows, those with the most mistakes.
MOST_CLASSES = 20
#: Mistakes that are listed, whatever their classes.
MOST_MISTAKES = 30


def confusion(table: AttributionTable) -> dict[str, Any] | None:
    """Count images by label and prediction; None where no true class is known.

    Returns
    -------
    `classes`, those with the most mistakes, in the order of their names; `left_out`, how many more
    there are; `cells`, the label, prediction and number of images of each pair of these classes
    that occurs; `mistakes`, the same of the most frequent mistakes among all classes; and
    `correct` and `wrong`, how many images there are of each.
    """
    counted = table.sql(
        """
        SELECT label, predicted, count(*) AS images
        FROM images SEMI JOIN attributions USING (image_id)
        WHERE images.outcome IS NOT NULL GROUP BY label, predicted
        ORDER BY images DESC, label, predicted
        """
    )
    pairs: list[tuple[str, str, int]] = [tuple(each.values()) for each in counted.to_pylist()]
    if not pairs:
        return None
    mistakes = [each for each in pairs if each[0] != each[1]]
    wrong = Counter[str]()
    for label, predicted, images in pairs:
        for name in (label, predicted):
            wrong[name] += images if label != predicted else 0
    # most_common keeps the order in which classes came, the ones with the most images first
    classes = sorted((name for name, _ in wrong.most_common(MOST_CLASSES)), key=str.lower)
    shown = {*classes}
    return {
        "classes": classes,
        "left_out": len(wrong) - len(classes),
        "cells": [each for each in pairs if each[0] in shown and each[1] in shown],
        "mistakes": mistakes[:MOST_MISTAKES],
        "correct": sum(images for label, predicted, images in pairs if label == predicted),
        "wrong": sum(images for _, _, images in mistakes),
    }
