"""The forms that word families and lexicons are made of."""

from __future__ import annotations

import pytest

from eventsift.inflection import all_verb_forms, plural, verb_forms


@pytest.mark.parametrize(
    ("base", "third", "past", "participle", "ing"),
    [
        ("ban", "bans", "banned", "banned", "banning"),
        ("curb", "curbs", "curbed", "curbed", "curbing"),
        ("tighten", "tightens", "tightened", "tightened", "tightening"),
        ("ease", "eases", "eased", "eased", "easing"),
        ("levy", "levies", "levied", "levied", "levying"),
        ("permit", "permits", "permitted", "permitted", "permitting"),
        ("relax", "relaxes", "relaxed", "relaxed", "relaxing"),
        ("shrink", "shrinks", "shrank", "shrunk", "shrinking"),
        ("resell", "resells", "resold", "resold", "reselling"),
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("tie up", "ties up", "tied up", "tied up", "tying up"),
        ("roll back", "rolls back", "rolled back", "rolled back", "rolling back"),
        ("stop", "stops", "stopped", "stopped", "stopping"),
        ("veto", "vetoes", "vetoed", "vetoed", "vetoing"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
    ],
)
def test_verbs(base: str, third: str, past: str, participle: str, ing: str) -> None:
    forms = verb_forms(base)
    assert (forms.third, forms.past, forms.participle, forms.ing) == (third, past, participle, ing)


@pytest.mark.parametrize(
    ("base", "pasts"),
    [
        ("cancel", {"canceled", "cancelled"}),
        ("label", {"labeled", "labelled"}),
        ("fuel", {"fueled", "fuelled"}),
        ("curtail", {"curtailed"}),
        ("compel", {"compelled"}),
        ("seal", {"sealed"}),
        ("control", {"controlled"}),
    ],
)
def test_british_and_american_spellings(base: str, pasts: set[str]) -> None:
    assert {forms.past for forms in all_verb_forms(base)} == pasts


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("rare earth", "rare earths"),
        ("battery", "batteries"),
        ("embargo", "embargoes"),
        ("quota", "quotas"),
        ("memorandum", "memoranda"),
        ("fish", "fishes"),
        ("tax", "taxes"),
    ],
)
def test_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected
