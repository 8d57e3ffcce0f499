"""What each piece of the rule language matches, tried through a whole engine with a plugin made for the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest
import yaml

import eventsift
from eventsift import Actor, Amount, DateRange, Event, Extractor, Good


class Deed(Event):
    """Somebody does something."""

    type: Literal["test.deed"]
    kind: Literal["give", "take"] | None = None
    manners: tuple[Literal["quick", "slow"], ...] = ()
    who: tuple[Actor, ...] = ()
    goods: tuple[Good, ...] = ()
    amount: Amount | None = None
    period: DateRange | None = None
    count: int = 0


Read = Callable[..., tuple[Deed, ...]]
WORDS = {
    "lexicon": "test_words",
    "type": "family",
    "entries": {
        "give": {"verbs": "give, hand over", "nouns": "gift"},
        "haste": {"words": "hastily, in a hurry"},
        "all": {"includes": "give, haste"},
    },
}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(
        text: str, /, *, file: dict[str, Any] | None = None, published: date | None = None, **rule: Any
    ) -> Any:
        rules = rule.pop("rules", None) or [{"id": "test.deed.one", **rule}]
        words, path = tmp_path / "words.yaml", tmp_path / "rules.yaml"
        words.write_text(yaml.safe_dump(WORDS), encoding="utf-8")
        content = {"event": "test.deed", **(file or {}), "rules": rules}
        path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
        made = Extractor(event=Deed, rules=[path], lexicons=[words])

        @eventsift.hookimpl
        def eventsift_extractors() -> list[Extractor]:
            return [made]

        module = SimpleNamespace(eventsift_extractors=eventsift_extractors)
        engine = eventsift.load(["test_deed"], extra=[("test_deed", module)])
        (plugin,) = [p for p in engine.plugins if p.name == "test_deed"]
        assert plugin.state == "ok", plugin.reason
        found = engine.extract_text(text, published=published)
        assert found.problems == ()
        for event in found.events:
            for span in event.evidence:
                assert text[span.start : span.end] == span.text
        return found.events

    return read


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("gave up", ["He gave up.", "HE GAVE UP", "He “gave” up."], ["He gave it up."]),
        ("give~ up", ["They gave up.", "giving up is hard", "Who gives up?"], ["They forgave up."]),
        ("@give.past", ["It gave.", "She handed over keys."], ["It gives.", "A gift."]),
        ("@give.noun", ["A gift came.", "Gifts came."], ["It gave."]),
        ("@all way", ["He gave way.", "in a hurry way"], ["hurry way"]),
        ("gave ..2 up", ["gave up", "gave it all up"], ["gave it all right up"]),
        ("gave ..2 up", ["gave, after a long and bitter fight, up"], ["gave; up"]),
        ("gave ..4!(never) up", ["gave it all up"], ["gave it never up"]),
        ("gave ..4!(to the) up", ["gave to them up"], ["gave to the town up"]),
        ("gave [it] up", ["gave up", "gave it up"], ["gave them up"]),
        ("(gave|took) up", ["gave up", "took up"], ["set up"]),
        ("(very)*3 good", ["very good", "very very very good"], ["good"]),
        ("gave !(up)", ["gave in"], ["gave up"]),
        ("^ gave", ["Gave up."], ["He gave up."]),
        ("gave _ up", ["gave it up"], ["gave up"]),
        (
            "blue door",
            ["blue-door", "They painted the old wooden blue\ndoor of the house on a hill."],
            ["blue, door"],
        ),
        ("<:percent> up", ["5 percent up", "5 pct up", "five per cent up"], ["$5 up"]),
        ("of <:country>", ["of Norway", "of Beijing"], ["of wood"]),
        ("gave ..1 <goods:phrase>", ["gave blue widgets"], ["gave."]),
    ],
)
def test_patterns(read: Read, pattern: str, matching: list[str], others: list[str]) -> None:
    for text in matching:
        assert read(text, trigger=pattern), f"{pattern!r} must match {text!r}"
    for text in others:
        assert not read(text, trigger=pattern), f"{pattern!r} must not match {text!r}"


def test_what_stands_in_brackets_is_looked_through_and_read_by_itself(read: Read) -> None:
    assert read("He gave (as he had said before) up.", trigger="gave up")
    assert read("The mayor (who gave up politics last year) smiled.", trigger="gave up")
    assert not read("He gave (up to ten coins) back.", trigger="gave up")


def test_a_list_takes_all_its_members(read: Read) -> None:
    (event,) = read("They gave wheat, yellow maize and barley to all.", trigger="gave <goods:good+>")
    assert [good.name for good in event.goods] == ["wheat", "corn", "barley"]


def test_a_slot_is_looked_for_backwards_nearest_first(read: Read) -> None:
    slots = {"who": {"type": "country", "find": "<> ..6 TRIGGER"}}
    (event,) = read("Norway said Chile gave up.", trigger="gave up", slots=slots)
    assert [actor.country for actor in event.who] == ["CL"]


def test_the_first_pattern_that_finds_something_fills_the_slot_and_collect_takes_all(read: Read) -> None:
    find = ["TRIGGER to <>", "<> ..3 TRIGGER"]
    text = "Norway gave up to Chile."
    (event,) = read(text, trigger="gave up", slots={"who": {"type": "country", "find": find}})
    assert [actor.country for actor in event.who] == ["CL"]
    (event,) = read(
        text, trigger="gave up", slots={"who": {"type": "country", "find": find, "collect": True}}
    )
    assert {actor.country for actor in event.who} == {"CL", "NO"}


def test_values_are_told_by_patterns_in_the_sentence_or_in_the_trigger_alone(read: Read) -> None:
    slots = {"manners": {"values": {"quick": "hastily", "slow": "slowly"}}}
    (event,) = read("Slowly he gave hastily up.", trigger="gave hastily up", slots=slots)
    assert event.manners == ("quick", "slow")
    slots["manners"]["within"] = "trigger"  # type: ignore[assignment]
    (event,) = read("Slowly he gave hastily up.", trigger="gave hastily up", slots=slots)
    assert event.manners == ("quick",)


@pytest.mark.parametrize(
    ("condition", "text", "fires"),
    [
        ({"require": ["who"]}, "It gave up.", False),
        ({"require": ["who|goods"]}, "It gave up wheat.", True),
        ({"when": ["at last"]}, "At last it gave up.", True),
        ({"when": ["at last"]}, "It gave up.", False),
        ({"unless": ["at last"]}, "At last it gave up.", False),
        ({"unless": ["TRIGGER smoking"]}, "It gave up smoking.", False),
        ({"unless": ["TRIGGER smoking"]}, "Smoking is bad, and it gave up.", True),
    ],
)
def test_conditions(read: Read, condition: dict[str, Any], text: str, fires: bool) -> None:
    trigger = "gave up [<goods:good>]"
    assert bool(read(text, trigger=trigger, **condition)) is fires


def test_of_rules_on_the_same_words_priority_then_length_wins(read: Read) -> None:
    short = {"id": "test.deed.short", "trigger": "gave", "set": {"kind": "give"}}
    long = {"id": "test.deed.long", "trigger": "gave up", "set": {"kind": "take"}}
    (event,) = read("He gave up.", rules=[short, long])
    assert event.evidence[0].rule == "test.deed.long"
    (event,) = read("He gave up.", rules=[{**short, "priority": 5}, long])
    assert event.evidence[0].rule == "test.deed.short"


def test_macros_stand_for_their_patterns(read: Read) -> None:
    file = {"macros": {"giving": ["gave $end", "handed out"], "end": "(up|in)"}}
    assert read("He gave in.", trigger="$giving", file=file)
    assert read("He handed out.", trigger="$giving", file=file)
    assert not read("He gave out.", trigger="$giving", file=file)


def test_empty_slots_are_inherited_as_declared(read: Read) -> None:
    rule = {"trigger": "gave [<goods:good>]", "slots": {"who": {"type": "country", "find": "<> TRIGGER"}}}
    text = "Norway gave wheat. A day later it gave. Rain fell. Snow fell. Hail fell. It gave rice."

    def who(sources: list[str]) -> list[list[str | None]]:
        file = {"inherit": {"who": {"from": sources}}, "merge": {"equal": ["who"], "overlap": ["period"]}}
        return [[actor.country for actor in event.who] for event in read(text, file=file, **rule)]

    assert who(["sentence"]) == [["NO"], [], []]
    assert who(["previous"]) == [["NO"], ["NO"], []]
    assert who(["paragraph"]) == [["NO"], ["NO"], ["NO"]]


def test_the_topic_is_what_the_article_opens_with(read: Read) -> None:
    file = {"inherit": {"who": {"from": "topic", "type": "country"}}}
    text = "OSLO, May 3 (Agency) - Norway had a long winter. Chile had none. Then somebody gave wheat."
    (event,) = read(text, trigger="gave <goods:good>", file=file)
    assert [(actor.text, actor.country) for actor in event.who] == [("Norway", "NO")]


def test_passages_of_one_event_are_merged_and_others_are_not(read: Read) -> None:
    rule = {"trigger": "gave <goods:good>", "slots": {"who": {"type": "country", "find": "<> TRIGGER"}}}
    text = "Norway gave wheat. Norway gave wheat and rice. Chile gave wheat."
    events = read(text, file={"merge": {"share": ["who", "goods"]}}, **rule)
    assert [len(event.evidence) for event in events] == [2, 1]
    assert [event.who[0].country for event in events] == ["NO", "CL"]


def test_numbers_and_dates_are_brought_to_normal(read: Read) -> None:
    (event,) = read(
        "It gave 2.5 mln tonnes in June.",
        published=date(2020, 9, 1),
        trigger="gave <amount:quantity> in <period:date>",
        set={"count": 3},
    )
    assert event.amount is not None
    assert (event.amount.value, event.amount.unit) == (2500000, "t")
    assert event.period is not None
    assert (event.period.start, event.period.end) == (date(2020, 6, 1), date(2020, 6, 30))
    assert event.count == 3


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norway gave wheat.", "asserted"),
        ("Norway will have given wheat.", "planned"),
        ("Norway may have given wheat.", "possible"),
        ("Norway has not given wheat.", "negated"),
        ("Norway reportedly given wheat.", "alleged"),
    ],
)
def test_cues_tell_how_an_event_is_presented(read: Read, text: str, modality: str) -> None:
    (event,) = read(text, trigger="(gave|given) <goods:good>")
    assert event.modality == modality
