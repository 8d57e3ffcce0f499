"""What the last step of export_control decides where rules end."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import eventsift
from eventsift.engine import Engine
from eventsift.events import Event

PUBLISHED = date(2023, 5, 10)


@cache
def engine() -> Engine:
    return eventsift.load(["export_control"])


def events(text: str) -> list[Event]:
    found = engine().extract_text(text, published=PUBLISHED)
    assert not found.problems
    return list(found.events)


def told(text: str) -> dict[str, object]:
    (event,) = events(text)
    return event.model_dump(mode="json")


def countries(actors: object) -> list[str | None]:
    assert isinstance(actors, list)
    return [actor["country"] for actor in actors]


def names(goods: object) -> list[str]:
    assert isinstance(goods, list)
    return [good["name"] for good in goods]


@pytest.mark.parametrize(
    ("verb", "modality"),
    [("was", "asserted"), ("may be", "possible"), ("will be", "planned"), ("was not", "negated")],
)
def test_a_passive_tells_its_modality_within_the_trigger(verb: str, modality: str) -> None:
    assert told(f"Ghana's ban on cocoa exports {verb} lifted.")["modality"] == modality


def test_who_asks_for_a_control_is_credited() -> None:
    event = told("Canada urged Peru to lift its curbs on exports of copper.")
    assert event["modality"] == "possible"
    assert countries(event["imposers"]) == ["PE"]
    assert countries(event["attribution"]) == ["CA"]


def test_a_named_ban_takes_up_the_one_told_before() -> None:
    first, second = events(
        "Togo banned exports of maize to Niger. Traders were angry. Ministers said the ban might be lifted in June."
    )
    assert (first.action, second.action) == ("impose", "lift")  # type: ignore[attr-defined]
    event = second.model_dump(mode="json")
    assert countries(event["imposers"]) == ["TG"]
    assert countries(event["targets"]) == ["NE"]
    assert names(event["goods"]) == ["corn"]


def test_a_ban_of_which_no_export_was_told_is_none() -> None:
    assert not events("Pupils may not bring phones. Parents said the ban might be lifted in June.")


def test_the_minerals_are_those_named_before() -> None:
    both = events("Chile restricted exports of lithium. Last week it banned exports of the mineral to Japan.")
    assert all(names(event.model_dump(mode="json")["goods"]) == ["lithium"] for event in both)


def test_a_state_whose_exports_are_banned_by_another_is_the_target() -> None:
    event = told("The United Nations banned Liberian timber exports.")
    assert countries(event["targets"]) == ["LR"]
    assert "LR" not in countries(event["imposers"])


def test_a_state_whose_own_exports_are_restricted_imposes() -> None:
    event = told("Chilean salmon exports were restricted in spring.")
    assert countries(event["imposers"]) == ["CL"]
    assert event["targets"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Canada restricted Norwegian fish exports to its market.",
        "France imposed duties on exports of wine to Italy.",
        "Sweden will ban sales of vapes.",
    ],
)
def test_limits_on_imports_and_on_sales_at_home_are_none(text: str) -> None:
    assert not events(text)


def test_curbs_on_sales_count_where_the_text_speaks_of_exports() -> None:
    event = told("Rice exports hit a record. Laos extended a ban on rice sales until June.")
    assert event["action"] == "maintain"
    assert names(event["goods"]) == ["rice"]


def test_a_target_does_not_inherit_the_role_of_imposer() -> None:
    event = told("An embargo on arms sales to Chad was lifted in 2005.")
    assert event["imposers"] == []
    assert countries(event["targets"]) == ["TD"]


def test_the_town_of_a_dateline_imposes_nothing() -> None:
    event = told(
        "VIENNA, May 9 (Newswire) - Export quotas on coffee were suspended a year ago, delegates said."
    )
    assert event["imposers"] == []


def test_a_bare_mention_is_evidence_of_the_event_that_it_belongs_to() -> None:
    event = told(
        "Farmers criticised India's restrictions on exports of onions. "
        "India tightened its controls on exports of onions in May."
    )
    assert event["action"] == "tighten"
    assert len(event["evidence"]) == 2  # type: ignore[arg-type]


def test_the_more_exact_measure_stays() -> None:
    event = told("India restricted exports of onions. India set an export quota for onions.")
    assert event["measure"] == "quota"


def test_plan_and_deed_are_two_events() -> None:
    first, second = events(
        "Iran banned exports of bitumen. Iran will ban exports of bitumen to Iraq as well."
    )
    assert (first.modality, second.modality) == ("asserted", "planned")


def test_licences_within_a_count_are_told_from_other_counts() -> None:
    assert told("Britain suspended 30 of 350 arms export licences to Israel.")["measure"] == "licence"
    assert not events("Britain suspended 30 of 350 flights to Israel.")


def test_goods_of_the_topic_are_not_those_of_sanctions() -> None:
    event = told("Sugar prices rose. Norway imposed sanctions on Belarus.")
    assert event["measure"] == "sanctions"
    assert event["goods"] == []


def test_a_second_deed_of_the_clause_has_the_subject_of_the_first() -> None:
    found = events(
        "Algeria, accusing Morocco of theft, has halted gas exports to Spain, cutting off supplies to Italy."
    )
    assert {
        country for event in found for country in countries(event.model_dump(mode="json")["imposers"])
    } == {"DZ"}
    assert all(names(event.model_dump(mode="json")["goods"]) == ["natural gas"] for event in found)


def test_the_day_of_an_announcement_is_not_the_day_of_what_is_to_come() -> None:
    assert told("Chile said on Tuesday it would ban exports of lithium.")["date"] is None
    assert told("Chile on Tuesday banned exports of lithium.")["date"] is not None


def test_an_act_that_says_what_it_stops_needs_no_names() -> None:
    assert told("Deputies voted to ease government controls on exports.")["direction"] == "relax"


def test_stopped_drugs_are_no_control_on_exports() -> None:
    assert not events("Spain stopped shipments of cocaine to France.")


def test_the_ban_of_a_president_is_that_of_the_state_named_before() -> None:
    found = told(
        "Gambia's army turned back a barge a day after the president's ban on cashew exports took effect."
    )
    assert countries(found["imposers"]) == ["GM"]


def test_a_quota_is_cut_only_where_goods_go_abroad() -> None:
    assert (
        told("Guyana cut its quota to 40 tonnes. Boats had shipped more shrimp overseas.")["measure"]
        == "quota"
    )
    assert not events("Guyana cut its quota to 40 tonnes. Boats had caught more shrimp.")
