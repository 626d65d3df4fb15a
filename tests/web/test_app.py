"""App: the table's own numbers over HTTP, in pages, to this machine and nobody else."""

from __future__ import annotations

import io

import pyarrow.parquet as pq
import pytest
from PIL import Image

from tables import effect, row, small_table, table_of

testclient = pytest.importorskip("fastapi.testclient", reason="FastAPI is not installed")
from partwise.web.answers import Answers  # noqa: E402
from partwise.web.app import make_app  # noqa: E402

NAMES = [f"{('cat', 'dog')[number % 2]}/{number:02}.png" for number in range(24)]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return small_table(tmp_path_factory.mktemp("small"), NAMES)


@pytest.fixture(scope="module")
def client(table):
    return testclient.TestClient(make_app([Answers(table)]), base_url="http://127.0.0.1")


def asked(client, what, **query):
    response = client.get(f"/api/tables/0/{what}", params=query)
    assert response.status_code == 200, response.text
    return response.json()


def column(columns, name):
    found = columns[name]
    return [found["of"][at] for at in found["at"]] if isinstance(found, dict) else found


def values(client, **query):
    (series,) = asked(client, "overview")["series"]
    return asked(client, "values", **{key: each for key, each in series.items() if each}, **query)


def test_groups_are_those_of_a_summary(client, table):
    told = asked(client, "groups", by="label")
    found = dict(
        zip(
            zip(*(column(told, name) for name in ("label", "segment", "measure")), strict=True),
            column(told, "mean"),
            strict=True,
        )
    )
    for each in table.summary("label", ["share", "lift"]).data.to_pylist():
        if each["kind"] == "attribution":
            key = each["label"], each["segment"], each["measure"]
            assert found[key] == pytest.approx(each["mean"], rel=1e-4)


@pytest.mark.parametrize("order", ["highest", "lowest", "typical"])
def test_values_come_in_order_page_by_page(client, table, order):
    rows = table.where("segment = 'ear'").values("share").to_pylist()
    shares = {each["image_id"]: each["share"] for each in rows}
    middle = sorted(shares.values())
    middle = (middle[11] + middle[12]) / 2
    key = {
        "highest": lambda name: -shares[name],
        "lowest": lambda name: shares[name],
        "typical": lambda name: abs(shares[name] - middle),
    }[order]
    pages = [
        values(client, segment="ear", measure="share", order=order, offset=at, limit=10)
        for at in (0, 10, 20)
    ]
    found = [name for page in pages for name in column(page["values"], "image_id")]
    assert [page["total"] for page in pages] == [24] * 3
    assert found == sorted(shares, key=key)


def test_a_sample_is_spread_over_all_and_the_same_every_time(client):
    first, again = (values(client, segment="ear", limit=8) for _ in range(2))
    assert first == again
    assert first["total"] == 24
    names = column(first["values"], "image_id")
    assert names != sorted(names)
    assert len(set(names)) == 8


def test_values_of_a_group_are_of_no_other(client):
    told = values(client, segment="ear", by="label", value="dog", limit=100)
    assert told["total"] == 12
    assert {name.partition("/")[0] for name in column(told["values"], "image_id")} == {"dog"}


def test_values_of_a_mistake_are_of_no_other(client):
    told = asked(client, "confusion")
    assert told["mistakes"] == [["dog", "cat", 12]]
    found = values(client, segment="ear", label="dog", predicted="cat", limit=100)
    assert found["total"] == 12
    assert {name.partition("/")[0] for name in column(found["values"], "image_id")} == {"dog"}
    assert values(client, segment="ear", label="dog", predicted="dog", limit=100)["total"] == 0


def test_what_an_image_has_is_told_and_its_files_are_pictures(client):
    assert asked(client, "image", image_id="cat/00.png")["label"] == "cat"
    picture = asked(client, "picture", image_id="cat/00.png")
    assert {each["segment"] for each in picture["outlines"]} >= {"ear", "head"}
    for address in (picture["src"], picture["overlays"][0]["src"]):
        got = client.get(f"/{address}")
        size = Image.open(io.BytesIO(got.content)).size
        assert size == (picture["width"], picture["height"])
        assert got.headers["content-type"] in {"image/jpeg", "image/png"}


def parquet(client, what, **query):
    response = client.get(f"/api/tables/0/{what}.parquet", params=query)
    assert response.status_code == 200, response.text
    return pq.read_table(io.BytesIO(response.content)).to_pylist()


def test_groups_and_values_can_be_had_as_parquet(client, table):
    told = {
        (each["label"], each["segment"]): each["mean"]
        for each in parquet(client, "groups", by="label")
        if each["measure"] == "share"
    }
    truth = table.summary("label", "share").data.to_pylist()
    assert told == {(each["label"], each["segment"]): each["mean"] for each in truth}
    (series,) = asked(client, "overview")["series"]
    found = parquet(client, "values", segment="ear", **series)
    truth = table.where("segment = 'ear'").values("share").to_pylist()
    assert {each["image_id"]: each["share"] for each in found} == {
        each["image_id"]: each["share"] for each in truth
    }


def test_findings_and_the_run_are_told(client):
    assert {"findings", "looked", "limits"} <= set(asked(client, "findings"))
    assert asked(client, "overview")["images"] == 24


@pytest.mark.parametrize(
    ("what", "query", "code", "said"),
    [
        ("groups", {"by": "lable"}, 400, "label"),
        ("groups", {"by": "run_id; DROP TABLE told"}, 400, "unknown column"),
        ("values", {"method": "x", "order": "up"}, 400, "unknown order"),
        ("values", {"method": "x", "measure": "sahre"}, 400, "share"),
        ("values", {"method": "x", "order": "highest"}, 400, "needs a measure"),
        ("values", {"method": "x", "limit": 10**9}, 400, "from 1 to 5,000"),
        ("values", {"method": "x", "offset": -1}, 400, "offset at least 0"),
        ("values", {}, 422, "method"),
        ("image", {"image_id": "../../etc/passwd"}, 404, "nothing of that kind"),
        ("picture", {"image_id": "' OR 1=1 --"}, 404, "nothing of that kind"),
        ("file/9", {"image_id": "cat/00.png"}, 404, "nothing of that kind"),
        ("file/-1", {"image_id": "cat/00.png"}, 404, "nothing of that kind"),
        ("file/0", {"image_id": "/etc/passwd"}, 404, "nothing of that kind"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_word(client, what, query, code, said):
    response = client.get(f"/api/tables/0/{what}", params=query)
    assert response.status_code == code
    assert said in response.text


def test_a_table_that_is_not_there_is_not_found(client):
    assert client.get("/api/tables/1/overview").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8317"])
def test_a_name_that_is_not_this_machine_s_is_not_answered(client, host):
    assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.get("/api/tables/0/overview", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/api/tables/0/overview").status_code == 405


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/partwise.js", "/..%2f..%2fetc/passwd"])
def test_there_are_no_other_pages_and_no_files(client, path):
    assert client.get(path).status_code == 404


def test_what_can_be_asked_is_described(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert "/api/tables/{at}/values" in paths
    assert all(set(each) == {"get"} for each in paths.values())


def test_groups_of_images_without_a_label_can_be_asked_for(tmp_path):
    rows = [row(f"{n}.png", "ear", label=None if n % 2 else "cat") for n in range(12)]
    rows += [row(f"{n}.png", "ear", label="dog") for n in range(12, 18)]
    client = testclient.TestClient(
        make_app([Answers(table_of(tmp_path / "table", rows))]), base_url="http://127.0.0.1"
    )
    assert values(client, segment="ear", by="label")["total"] == 6


def test_what_removing_parts_of_an_image_does_is_told_by_fill(tmp_path, client):
    effects = [
        each
        for name in ("0.png", "1.png")
        for fill, fall in (("blur", 1.0), ("mean", 3.0))
        for each in effect(name, "ear", fall, fill=fill)
    ]
    rows = [row("0.png", "ear"), row("1.png", "ear")]
    app = make_app([Answers(table_of(tmp_path / "table", rows, effects=effects))])
    told = asked(
        testclient.TestClient(app, base_url="http://127.0.0.1"), "removals", image_id="1.png"
    )
    assert dict(zip(column(told, "fill"), told["removal"], strict=True)) == {"blur": 1, "mean": 3}
    assert set(column(told, "image_id")) == {"1.png"}
    assert asked(client, "removals", image_id="cat/00.png") == {}
