from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsift.article import Article
from eventsift.dates import anchor_from_text, resolve
from eventsift.document import Document, Sentence
from eventsift.mentions import DateExpression, DateValue
from eventsift.recognise.date_words import ENGLISH
from eventsift.recognise.dates import find_dates
from eventsift.tokens import tokenise

CASES = yaml.safe_load((Path(__file__).parent.parent / "data" / "dates.yaml").read_text(encoding="utf-8"))
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def document(*sentences: str, zone: str = "body") -> Document:
    """The sentences, each on a line of its own."""
    text = "\n".join(sentences)
    starts, ends, words = tokenise(text)
    cut, offset, first = [], 0, 0
    for sentence in sentences:
        offset += len(sentence) + 1
        last = sum(1 for start in starts if start < offset)
        cut.append(Sentence(first, last, zone))
        first = last
    return Document(Article(id="a", text=text), text, starts, ends, words, cut)


def days(text: str | None) -> DateValue | None:
    if text is None:
        return None
    start, _, end = text.partition("..") if ".." in text else (text, "", text)
    return DateValue(*(date.fromisoformat(day) if day else None for day in (start, end)))


def expression_of(text: str) -> DateExpression:
    (mention,) = find_dates(document(text))
    assert isinstance(mention.value, DateExpression)
    return mention.value


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["text"]))
def test_case(case: dict[str, Any]) -> None:
    doc = document(case["text"])
    found = []
    for mention in find_dates(doc):
        assert isinstance(mention.value, DateExpression)
        value = resolve(
            mention.value,
            case["published"],
            future=case.get("future", False),
            period=days(case.get("period")),
            year=case.get("year"),
        )
        found.append((doc.span_text(mention.first, mention.last), value))
    assert found == [(text, days(span)) for text, span in case["want"]]


def test_a_date_does_not_cross_a_sentence() -> None:
    doc = document("The ban was lifted in March", "2024 began quietly")
    assert [doc.span_text(m.first, m.last) for m in find_dates(doc)] == ["March", "2024"]


def test_equal_dates_are_equal_values() -> None:
    assert expression_of("It fell in Sept. 2023.") == expression_of("It fell in September 2023.")


def test_an_anchor_is_a_full_date_near_the_top() -> None:
    doc = document("Oslo, July 18, 2025. Norway banned exports of cod.", "It had done so on March 3, 1998.")
    assert anchor_from_text(doc, find_dates(doc)) == date(2025, 7, 18)


def test_a_date_far_down_or_without_a_year_is_no_anchor() -> None:
    doc = document(
        "Oslo, July 18 - Norway banned cod.", *["Fishermen protested."] * 6, "It began on May 3, 2025."
    )
    assert anchor_from_text(doc, find_dates(doc)) is None


def test_a_caption_may_stand_anywhere() -> None:
    doc = document("Norway banned exports of cod.", *["Fishermen protested."] * 6)
    caption = document("A trawler off Bodo on 3 May 2025.", zone="caption")
    assert anchor_from_text(doc, find_dates(doc)) is None
    assert anchor_from_text(caption, find_dates(caption)) == date(2025, 5, 3)


def test_a_deadline_is_no_anchor() -> None:
    doc = document("Norway will ban exports of cod from 1 August 2030.")
    assert anchor_from_text(doc, find_dates(doc)) is None


def test_an_article_that_names_a_later_year_is_looking_back() -> None:
    doc = document("Norway had banned cod on 1 March 1998.", "It joined the pact in 2004.")
    assert anchor_from_text(doc, find_dates(doc)) is None


_WORDS = sorted(
    {
        *ENGLISH.months, *ENGLISH.weekdays, *ENGLISH.units, *ENGLISH.shifts, *ENGLISH.steps,
        *ENGLISH.parts, *ENGLISH.ordinals, *ENGLISH.numbers, *ENGLISH.fiscal, *ENGLISH.range_words,
        *ENGLISH.and_words, *ENGLISH.same, *ENGLISH.ago, *ENGLISH.earlier, *ENGLISH.quarters,
        *ENGLISH.between, *ENGLISH.inside, *ENGLISH.the, *(word for phrase in ENGLISH.bounds for word in
        phrase), *ENGLISH.whole_parts, *ENGLISH.vague_numbers,
        "1987", "2024", "2000", "31", "29",
        ".", "00", "12", "st", "s", "'s", ",", "/", "-", "a", "period",
        "tin",
    }
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14))
    joints = draw(
        st.lists(st.sampled_from([" ", " ", " ", "-", "–"]), min_size=len(words), max_size=len(words))
    )
    cased = [word.capitalize() if draw(st.booleans()) else word for word in words]
    return "".join(word + joint for word, joint in zip(cased, joints, strict=True))


@settings(max_examples=400, deadline=None)
@given(
    texts(), DATES, st.booleans(), st.none() | st.tuples(DATES, DATES), st.none() | st.integers(1900, 2099)
)
def test_any_words_give_spans_in_bounds_and_ordered_ranges(
    text: str, reference: date, future: bool, period: tuple[date, date] | None, year: int | None
) -> None:
    doc = document(text)
    baseline = DateValue(min(period), max(period)) if period else None
    free = 0
    for mention in find_dates(doc):
        assert free <= mention.first < mention.last <= len(doc.words)
        free = mention.last
        assert isinstance(mention.value, DateExpression)
        hash(mention.value)
        for day in (reference, None):
            value = resolve(mention.value, day, future=future, period=baseline, year=year)
            if value is not None and value.start is not None and value.end is not None:
                assert value.start <= value.end, doc.span_text(mention.first, mention.last)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    find_dates(document(text))
