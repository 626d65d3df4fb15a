"""Rules files: typing errors are told with what is nearest, and nothing ends in a traceback."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError, PartwiseError, UnknownNameError
from partwise.gate.rule import KEYS
from partwise.gate.rules_file import Rules, parse_rules, read_rules
from partwise.measures import MEASURES

COLUMNS = ("segment", "role", "label", "predicted", "method", "kind", "area_px", "share", "patient")
RULE = '[[rule]]\nsegment = "eye"\nmeasure = "share"\nmost = 0.05\n'


def parse(text: str) -> Rules:
    return parse_rules(text, columns=COLUMNS)


def test_rules_come_in_the_order_in_which_they_are_written():
    rules = parse(RULE + RULE.replace("eye", "nose"))
    assert [rule.selectors["segment"] for rule in rules.rules] == [("eye",), ("nose",)]
    assert rules.lines == [1, 5]


def test_defaults_hold_for_every_rule_that_has_not_its_own():
    rules = parse(
        '[defaults]\nfail = "unless sure"\nleast_images = 30\nmethod = "grad-cam"\n'
        + RULE
        + RULE.replace("eye", "nose")
        + 'fail = "on estimate"\n'
    ).rules
    assert [rule.fail for rule in rules] == ["unless sure", "on estimate"]
    assert {rule.least_images for rule in rules} == {30}
    assert {rule.selectors["method"] for rule in rules} == {("grad-cam",)}


def test_an_earlier_table_is_relative_to_the_rules_file(tmp_path):
    path = tmp_path / "ci" / "rules.toml"
    path.parent.mkdir()
    path.write_text(RULE + 'no_worse_than = "../runs/main"\n', encoding="utf-8-sig")
    rules = read_rules(path, columns=COLUMNS)
    assert rules.rules[0].no_worse_than == tmp_path / "ci" / ".." / "runs" / "main"
    assert rules.path == path


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no rule"),
        ("# nothing\n", "holds no rule"),
        ("rule = []", "holds no rule"),
        ("[[rule]\n", "not TOML"),
        ("a = 1\na = 2", "not TOML"),
        ("[rule]\nmeasure = 'share'", r"\[\[rule\]\], in two brackets"),
        ("rule = 3", "two brackets"),
        ("rule = [3]", "two brackets"),
        ("[[rules]]\n", "unknown table 'rules'. Nearest known: 'rule'"),
        ("measure = 'share'", r"Keys of a rule follow a line \[\[rule\]\]"),
        (f"defaults = 3\n{RULE}", "defaults"),
        (f"[defaults]\nname = 'x'\n{RULE}", "name is not shared"),
        (RULE.replace("measure", "mesure"), "unknown key 'mesure'. Nearest known: 'measure'"),
        (RULE.replace("most", "mots"), "unknown key 'mots'. Nearest known: 'most'"),
        (RULE + "predcted = 'x'", "unknown key 'predcted'. Nearest known: 'predicted'"),
        (RULE + "patiant = 'x'", "unknown key 'patiant'. Nearest known: 'patient'"),
        (RULE.replace('measure = "share"', ""), "it has no measure"),
        (RULE + "share = 0.1", "share is a measure"),
        (RULE + "area_px = 3", "area_px is a number"),
        (RULE + "predicted = 1979-05-27", "predicted must be a text"),
        (RULE + "predicted = {a = 1}", "predicted must be a text"),
        (RULE + "no_worse_than = 3", "folder of a table"),
        (RULE + "name = 3", "name must be a text"),
        (RULE + RULE, "2 rules are called 'share of eye: at most 5 %'"),
        (RULE + "name = 'a'\n" + RULE.replace("eye", "nose") + "name = 'a'", "2 rules are called"),
        (RULE.replace("0.05", "nan"), "finite"),
        (RULE.replace("0.05", "-inf"), "finite"),
        (RULE.replace("0.05", "0x" + "f" * 5000), "a number of very many digits"),
        (RULE.replace("0.05", "9" * 5000), "not TOML"),
        ("a = " + "[" * 5000 + "]" * 5000, "nested too deep"),
    ],
)
def test_a_file_that_is_wrong_says_how(text, said):
    with pytest.raises(CallError, match=said):
        parse(text)


def test_an_error_says_in_which_file_and_rule_it_is(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULE + "[[rule]]\nname = 'noses'\nsegment = 'nose'\nmeasure = 'shar'\nmost = 1")
    with pytest.raises(UnknownNameError) as caught:
        read_rules(path, columns=COLUMNS)
    assert str(caught.value).startswith(
        f"--rules {str(path)!r}: rule 2 ('noses'): unknown measure 'shar'. Nearest known: 'share'"
    )


@pytest.mark.parametrize("write", [None, b"\xff\xfe\x00", "folder"])
def test_a_file_that_cannot_be_read_says_so(tmp_path, write):
    path = tmp_path / "rules.toml"
    if write == "folder":
        path.mkdir()
    elif write is not None:
        path.write_bytes(write)
    with pytest.raises(CallError, match="cannot be read"):
        read_rules(path, columns=COLUMNS)
    with pytest.raises(CallError, match="cannot be read"):
        read_rules(f"{path}\0", columns=COLUMNS)


def test_lines_are_known_only_where_every_rule_has_one():
    inline = 'rule = [{segment = "eye", measure = "share", most = 0.05}]\n'
    assert parse(inline).lines == ()
    within_a_text = RULE + 'where = """label = \'\n[[rule]]\n\'"""\n'
    assert parse(within_a_text).lines == ()
    assert parse(RULE.replace("[[rule]]", " [[ 'rule' ]] # eyes")).lines == [1]


def toml(value: object) -> str:
    """A value as TOML writes it inline."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) > 2**64:
        return hex(abs(value))
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    assert isinstance(value, dict)
    return "{" + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + "}"


TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
NAMES = st.sampled_from([*MEASURES, *COLUMNS, "eye", "*", "when sure", "unless sure", "on estimate",
                         "rest", "null", "more", "less", "leave out", "core", ""])  # fmt: skip
SCALARS = st.one_of(
    NAMES, TEXT, st.booleans(), st.integers(), st.integers(16**4999, 16**5000),
    st.floats(), st.floats(-2, 2), st.integers(-3, 60),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=5,
)
TABLES = st.dictionaries(st.sampled_from([*KEYS, *COLUMNS]) | TEXT, VALUES, max_size=7)


@given(st.lists(TABLES, max_size=3), TABLES, st.booleans())
def test_whatever_values_a_file_holds_it_is_read_or_refused_in_words(tables, defaults, complete):
    if complete:
        whole = {"segment": "eye", "measure": "share", "most": 0.5}
        tables = [whole | table for table in tables]
    text = f"rule = {toml(tables)}\n" + (f"defaults = {toml(defaults)}\n" if defaults else "")
    try:
        read: Rules | PartwiseError = parse(text)
    except PartwiseError as error:
        read = error
    if isinstance(read, Rules):
        assert len(read.rules) == len(tables)
    else:
        assert read.exit_code == 2
        assert len(str(read)) < 1000


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_text_a_file_is_it_is_read_or_refused_in_words(text):
    with pytest.raises(PartwiseError):
        parse(text)
    with pytest.raises(PartwiseError):
        parse(RULE + text + "\n[[rule]]")
