"""Amounts: what numbers in news stand for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventsift.article import Article
from eventsift.document import Document, Sentence
from eventsift.mentions import AmountValue, Mention
from eventsift.recognise import amounts as module
from eventsift.recognise.amounts import find_amounts
from eventsift.tokens import tokenise

SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "numbers.yaml").read_text(encoding="utf-8")
)

NUMBER_WORDS = """
$ £ 5 1,8923 1.2.3 .5 3 / 4 - – between and to half a third of five hundred million bn m t kg tonnes %
percent per
barrel dlrs pounds yen March 2024 years old Rs RM480 US A one in . , ( : th chips the
"""


def document(text: str, zone: str = "body") -> Document:
    starts, ends, words = tokenise(text)
    return Document(Article("a", text), text, starts, ends, words, [Sentence(0, len(words), zone)])


def amounts(text: str, zone: str = "body") -> list[tuple[float, str]]:
    return [
        (m.value.value, m.value.unit)
        for m in find_amounts(document(text, zone))
        if "amount" in m.types and isinstance(m.value, AmountValue)
    ]


def one(text: str) -> tuple[Mention, AmountValue, str]:
    doc = document(text)
    (mention,) = find_amounts(doc)
    assert isinstance(mention.value, AmountValue)
    return mention, mention.value, doc.span_text(mention.first, mention.last)


def same(a: tuple[float, str], b: tuple[float, str]) -> bool:
    return a[1] == b[1] and abs(a[0] - b[0]) <= 0.0005 * max(abs(a[0]), abs(b[0]))


def score(entry: dict[str, Any]) -> tuple[int, int, int]:
    """Right, spurious and missed amounts of one sentence."""
    found = amounts(entry["text"])
    missed = 0
    for wanted in entry["amounts"]:
        hit = next((f for f in found if same(f, (wanted["value"], wanted["unit"]))), None)
        if hit is None:
            missed += 1
        else:
            found.remove(hit)
    return len(entry["amounts"]) - missed, len(found), missed


def test_the_sentences_yield_their_amounts() -> None:
    counts = [score(entry) for entry in SENTENCES]
    right, spurious, missed = (sum(column) for column in zip(*counts, strict=True))
    wrong = [entry["text"] for entry, count in zip(SENTENCES, counts, strict=True) if count[1] or count[2]]
    assert len(SENTENCES) >= 220
    assert 2 * right / (2 * right + spurious + missed) >= 0.95, wrong


def test_the_sentences_name_amounts_that_they_hold() -> None:
    for entry in SENTENCES:
        texts = [wanted["text"] for wanted in entry["amounts"]]
        assert all(text in entry["text"] for text in texts)
        assert {entry[key] for key in ("change", "level") if key in entry} <= set(texts)


@pytest.mark.parametrize(
    "entry", [e for e in SENTENCES if any("low" in a for a in e["amounts"])], ids=lambda e: e["text"]
)
def test_a_range_keeps_both_ends(entry: dict[str, Any]) -> None:
    found = {
        (m.value.low, m.value.high)
        for m in find_amounts(document(entry["text"]))
        if isinstance(m.value, AmountValue)
    }
    assert {(a["low"], a["high"]) for a in entry["amounts"] if "low" in a} <= found


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Output fell 4 percent.", ("percent", "amount")),
        ("It paid $4 million.", ("money", "amount")),
        ("It paid 4 dlrs a barrel.", ("price", "amount")),
        ("It sold 4 tonnes.", ("quantity", "amount")),
        ("It sold 4 cranes.", ("count", "quantity", "amount")),
        ("It fell to 4.1 million.", ("number", "amount")),
        ("It lasted four weeks.", ("duration",)),
        ("It sank 4 km off the coast.", ("measure",)),
    ],
)
def test_the_first_type_is_the_most_exact(text: str, types: tuple[str, ...]) -> None:
    assert one(text)[0].types == types


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("They hid more than 44 tonnes of scrap.", "more than 44 tonnes"),
        ("They hid an estimated US$40m of gems.", "an estimated US$40m"),
        ("The lot is between 31 and 36 million tonnes.", "between 31 and 36 million tonnes"),
        ("Prices slid -0.4% in May.", "-0.4%"),
        ("The hold had 12 stolen outboard motors.", "12 stolen outboard motors"),
    ],
)
def test_the_span_covers_what_belongs_to_the_number(text: str, span: str) -> None:
    assert one(text)[2] == span


def test_a_duration_is_counted_in_its_unit() -> None:
    assert one("It lasted 15 consecutive months.")[1] == AmountValue(15, "month")


def test_a_range_of_weeks_is_a_duration() -> None:
    mention, value, _ = one("It stopped for two or three weeks.")
    assert (mention.types, value) == (("duration",), AmountValue(2.5, "week", 2, 3))


def test_a_second_price_of_a_sentence_shares_the_base_of_the_first() -> None:
    assert amounts("Zinc fell to 780 dlrs a tonne from 801 dlrs.") == [(780, "USD/t"), (801, "USD/t")]


def test_a_rise_to_a_number_is_no_upper_bound() -> None:
    doc = document("Sales were up to 9,400 tonnes from 8,100 tonnes.")
    assert [doc.span_text(m.first, m.last) for m in find_amounts(doc)] == ["9,400 tonnes", "8,100 tonnes"]


def test_a_hyphen_makes_a_modifier_and_no_count() -> None:
    assert amounts("The 21-member bloc held six-party talks.") == []
    assert amounts("They sent 12 anti-tank missile launchers.") == [(12, "anti-tank missile launcher")]


def test_a_currency_without_a_country_takes_that_of_the_article() -> None:
    assert amounts("Nepal's minister spent 4 million rupees.") == [(4e6, "NPR")]
    assert amounts("It earned 9 mln Swiss francs after 8 mln francs.") == [(9e6, "CHF"), (8e6, "CHF")]


def test_upper_case_nouns_count_in_headlines_only() -> None:
    assert amounts("Wardens Free 300 Turtles", "headline") == [(300, "turtle")]
    assert amounts("Wardens Free 300 Turtles") == []


def test_an_amount_never_crosses_its_sentence() -> None:
    text = "It was 1,200 Tonnes were lost"
    doc = document(text)
    doc.sentences = [Sentence(0, 3, "body"), Sentence(3, 6, "body")]
    assert [m.value for m in find_amounts(doc)] == [AmountValue(1200, "")]


@given(
    st.lists(
        st.sampled_from(NUMBER_WORDS.split()),
        max_size=14,
    )
)
def test_any_row_of_number_words_is_read_without_overlap(words: list[str]) -> None:
    found = find_amounts(document(" ".join(words)))
    assert all(a.last <= b.first for a, b in pairwise(found))
    assert all(0 <= m.first < m.last <= len(document(" ".join(words)).words) for m in found)


class _Everything:
    def __contains__(self, word: object) -> bool:
        return True


@given(
    st.lists(
        st.sampled_from([*NUMBER_WORDS.split(), "$5", "12,000", "per cent", "dlrs", "about"]), max_size=10
    )
)
def test_the_short_ways_agree_with_the_whole_grammar(words: list[str]) -> None:
    doc = document("They saw " + " ".join(words))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "ACTIVE_AFTER", _Everything())
        patch.setattr(module, "PLAIN_UNITS", {})
        patch.setattr(module, "PLAIN_SIGNS", {})
        whole = find_amounts(doc)
    assert find_amounts(doc) == whole


@given(st.integers(1, 10**9))
def test_grouped_digits_keep_their_value(number: int) -> None:
    assert amounts(f"They sold {number:,} tonnes.") == [(float(number), "t")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It sold 12 000 tonnes and 1 250 000 barrels.", [(12000, "t"), (1.25e6, "bbl")]),
        ("White sugar stood at 220/225 dlrs a tonne.", [(222.5, "USD/t")]),
        ("The port cost Rs12bn and RM5.5 billion.", [(12e9, "INR"), (5.5e9, "MYR")]),
        ("He resold 1,000 Orion K100 chips.", [(1000, "chip")]),
        ("Duties rise by 5 per cent and quotas by 3 per cent.", [(5, "%"), (3, "%")]),
        ("It paid $5 billion a year, or $40 a barrel.", [(5e9, "USD"), (40, "USD/bbl")]),
        ("Mills bought 2 million tonnes worth $3 million to $4 million.", [(2e6, "t"), (3.5e6, "USD")]),
        ("The tariff rose 2 percentage points.", [(2, "pp")]),
    ],
)
def test_less_common_ways_to_write_numbers(text: str, wanted: list[tuple[float, str]]) -> None:
    assert amounts(text) == wanted
