"""Beside: what differs between two tables, and the same pictures in both."""

from __future__ import annotations

import numpy as np
import pytest

import partwise as pw
from tables import effect, row, table_of

testclient = pytest.importorskip("fastapi.testclient", reason="FastAPI is not installed")
from partwise.web.answers import Answers  # noqa: E402
from partwise.web.app import make_app  # noqa: E402

NAMES = [f"{number:02}.png" for number in range(30)]
ASKED = {"method_a": "gradient", "method_b": "gradient", "target_kind": "predicted"}


def rows_of(seed, names=NAMES, **columns):
    lifts = np.abs(np.random.default_rng(seed).standard_t(2, (len(names), 2))) + 0.1
    return [
        row(name, segment, lift=lift, signed_lift=lift / 2, **columns)
        for name, pair in zip(names, lifts, strict=True)
        for segment, lift in zip(("ear", "eye"), pair, strict=True)
    ]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Two tables of the same pictures, and one of others."""
    place = tmp_path_factory.mktemp("beside")
    names = {"first": (1, NAMES), "second": (2, NAMES), "other": (3, [f"x{n}" for n in NAMES])}
    return [table_of(place / name, rows_of(*given)) for name, given in names.items()]


def client_of(tables):
    return testclient.TestClient(
        make_app([Answers(each) for each in tables]), base_url="http://127.0.0.1"
    )


@pytest.fixture(scope="module")
def client(tables):
    return client_of(tables)


def moved(client, sides="0/beside/1", **query):
    given = {**ASKED, "segment": "ear", "measure": "share", **query}
    response = client.get(f"/api/tables/{sides}/pictures", params=given)
    assert response.status_code == 200, response.text
    return response.json()


def column(columns, name):
    found = columns[name]
    return [found["of"][at] for at in found["at"]] if isinstance(found, dict) else found


def shares(table, segment="ear"):
    return {
        each["image_id"]: each["share"]
        for each in table.where(f"segment = '{segment}'").values("share").to_pylist()
    }


def test_differences_are_those_of_the_comparison(client, tables):
    told = client.get("/api/tables/0/beside/1").json()
    (block,) = told["blocks"]
    found = pw.compare(tables[0], tables[1]).to_arrow().to_pylist()
    assert told["names"] == ["first", "second"]
    assert told["paired"]
    for each, truth in zip(block["differences"], found, strict=True):
        for name in ("segment", "measure", "verdict"):
            assert each[name] == truth[name]
        for name in ("mean_a", "mean_b", "estimate", "low", "high"):
            assert each[name] == pytest.approx(truth[name], rel=1e-4)


def test_the_other_way_round_differences_have_the_other_sign(client):
    there, back = (
        client.get(f"/api/tables/{sides}").json()["blocks"][0]["differences"]
        for sides in ("0/beside/1", "1/beside/0")
    )
    assert {(each["segment"], each["measure"]): each["estimate"] for each in there} == {
        (each["segment"], each["measure"]): -each["estimate"] for each in back
    }


@pytest.mark.parametrize(("order", "sign"), [("rose", -1), ("fell", 1)])
def test_pictures_come_by_how_much_the_part_differs_page_by_page(client, tables, order, sign):
    first, second = shares(tables[0]), shares(tables[1])
    pages = [moved(client, order=order, offset=at, limit=12) for at in (0, 12, 24)]
    assert [page["total"] for page in pages] == [30] * 3
    for side, truth in (("a", first), ("b", second)):
        for page in pages:
            numbers = column(page[side], "share")
            names = column(page[side], "image_id")
            assert numbers == pytest.approx([truth[name] for name in names], rel=1e-4)
    found = [name for page in pages for name in column(page["a"], "image_id")]
    assert found == [name for page in pages for name in column(page["b"], "image_id")]
    assert found == sorted(NAMES, key=lambda name: sign * (second[name] - first[name]))


def test_the_same_picture_under_another_name_is_the_same_picture(tmp_path, tables):
    renamed = [f"new-{name}" for name in NAMES]
    same = {new: {"digest": old} for new, old in zip(renamed, NAMES, strict=True)}
    old = {name: {"digest": name} for name in NAMES}
    first = table_of(tmp_path / "first", rows_of(1), pictures=old)
    second = table_of(tmp_path / "second", rows_of(2, renamed), pictures=same)
    pairs = moved(client_of([first, second]), limit=30)
    assert pairs["total"] == 30
    assert column(pairs["b"], "image_id") == [
        f"new-{name}" for name in column(pairs["a"], "image_id")
    ]


def test_pictures_of_which_another_class_is_explained_are_left_out(tmp_path):
    first = table_of(tmp_path / "first", rows_of(1))
    dogs = rows_of(2, NAMES[:10], target_class="dog")
    second = table_of(tmp_path / "second", [*dogs, *rows_of(3, NAMES[10:])])
    pairs = moved(client_of([first, second]), limit=30)
    assert pairs["total"] == 20
    assert set(column(pairs["a"], "image_id")) == {*NAMES[10:]}


def test_effects_are_by_the_fills_that_both_have(tmp_path):
    def effects(*falls):
        return [
            each
            for name in NAMES
            for fill, fall in falls
            for each in effect(name, "ear", fall, fill=fill)
        ]

    first = table_of(tmp_path / "first", rows_of(1), effects=effects(("blur", 1.0), ("mean", 9.0)))
    second = table_of(tmp_path / "second", rows_of(2), effects=effects(("blur", 3.0)))
    pairs = moved(client_of([first, second]), measure="effect", limit=30)
    assert (set(column(pairs["a"], "effect")), set(column(pairs["b"], "effect"))) == ({1}, {3})


def test_tables_without_a_picture_in_common_have_no_pairs(client):
    assert not client.get("/api/tables/0/beside/2").json()["paired"]
    assert moved(client, "0/beside/2")["total"] == 0


@pytest.mark.parametrize(
    ("address", "query", "code", "said"),
    [
        ("0/beside/0", {}, 404, "two of 3 tables"),
        ("0/beside/7", {}, 404, "two of 3 tables"),
        ("0/beside/1/pictures", {}, 422, "method_a"),
        ("0/beside/1/pictures", {"measure": "sahre"}, 400, "share"),
        ("0/beside/1/pictures", {"measure": 'share" FROM x; --'}, 400, "unknown measure"),
        ("0/beside/1/pictures", {"order": "up"}, 400, "unknown order"),
        ("0/beside/1/pictures", {"limit": 10**9}, 400, "from 1 to 5,000"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_word(client, address, query, code, said):
    given = {**ASKED, "segment": "ear", "measure": "share", **query} if query else {}
    response = client.get(f"/api/tables/{address}", params=given)
    assert response.status_code == code
    assert said in response.text


def test_tables_with_nothing_in_common_say_so(tmp_path):
    first = table_of(tmp_path / "first", rows_of(1))
    second = table_of(tmp_path / "second", rows_of(2, target_kind="label"))
    response = client_of([first, second]).get("/api/tables/0/beside/1")
    assert response.status_code == 400
    assert "target" in response.json()["detail"]
