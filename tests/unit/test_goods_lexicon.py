"""What a reader of events would miss if the lexicons of goods went wrong."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from eventsift.lexicon import load_lexicon

LEXICONS = ("goods", "narcotics")
CLASSES = {
    "agriculture", "alcohol", "antiquities", "arms", "chemicals", "consumer", "contraband", "counterfeit",
    "critical_minerals", "currency", "dual_use", "energy", "fish", "food", "gems", "general", "machinery",
    "medicine", "metals", "narcotics", "technology", "textiles", "timber", "tobacco", "vehicles", "wildlife",
}  # fmt: skip
# Words that news uses mostly as verbs, adjectives or names, or for something that is no good.
ORDINARY = (
    "apple, bearing, blanket, book, date, drink, elevator, explosive, fair, fake, feed, forge, game, "
    "glass, good, goods, hat, hide, iron, jaguar, knock off, lead, leopard, lighter, log, mandarin, "
    "mate, mine, mint, musk, nut, olive, orange, order, paper, plant, precursor, present, roe, shell, "
    "ship, spring, suitcase, tank, trailer, umbrella, uniform, van, watch, waste"
)


def load(lexicon: str) -> dict[str, object]:
    text = (files("eventsift_rules") / "lexicons" / f"{lexicon}.yaml").read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    assert isinstance(loaded, dict)
    return loaded


def spaced(form: str) -> str:
    """A form as matching sees it: hyphens are spaces, case aside."""
    return form.replace("-", " ").lower()


def entries() -> list[tuple[str, list[str], tuple[str, ...]]]:
    """Every entry of both files: normal name, its forms with the name first, classes."""
    found = []
    for lexicon in LEXICONS:
        for group in load(lexicon)["groups"]:  # type: ignore[attr-defined]
            for name, further in group["entries"].items():
                forms = [name, *(form.strip() for form in further.split(",") if form.strip())]
                found.append((name, forms, tuple(group["classes"])))
    return found


ENTRIES = entries()
NAME_OF = {spaced(form): name for name, forms, _ in ENTRIES for form in forms}
CLASSES_OF = {name: classes for name, _, classes in ENTRIES}


@pytest.mark.parametrize("lexicon", LEXICONS)
def test_a_lexicon_says_what_it_is_and_where_its_facts_come_from(lexicon: str) -> None:
    loaded = load(lexicon)
    assert loaded["lexicon"] == lexicon
    assert loaded["type"] == "good"
    assert loaded["language"] == "en"
    assert loaded["source"]


def test_no_form_stands_for_two_goods_or_is_listed_twice() -> None:
    counts = Counter(spaced(form) for _, forms, _ in ENTRIES for form in forms)
    assert [form for form, count in counts.items() if count > 1] == []


def test_no_plural_that_the_loader_makes_stands_for_another_good() -> None:
    names: dict[str, set[str]] = {}
    for lexicon in LEXICONS:
        for term in load_lexicon(Path(str(files("eventsift_rules") / "lexicons" / f"{lexicon}.yaml"))).terms:
            names.setdefault(spaced(term.form), set()).add(term.value.name)
    assert [form for form, found in names.items() if len(found) > 1] == []


def test_regular_plurals_are_left_to_the_loader() -> None:
    listed = {f"{form}s" for form in NAME_OF} & NAME_OF.keys()
    assert listed == set()


def test_every_class_is_a_known_one_and_every_known_one_is_used() -> None:
    assert {name for classes in CLASSES_OF.values() for name in classes} == CLASSES


def test_no_ordinary_word_is_a_good() -> None:
    assert NAME_OF.keys() & set(ORDINARY.split(", ")) == set()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("crude", "crude oil"),
        ("soyabean", "soybean"),
        ("non basmati rice", "rice"),
        ("aluminium", "aluminum"),
        ("advanced chip", "computer chip"),
        ("gpu", "ai chip"),
        ("auto part", "car part"),
        ("hashish", "cannabis"),
        ("elephant tusk", "wildlife"),
        ("maize", "corn"),
        ("unmanned aerial vehicle", "drone"),
        ("seafood", "fish"),
        ("urea", "fertilizer"),
        ("cigarette", "tobacco"),
        ("dual use good", "dual-use item"),
    ],
)
def test_another_word_for_a_good_leads_to_its_normal_name(form: str, name: str) -> None:
    assert NAME_OF[form] == name


@pytest.mark.parametrize(
    ("name", "classes"),
    [
        ("gallium", {"critical_minerals", "metals"}),
        ("rare earth magnet", {"critical_minerals"}),
        ("uranium", {"energy", "critical_minerals"}),
        ("fentanyl", {"narcotics"}),
        ("precursor chemical", {"narcotics", "chemicals"}),
        ("onion", {"agriculture", "food"}),
        ("glass eel", {"fish", "wildlife"}),
        ("spyware", {"technology"}),
    ],
)
def test_a_good_belongs_to_its_classes(name: str, classes: set[str]) -> None:
    assert classes <= set(CLASSES_OF[name])
