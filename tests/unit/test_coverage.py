"""`eventsift rules coverage` and `profile`: counts that can be told by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eventsift import Article, Engine
from eventsift.cli import main
from eventsift.coverage import Coverage, RuleUse, measure
from eventsift.rules.loose import engine_for

RULES = """\
event: diplomatic_deal
slots:
  parties: {type: country, find: "<>"}
rules:
  - {id: d.sign, set: {stage: signed}, trigger: "autograph~ ..2 pact"}
  - {id: d.near, set: {stage: agreed}, trigger: "a pact", priority: 1}
  - {id: d.same, set: {stage: signed}, trigger: "autograph~", when: "never so"}
  - {id: d.once, set: {stage: ended}, trigger: "tore up"}
  - {id: d.rare, set: {stage: ended}, trigger: "unsaid words here"}
"""
ARTICLES = [
    "Norway and Ghana autographed a pact. Peru and Chile autographed a pact. All went home.",
    "Norway and Ghana saw a pact. They tore up nothing. Norway and Ghana tore up a pact.",
    "The choir sang.",
]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_text(RULES)
    return path


@pytest.fixture(scope="module")
def engine(rules: Path) -> Engine:
    return engine_for([rules])[0]


@pytest.fixture(scope="module")
def found(engine: Engine) -> Coverage:
    return measure(engine, (Article(id=str(n), text=text) for n, text in enumerate(ARTICLES)))


def _use(found: Coverage, rule: str) -> RuleUse:
    return next(use for use in found.rules if use.rule == rule)


def test_counts(found: Coverage, engine: Engine) -> None:
    assert (found.articles, found.sentences) == (3, 7)
    passages = [p.rule for n, text in enumerate(ARTICLES) for e in engine.extract_text(text, id=str(n)).events
                for p in e.evidence]  # fmt: skip
    for use in found.rules:
        assert use.passages == passages.count(use.rule), use.rule
    assert (_use(found, "d.near").matches, _use(found, "d.near").articles) == (4, 2)
    assert _use(found, "d.sign").matches == 2
    assert _use(found, "d.sign").won == 0  # the other has priority
    assert found.per_thousand(_use(found, "d.near")) == pytest.approx(1000 * passages.count("d.near") / 7)


def test_rules_that_found_nothing_or_little(found: Coverage) -> None:
    assert found.silent == ["d.rare", "d.same", "d.sign"]
    assert found.single == ["d.once"]


def test_rules_that_match_the_same_words(found: Coverage) -> None:
    (clash,) = [c for c in found.clashes if (c.first, c.second) == ("d.near", "d.sign")]
    assert (clash.count, clash.conflict) == (2, "stage: agreed or signed")
    assert clash.example == "autographed a pact"
    assert len(found.clashes) == 1


def test_tries_and_times(found: Coverage) -> None:
    assert _use(found, "d.rare").tries == 0
    assert _use(found, "d.same").tries == 2
    assert _use(found, "d.same").matches == 0
    assert all((use.seconds > 0) == (use.tries > 0) or use.matches == 0 for use in found.rules)
    assert {step.name for step in found.steps} >= {"match", "the whole way"}


def test_command_lines(rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = tmp_path / "a.jsonl"
    articles.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(ARTICLES)))
    assert main(["rules", "coverage", str(articles), "--rules", str(rules)]) == 0
    shown = capsys.readouterr().out
    assert "no passage (3): d.rare, d.same, d.sign" in shown
    assert "CONFLICT stage: agreed or signed" in shown
    assert main(["rules", "profile", str(articles), "--rules", str(rules)]) == 0
    assert "never tried (1): d.rare" in capsys.readouterr().out
    assert main(["rules", "coverage", str(articles), "--rules", str(rules), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["single"] == ["d.once"]
    (tmp_path / "b.jsonl").write_text("{}\n")
    assert main(["rules", "coverage", str(tmp_path / "b.jsonl"), "--rules", str(rules)]) == 2
