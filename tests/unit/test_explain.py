"""`eventsift explain`: it names the condition that decided, and it agrees with what the engine does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest

from eventsift import Article, Engine, Extractor, hookimpl, load
from eventsift.cli import main
from eventsift.draft import Draft, Reading
from eventsift.explain import Explanation, Fired, NearMiss, explain
from eventsift.trace import Tracer
from eventsift_plugins.models import ExportControl

RULES = """\
event: embargo
macros:
  by: "by"
slots:
  imposers: {type: country, find: ["<> ..3 TRIGGER", "TRIGGER ..6 $by <>"]}
  reasons: {values: {supply: "to feed"}}
merge: {equal: [direction], share: [goods]}
rules:
  - id: embargo.spurn
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "@spurn.verb ..2!(again) shipments of <goods:good>"
    require: [imposers]
    unless: "in jest"
    when: ["officially", "TRIGGER"]
  - id: embargo.shun
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "shun~ <goods:good>"
    when: "officially"
    priority: 2
  - id: embargo.shun_all
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "shun~"
    require: [goods]
  - id: embargo.avoid
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "shun~ <goods:good>"
  - id: embargo.loud
    set: {direction: restrict, action: impose, measure: ban}
    trigger: "bellow~ <goods:good>"
"""
WORDS = "lexicon: spurning\ntype: family\nentries:\n  spurn: {verbs: spurn}\n"


class Embargo(ExportControl):
    """An event type whose model has what the built-in one has."""

    type: Literal["embargo"]  # type: ignore[assignment]


def _finish(draft: Draft, reading: Reading) -> Draft | None:
    del reading
    return None if draft.match.rule.id == "embargo.loud" else draft


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "rules.yaml").write_text(RULES)
    (folder / "words.yaml").write_text(WORDS)
    module = ModuleType("embargo")

    @hookimpl
    def eventsift_extractors() -> list[Extractor]:
        rules, words = [folder / "rules.yaml"], [folder / "words.yaml"]
        return [Extractor(event=Embargo, rules=rules, lexicons=words, finish=_finish)]

    module.eventsift_extractors = eventsift_extractors  # type: ignore[attr-defined]
    return load(["embargo"], extra=[("embargo", module)])


def _explain(engine: Engine, text: str, **options: Any) -> Explanation:
    return explain(engine, Article(id="a", text=text), **options)


def _fired(engine: Engine, text: str) -> list[Fired]:
    return [fired for sentence in _explain(engine, text).sentences for fired in sentence.fired]


def _near(engine: Engine, text: str, rule: str) -> NearMiss:
    found = [m for s in _explain(engine, text, rule=rule).sentences for m in s.near if m.rule == rule]
    assert len(found) == 1, found
    return found[0]


def test_what_each_slot_took_and_from_where(engine: Engine) -> None:
    (fired,) = _fired(engine, "Norway spurned shipments of cod to feed its own people.")
    assert (fired.rule, fired.trigger) == ("embargo.spurn", "spurned shipments of cod")
    took = {one.slot: one for one in fired.took}
    assert took["goods"].where == "taken by the trigger"
    assert took["imposers"].values == ("country NO ('Norway')",)
    assert took["imposers"].where == "found by '<> ..3 TRIGGER'"
    assert took["reasons"].where == "supply told by 'to feed'"
    assert took["action"].where == "set by the rule"
    (other,) = _fired(engine, "Today shipments were spurned, and more: spurned shipments of cod by Norway.")
    assert {t.slot: t.where for t in other.took}["imposers"] == "found by 'TRIGGER ..6 $by <>'"


def test_the_cue_that_set_the_modality(engine: Engine) -> None:
    (plain,) = _fired(engine, "Norway spurned shipments of cod.")
    assert (plain.modality, plain.cue) == ("asserted", "")
    (perhaps,) = _fired(engine, "Norway may spurn shipments of cod.")
    assert perhaps.modality == "possible"
    assert "found 'may spurn shipments of cod'" in perhaps.cue


def test_events_that_were_merged(engine: Engine) -> None:
    first, second = _fired(engine, "Norway spurned shipments of cod. Norway now spurns shipments of cod.")
    assert first.merged_into == ""
    assert second.merged_into == "embargo.spurn at 'spurned shipments of cod'"


@pytest.mark.parametrize(
    ("text", "rule", "stage", "condition", "needed"),
    [
        (
            "Norway spurned shipments of flimflam.",
            "embargo.spurn",
            "trigger",
            "<goods:good>",
            "'flimflam' stands where <goods:good> is wanted",
        ),
        (
            "Norway snubbed shipments of cod.",
            "embargo.spurn",
            "trigger",
            "@spurn.verb",
            "'snubbed' stands where @spurn.verb is wanted",
        ),
        (
            "Norway spurned some very large shipments of cod.",
            "embargo.spurn",
            "trigger",
            "..2!(again)",
            "the gap would have to take the 3 words 'some very large'",
        ),
        (
            "Norway spurned again shipments of cod.",
            "embargo.spurn",
            "trigger",
            "..2!(again)",
            "the gap excludes something in 'again'",
        ),
        (
            "In jest Norway spurned shipments of cod.",
            "embargo.spurn",
            "unless",
            "in jest",
            "'In jest' must not be there",
        ),
        (
            "They spurned shipments of cod.",
            "embargo.spurn",
            "require",
            "imposers",
            "a mention of the type country would have to be there",
        ),
        (
            "They spurned shipments of cod in the year that all of them saw Ghana.",
            "embargo.spurn",
            "require",
            "imposers",
            "no pattern of the slot reaches country GH ('Ghana')",
        ),
        (
            "They shunned flimflam.",
            "embargo.shun_all",
            "require",
            "goods",
            "a mention of the type good would have to be there; unknown words near by: 'flimflam'",
        ),
        (
            "Norway shunned cod.",
            "embargo.shun",
            "when",
            "when",
            "the sentence would have to hold 'officially'",
        ),
        (
            "Norway bellowed cod.",
            "embargo.loud",
            "finish",
            "the Python step of the plugin embargo",
            "that step would have to keep the event",
        ),
    ],
)
def test_the_first_condition_that_failed(
    engine: Engine, text: str, rule: str, stage: str, condition: str, needed: str
) -> None:
    miss = _near(engine, text, rule)
    assert (miss.stage, miss.condition, miss.needed) == (stage, condition, needed)
    assert all(rule not in str(event.evidence) for event in engine.extract_text(text).events)


def test_a_rival_is_named(engine: Engine) -> None:
    text = "Norway officially shunned cod."
    assert [fired.rule for fired in _fired(engine, text)] == ["embargo.shun"]
    lost = _near(engine, text, "embargo.avoid")
    assert (lost.stage, lost.condition) == ("rival", "embargo.shun")
    assert lost.needed == "embargo.shun has 'shunned cod' (priority)"


def test_unrelated_text_has_neither(engine: Engine) -> None:
    found = _explain(engine, "The choir sang of the sea. A shipment of books came late.")
    assert [(s.fired, s.near) for s in found.sentences] == [((), ()), ((), ())]


def test_it_agrees_with_the_engine(engine: Engine) -> None:
    text = "Norway spurned shipments of cod. Ghana bellowed cod. Peru may spurn shipments of tin by Chile."
    events = engine.extract_text(text).events
    fired = _fired(engine, text)
    assert sorted((f.start, f.rule) for f in fired) == sorted(
        (text.index("spurn", e.evidence[0].start), e.evidence[0].rule) for e in events
    )


def test_zones_mentions_and_what_was_left_out(engine: Engine) -> None:
    text = "Cod row deepens\n\nNorway spurned 20 tonnes of cod on Friday.\n\nAdvertisement\n\nThe end came.\n"
    found = _explain(engine, text)
    assert found.left_out == ("Advertisement",)
    body = next(s for s in found.sentences if "spurned" in s.text)
    types = {mention.text: mention.types[0] for mention in body.mentions}
    assert (types["Norway"], types["cod"]) == ("country", "good")
    assert all(text[m.start : m.end] == m.text for s in found.sentences for m in s.mentions)
    only = _explain(engine, text, only="SPURNED")
    assert [s.text for s in only.sentences] == [body.text]


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Norway banned exports of cod. The shop was shut.")
    assert main(["explain", str(article), "--at", "banned"]) == 0
    shown = capsys.readouterr().out
    assert "Norway banned exports of cod." in shown
    assert "fired  export_control." in shown
    assert "The shop" not in shown
    assert main(["explain", "Norway banned exports of cod.", "--format", "json"]) == 0
    (data,) = json.loads(capsys.readouterr().out)
    assert data["sentences"][0]["fired"][0]["rule"].startswith("export_control.")
    assert main(["explain", str(article), "--id", "nobody"]) == 2


# -- the tracer reads patterns as the compiled expressions do ----------------------------------------


def _strips(engine: Engine) -> Iterator[Any]:
    folder = Path(__file__).parent.parent / "data" / "noise"
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[:3]:
            reading = json.loads(line)
            document = engine._read(Article(id="x", text=reading["text"]))[0].document
            yield from engine._table.strips(document, engine._recognise(document))


def test_the_tracer_agrees_with_the_expression() -> None:
    engine = load()
    strips = list(_strips(engine))
    assert len(strips) > 50
    agreed = 0
    for rule in engine._matcher.rules:
        for pattern in rule.triggers:
            tracer = Tracer(pattern, engine._table)
            for strip in strips:
                hit = pattern.compiled(strip.symbols).search(strip.symbols)
                tracer.read(strip.symbols)
                ends = {
                    end for start in range(len(strip.symbols)) for end in tracer.ends(pattern.node, start)
                }
                assert bool(hit) == bool(ends), (rule.id, pattern.source)
                assert hit is None or hit.end() in ends
                agreed += hit is not None
    assert agreed > 10
