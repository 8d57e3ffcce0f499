"""`eventsift rules fmt`: one form, nothing lost, and the same again when it is run twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import eventsift_rules
from eventsift.cli import main
from eventsift.errors import RuleError
from eventsift.rules.format import FormatError, formatted
from eventsift.yamlfile import parse_yaml

SHIPPED = sorted(Path(eventsift_rules.__file__).parent.rglob("*.yaml"))
WILD = """\
# yaml-language-server: $schema=rules.schema.json
# The embargoes.

rules:
# first
- trigger:   'embargo~ <goods:good>'   # the verb
  # its name
  id: embargo.first


  set: {measure: ban,
        direction: restrict}
  examples:
  - match: false
    text: "The shop embargoed a book."
  - text: 'He said "no", and embargoed cod.'
    # a remark at the end
# the other rule
- {trigger: x, id: embargo.second}
macros: {small: [a,
  b,  # the second
  ]}
description: >-
    Words that
    go on.
event: embargo
"""
TAME = """\
# yaml-language-server: $schema=rules.schema.json
# The embargoes.

event: embargo
description: >-
  Words that
  go on.
macros: {small: [a,
  b,  # the second
]}
rules:
  # first
  # its name
  - id: embargo.first

    set: {measure: ban, direction: restrict}
    trigger: "embargo~ <goods:good>"  # the verb
    examples:
      - text: "The shop embargoed a book."
        match: false
      - text: 'He said "no", and embargoed cod.'
        # a remark at the end
  # the other rule
  - {id: embargo.second, trigger: x}
"""


def test_one_form() -> None:
    assert formatted(WILD) == TAME
    assert formatted(WILD.replace("\n", "\n\n").replace("\n", "\r\n")).count("\n\n\n") == 0
    assert formatted(TAME) == TAME


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped_files_keep_their_meaning(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    made = formatted(text)
    assert formatted(made) == made
    assert parse_yaml(made) == parse_yaml(text)
    assert sorted(_remarks(made)) == sorted(_remarks(text))


def _remarks(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def test_long_braces_become_blocks_and_short_ones_a_line() -> None:
    many = ", ".join(f"word{n}" for n in range(30))
    made = formatted(f"event: e\nmacros: {{list: [{many},\n  last]}}\nslots: {{goods:\n  {{type: good}}}}\n")
    assert "macros:\n  list:\n    - word0\n" in made
    assert "slots: {goods: {type: good}}\n" in made
    assert formatted(made) == made


def test_what_cannot_be_kept_is_left() -> None:
    with pytest.raises(FormatError):
        formatted("event: !!str 5\n")
    with pytest.raises(RuleError):
        formatted("a: [\n")
    with pytest.raises(FormatError, match="mapping"):
        formatted("- a\n")


PIECES = st.sampled_from(
    [
        "",
        "\n",
        "  # remark\n",
        "# remark: [x]\n",
        "\n\n# 'quoted\n",
        '      # deep "remark\n',
        "\n  # a\n\n# b\n",
    ]
)
LAYOUTS = st.sampled_from(
    [WILD, TAME, "lexicon: w\ntype: family\nentries:\n  ban: {verbs: ban}\n  say:\n    words: a, b\n"]
)


@settings(max_examples=150, deadline=None)
@given(text=LAYOUTS, data=st.data())
def test_comments_and_empty_lines_anywhere(text: str, data: st.DataObject) -> None:
    lines = text.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines)))
        lines.insert(at, data.draw(PIECES))
    given_text = "".join(lines)
    try:
        made = formatted(given_text)
    except RuleError:
        return  # a remark within a text, say
    assert formatted(made) == made
    assert parse_yaml(made) == parse_yaml(given_text)


KEYS = st.sampled_from(
    ["id", "rules", "trigger", "event", "set", "slots", "examples", "find", "x", "NO", "1", "a b"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=30)
    | st.sampled_from(["a: b", "# x", "'", "\\", "-"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(data=st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), flow=st.sampled_from([True, False, None]))
def test_any_data_keeps_its_meaning(data: dict[str, Any], flow: bool | None) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    try:
        made = formatted(text)
    except RuleError:
        return
    assert formatted(made) == made
    assert parse_yaml(made) == parse_yaml(text)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(WILD)
    assert main(["rules", "fmt", str(tmp_path), "--check"]) == 1
    assert path.read_text() == WILD
    assert f"would change {path}" in capsys.readouterr().out
    assert main(["rules", "fmt", str(tmp_path)]) == 0
    assert path.read_text() == TAME
    assert main(["rules", "fmt", str(tmp_path), "--check"]) == 0
    path.write_text("a: [\n")
    assert main(["rules", "fmt", str(tmp_path)]) == 1
    assert path.read_text() == "a: [\n"
    assert main(["rules", "fmt", str(tmp_path / "nowhere")]) == 2
