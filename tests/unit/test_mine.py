"""`eventsift rules mine`: unknown words where a rule would have matched but for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventsift import Article
from eventsift.cli import main
from eventsift.mine import Mined, mine
from eventsift.rules.loose import engine_for

RULES = """\
event: diplomatic_deal
slots:
  goods: {type: good, find: "TRIGGER ..2 shipments of <>"}
rules:
  - {id: d.bar, set: {stage: signed}, trigger: "(hamper~|obstruct~) trade in <goods:good>"}
  - {id: d.sign, set: {stage: signed}, trigger: "autograph~"}
"""
ARTICLES = [
    "Norway hampered trade in widget frames. The mayor flouted trade in cod.",
    "Ghana obstructs trade in widget frames. Peru flouted trade in tin. Peru hampered trade in tin.",
    "They autographed swift shipments of gizmos. Norway hampered trade in 20 tonnes.",
]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "rules.yaml").write_text(RULES)
    return tmp_path / "rules.yaml"


def _mine(rules: Path, least: int) -> list[Mined]:
    engine, _ = engine_for([rules])
    return mine(engine, (Article(id=f"a{n}", text=text) for n, text in enumerate(ARTICLES)), least)


def test_unknown_nouns_and_verbs(rules: Path) -> None:
    noun, verb = _mine(rules, 2)
    assert (noun.kind, noun.words, noun.wanted) == ("type", "widget frames", "<goods:good>")
    assert (noun.count, noun.articles, noun.rules) == (2, {"a0", "a1"}, {"d.bar"})
    assert noun.contexts == ["hampered trade in widget", "obstructs trade in widget"]
    assert (verb.kind, verb.words, verb.wanted) == ("family", "flouted", "(hamper~|obstruct~)")


def test_slots_that_stayed_empty(rules: Path) -> None:
    (gizmo,) = [one for one in _mine(rules, 1) if one.rules == {"d.sign"}]
    assert (gizmo.kind, gizmo.words, gizmo.wanted) == ("type", "gizmos", "<goods:good>")


def test_what_is_known_is_not_mined(rules: Path) -> None:
    words = {one.words for one in _mine(rules, 1)}
    assert not words & {"cod", "tin", "20 tonnes", "hampered", "trade"}


def test_command_line(rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "a.jsonl"
    articles.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(ARTICLES)))
    assert main(["rules", "mine", str(articles), "--rules", str(rules)]) == 0
    shown = capsys.readouterr().out
    assert 'widget frames: ""  # 2 times in 2 articles' in shown
    assert main(["rules", "mine", str(articles), "--rules", str(rules), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["articles"] == ["0", "1"]
