"""The last step of deals: who the parties are, what is only hoped for, what each side undertakes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eventsift import Article, Engine, Event, load

PUBLISHED = date(2024, 5, 15)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return load(["diplomatic_deal"])


def deals(engine: Engine, text: str, title: str | None = None) -> list[Event]:
    found = engine.extract(Article(id="a", text=text, title=title, published=PUBLISHED))
    assert not found.problems
    return list(found.events)


def codes(event: Event) -> list[str]:
    return [actor.country or actor.text for actor in event.parties]  # type: ignore[attr-defined]


def stages(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.stage, event.modality) for event in events]  # type: ignore[attr-defined]


def test_both_sides_are_those_of_the_deal_before(engine: Engine) -> None:
    found = deals(
        engine, "Kenya and Ghana held talks on tea in March. Both sides signed a customs agreement on Friday."
    )
    assert stages(found) == [("talks", "asserted"), ("signed", "asserted")]
    assert codes(found[1]) == ["KE", "GH"]


def test_two_sides_are_whom_the_sentence_names(engine: Engine) -> None:
    (found,) = deals(engine, "On a visit by Kenya's president to Ghana the two sides signed three accords.")
    assert codes(found) == ["KE", "GH"]


def test_one_named_party_calls_up_the_other(engine: Engine) -> None:
    text = "Chile and Peru opened trade talks. Rain fell in the north. Lima signed the pact on Monday."
    assert codes(deals(engine, text)[-1]) == ["CL", "PE"]


def test_who_deals_with_others_is_told_before(engine: Engine) -> None:
    text = "Japan will finish talks with Chile and restart negotiations with Peru."
    assert [codes(event) for event in deals(engine, text)] == [["JP", "CL"], ["JP", "PE"]]


def test_firms_of_a_state_are_no_parties(engine: Engine) -> None:
    assert deals(engine, "Norwegian firms signed an agreement with Kenyan farmers.") == []


def test_a_plea_deal_is_none(engine: Engine) -> None:
    assert deals(engine, "Prosecutors in Norway reached a plea deal with the man from Kenya.") == []


def test_what_is_counted_must_be_deals(engine: Engine) -> None:
    assert len(deals(engine, "Kenya and Ghana signed three agreements.")) == 1
    assert deals(engine, "Kenya and Ghana signed three players.") == []


def test_a_town_where_they_meet_is_no_party(engine: Engine) -> None:
    (found,) = deals(engine, "In Geneva, Iran and Oman signed a gas accord.")
    assert codes(found) == ["IR", "OM"]


def test_members_of_a_group_deal_among_themselves(engine: Engine) -> None:
    (found,) = deals(engine, "OPEC agreed to cut its oil output.")
    assert codes(found) == ["OPEC"]


def test_parties_that_nobody_names_are_none(engine: Engine) -> None:
    (found,) = deals(engine, "Some 150 countries approved a pact on whales.")
    assert codes(found) == []


def test_who_brokers_a_deal_is_no_party(engine: Engine) -> None:
    text = "A truce between Chad and Libya, brokered by Qatar, was signed. A Turkish-brokered pact ended it."
    assert codes(deals(engine, text)[0]) == ["TD", "LY"]


def test_a_treaty_tells_that_one_state_is_a_party(engine: Engine) -> None:
    (found,) = deals(engine, "Kenya withdrew from the Paris climate agreement.")
    assert (codes(found), stages([found])) == (["KE"], [("ended", "asserted")])


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Kenya and Ghana reached a trade deal.", "asserted"),
        ("Kenya and Ghana met to reach a trade deal.", "planned"),
        ("A trade deal between Kenya and Ghana could be reached.", "possible"),
        ("A trade deal between Kenya and Ghana was not reached.", "negated"),
        ("Kenya and Ghana spoke before a trade deal was reached.", "possible"),
    ],
)
def test_a_deal_to_come_is_not_a_deal_made(engine: Engine, text: str, modality: str) -> None:
    found = [event for event in deals(engine, text) if event.stage == "agreed"]  # type: ignore[attr-defined]
    assert [event.modality for event in found] == [modality]


def test_the_hoped_for_deal_and_the_deal_are_two(engine: Engine) -> None:
    text = "Kenya and Ghana reached a deal on tea. Kenya wants a deal with Ghana on fish."
    assert stages(deals(engine, text)) == [("agreed", "asserted"), ("agreed", "planned")]


def test_deals_with_others_stay_apart(engine: Engine) -> None:
    text = "Kenya and Ghana signed a trade pact. Kenya signed a trade pact with Togo."
    assert [codes(event) for event in deals(engine, text)] == [["KE", "GH"], ["KE", "TG"]]


def test_a_deal_mentioned_again_is_one_more_passage(engine: Engine) -> None:
    (found,) = deals(engine, "Kenya and Ghana signed a trade pact. Under the pact tea is free of duty.")
    assert len(found.evidence) == 2


def test_commitments_name_party_and_words(engine: Engine) -> None:
    text = (
        "Kenya and Ghana reached a deal on Friday. Ghana promised to lift its tax on cocoa, the ministry said. "
        "The two sides agreed to share maps, but farmers were wary."
    )
    (found,) = deals(engine, text)
    told = [(c.party and c.party.country, c.text) for c in found.commitments]  # type: ignore[attr-defined]
    assert told == [("GH", "lift its tax on cocoa"), (None, "share maps")]
    for one in found.commitments:  # type: ignore[attr-defined]
        assert text[one.start : one.end] == one.text


def test_a_pledge_without_a_deal_is_none(engine: Engine) -> None:
    assert deals(engine, "Ghana promised to lift its tax on cocoa.") == []


def test_the_day_is_that_of_its_own_clause(engine: Engine) -> None:
    text = "Kenya and Ghana implement the accord, which was signed in June 2007."
    days: dict[str, Any] = {event.stage: event.date for event in deals(engine, text)}  # type: ignore[attr-defined]
    assert days["in_force"] is None
    assert days["signed"].text == "June 2007"
