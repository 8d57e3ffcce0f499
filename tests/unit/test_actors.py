"""Actors as an analyst would mark them, in news of our own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eventsift_rules
from eventsift.article import Article
from eventsift.lexicon import load_lexicon
from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actors import find_actors
from eventsift.recognise.lookup import Lookup
from eventsift.segment import segment

_FOLDER = Path(eventsift_rules.__file__).parent / "lexicons"
_NAMES = [
    "states",
    "blocs",
    "seas",
    "bodies",
    "body_heads",
    "roles",
    "unnamed",
    "organisations",
    "companies",
    "leaders",
]
_LEXICONS = {name: load_lexicon(_FOLDER / f"{name}.yaml") for name in _NAMES}
_LOOKUP = Lookup(term for lexicon in _LEXICONS.values() for term in lexicon.terms)


def read(text: str) -> list[tuple[str, Mention, ActorValue]]:
    """What is found: the words, the mention, its value."""
    document = segment(Article(id="t", text=text))
    found = find_actors(document, _LOOKUP.find(document))
    result = []
    for mention in found:
        assert isinstance(mention.value, ActorValue)
        result.append((document.span_text(mention.first, mention.last), mention, mention.value))
    return result


def actors(text: str) -> dict[str, tuple[str, str | None]]:
    """The words of each actor, with kind and country."""
    return {words: (value.kind, value.country) for words, _, value in read(text)}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("China's Ministry of Water Resources issued a notice.", "China's Ministry of Water Resources", "CN"),
        ("Officers of the Norwegian Ministry of Fisheries came.", "Norwegian Ministry of Fisheries", "NO"),
        ("A paper by the U.S. Interior Department leaked.", "U.S. Interior Department", "US"),
        ("Talks with the Chilean trade ministry ended.", "Chilean trade ministry", "CL"),
        ("The Austrian Federal Customs Office counted.", "Austrian Federal Customs Office", "AT"),
        ("Rates were held by the Bank of Ghana again.", "Bank of Ghana", "GH"),
        ("Greek police opened the crates.", "Greek police", "GR"),
        ("The East German government fell.", "East German government", "DD"),
        ("Top South Korean officials flew home.", "South Korean officials", "KR"),
        ("The government of Peru signed.", "government of Peru", "PE"),
        ("Kenya's agency for ports waited.", "Kenya's agency for ports", "KE"),
        ("The Commerce Department acted.", "Commerce Department", "US"),
    ],
)
def test_a_body_belongs_to_the_state_in_its_name(text: str, words: str, country: str) -> None:
    found = actors(text)
    match = [name for name in found if name.lower().removeprefix("top ") == words.lower()]
    assert match, found
    assert found[match[0]] == ("government_body", country)
    assert not any(name != match[0] and name in match[0] for name in found)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("U.S. Energy Secretary Mary Holt spoke.", "U.S. Energy Secretary Mary Holt", "US"),
        ("Bolivian Prime Minister Juan de la Vega left.", "Bolivian Prime Minister Juan de la Vega", "BO"),
        ("US Secretary of State Ann Mill spoke.", "US Secretary of State Ann Mill", "US"),
        ("Exports will recover, according to Otto Lindqvist.", "Otto Lindqvist", None),
        ("The first mate, Otto Lindqvist, was held.", "Otto Lindqvist", None),
        ("South Korean President Han Min-ho left.", "South Korean President Han Min-ho", "KR"),
        ("Foreign ministers met.", "", None),
        ("Then President Ada Brown-Kpelle resigned.", "President Ada Brown-Kpelle", None),
        ("Li Shan, a deputy director with China's cabinet, agreed.", "Li Shan", "CN"),
        ("Hungary's trade minister, Pal Kovacs, agreed.", "Pal Kovacs", "HU"),
        ("A crop report surprised, Otto Lindqvist said.", "Otto Lindqvist", None),
    ],
)
def test_a_person_takes_the_state_of_the_role(text: str, words: str, country: str | None) -> None:
    found = actors(text)
    if words:
        assert found[words] == ("person", country)
    else:
        assert not any(kind == "person" for kind, _ in found.values())


def test_a_board_is_of_the_kind_of_its_owner() -> None:
    found = actors("Canada watched. The WTO council met, and so did the Huawei board.")
    assert found["WTO council"] == ("organisation", None)
    assert found["Huawei board"] == ("company", "CN")
    assert actors("The Swedish Manufacturers Association met.")["Swedish Manufacturers Association"] == (
        "organisation",
        "SE",
    )


def test_a_surname_met_again_is_the_same_person() -> None:
    found = actors("Irish Finance Minister Nora Quill resigned. Quill gave no reason. Mr Quill left by car.")
    assert found["Quill"] == ("person", "IE")
    assert found["Mr Quill"] == ("person", "IE")


def test_a_definite_head_takes_up_the_body_named_before() -> None:
    text = "Turkey's energy ministry met Iraq's officials. The ministry denied it, and the agency was silent."
    found = {words: value for words, _, value in read(text)}
    assert found["The ministry"] == ActorValue("government_body", "TR", "definite")


def test_the_country_is_the_one_that_the_article_is_about() -> None:
    text = (
        "Nepal sells tea. Nepal also sells some to Japan. The country wants more, and the government helps."
    )
    found = actors(text)
    assert found["The country"] == ("country", "NP")
    assert found["the government"] == ("government_body", "NP")


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("It blamed foreign spy agencies.", "foreign spy agencies", "XX"),
        ("It named an unidentified country.", "an unidentified country", "XX"),
        ("It went through third countries.", "third countries", "XX"),
        ("Peruvian traders were upset.", "Peruvian traders", "PE"),
        ("Prices fell, traders said.", "traders", None),
        ("Tankers waited for Libyan oil buyers.", "buyers", None),
        ("Two Spanish smugglers fled.", "Spanish smugglers", "ES"),
    ],
)
def test_those_without_a_name(text: str, words: str, country: str | None) -> None:
    assert actors(text)[words] == ("unnamed", country)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Shares of Dorsal Pumps Inc rose.", "Dorsal Pumps Inc", None),
        ("Vietnam's Red River Shipping Co Ltd sank.", "Vietnam's Red River Shipping Co Ltd", "VN"),
        ("Orders at Nvidia Corp doubled.", "Nvidia Corp", "US"),
    ],
)
def test_firms_by_their_suffix(text: str, words: str, country: str | None) -> None:
    assert actors(text)[words] == ("company", country)


def test_a_seat_after_a_preposition_of_place_is_no_government() -> None:
    as_government = {words: mention.types for words, mention, _ in read("Ottawa was pleased with Rome.")}
    assert as_government["Rome"][0] == as_government["Ottawa"][0] == "country"
    first = read("Talks held in Ottawa ended.")[0][1]
    assert first.types == ("place", "country")


def test_adjectives_say_so() -> None:
    mention = next(m for words, m, _ in read("A Finnish ship sailed.") if words == "Finnish")
    assert mention.types == ("country", "actor", "state", "authority", "state_adjective")


@pytest.mark.parametrize(
    "text",
    [
        "He told us that it would polish the floor.",
        "Ships crossed the South China Sea.",
        "National security was cited.",
        "The parcel had false customs documents.",
        "It was the biggest trade partner. Its largest customer left.",
        "The biggest trader won. The man left.",
        "Workers reported slow sales.",
    ],
)
def test_words_that_name_no_actor(text: str) -> None:
    assert actors(text) == {}


def test_an_acronym_stands_for_the_body_from_then_on() -> None:
    found = actors("Malta's Board of Salt Trade (BSTX) met. A note by BSTX followed.")
    assert found["BSTX"] == ("government_body", "MT")


def test_a_heading_in_capitals_before_a_sentence_is_no_name() -> None:
    assert set(actors("WIDENING GROUP The TPP began with Chile.")) == {"TPP", "Chile"}


def test_that_country_is_none_of_its_own_clause() -> None:
    found = actors("Imports from Peru fell. Danish exports to that country rose.")
    assert found["that country"] == ("country", "PE")


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Minister of Looms R.N. Varga left.", "Minister of Looms R.N. Varga", None),
        ("Minister of Trade and Looms Omar Varga left.", "Minister of Trade and Looms Omar Varga", None),
        ("The deputy head of Iran's salt lobby left.", "deputy head", "IR"),
        ("President Obama spoke.", "President Obama", "US"),
        ("Given Mr Xi is away, nothing moved.", "Mr Xi", "CN"),
        ("Varga said so. Hungary's trade minister, Pal Varga, agreed.", "Varga", "HU"),
        ("South Korean Premier Han Tae-soo left. Han was ill.", "Han", "KR"),
    ],
)
def test_people_with_what_they_look_after(text: str, words: str, country: str | None) -> None:
    assert actors(text)[words] == ("person", country)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("A 31-year-old man was held.", "A 31-year-old man", None),
        ("Agents held a 40-year-old Danish national.", "a 40-year-old Danish national", "DK"),
        ("Kenya spoke of domestic producers.", "domestic producers", "KE"),
    ],
)
def test_people_of_a_state_or_an_age(text: str, words: str, country: str | None) -> None:
    assert actors(text)[words] == ("unnamed", country)


def test_a_ministry_without_a_state_is_of_the_state_in_the_dateline() -> None:
    text = (
        "OSLO, June 3 (Reuters) - Norway sells cod. China and China's shops buy it, the Ministry of Cod said."
    )
    assert actors(text)["Ministry of Cod"] == ("government_body", "NO")


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Peru waited. Police in Tallinn found it.", "Police", ("government_body", "EE")),
        ("Peru waited. Officials in Geneva spoke.", "Officials", ("government_body", "PE")),
        ("The Finance Ministry in Lima said so.", "Finance Ministry", ("government_body", "PE")),
        ("Malta waited. The prosecutor in Naples said so.", "The prosecutor", ("person", "IT")),
        ("Malta waited, and the looms minister was silent.", "the looms minister", ("person", "MT")),
    ],
)
def test_those_who_stay_at_home_are_of_the_state_they_are_in(
    text: str, words: str, found: tuple[str, str]
) -> None:
    assert actors(text)[words] == found


def test_a_ruler_names_a_government_but_a_state_not_its_bonds() -> None:
    assert actors("The Thatcher government fell.")["Thatcher government"] == ("government_body", "GB")
    assert set(actors("It bought Japanese treasury bonds.")) == {"Japanese"}


def test_a_plain_word_that_opens_a_sentence_is_no_firm() -> None:
    assert actors("Apple sales fell because apple trees froze.") == {}


@pytest.mark.parametrize("name", _NAMES)
def test_no_form_stands_twice_in_a_lexicon(name: str) -> None:
    forms = [term.form for term in _LEXICONS[name].terms]
    assert len(forms) == len(set(forms))


_PIECES = str.split(
    "the The a China 's U.S. Ministry of and , ( MITI ) minister President Lee said Inc officials foreign "
    "country bloc Bank . Peru Chinese trade Paris in traders Co Treasury"
)


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_mentions_are_in_order_and_never_overlap(words: list[str]) -> None:
    document = segment(Article(id="t", text=" ".join(words)))
    found = find_actors(document, _LOOKUP.find(document))
    assert all(m.first < m.last for m in found)
    assert all(a.last <= b.first for a, b in pairwise(found))
