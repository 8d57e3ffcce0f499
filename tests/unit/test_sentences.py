"""The sentence splitter, over its table of hard cases and over any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from eventsift.article import Article
from eventsift.segment import segment
from eventsift.sentences import sentences
from eventsift.zones import Zone, zones

CASES = yaml.safe_load((Path(__file__).parent.parent / "data" / "sentences.yaml").read_text("utf-8"))
TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
NEWSY = st.lists(
    st.sampled_from(
        ["U.S.", "The", "ban", "ended.", "No.", "5", "“Why?”", "\n", "\n\n    ", "- ", "...", "OSLO, May 2 -",
         "(AP)", "By Ann Lee", "p.m.", "\ud800", "\x00", "’s", "  ", "READ MORE", "Photo: AP", "![a](b)",
         "!", "# ", ") -"]
    )
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_cuts(case: Any) -> None:
    join, expected = (case["join"], case["sentences"]) if isinstance(case, dict) else (" ", case)
    text = join.join(expected)
    assert [text[start:end] for start, end in sentences(text, Zone(0, len(text), "body"))] == expected


def test_a_headline_is_one_sentence() -> None:
    text = "Stop. The ban is here"
    assert sentences(text, Zone(0, len(text), "headline")) == [(0, len(text))]


@given(TEXT | NEWSY)
def test_sentences_lie_in_their_zone_in_order(text: str) -> None:
    for zone in zones(text):
        at = zone.start
        for start, end in sentences(text, zone):
            assert at <= start < end <= zone.end
            at = end


@given(TEXT | NEWSY)
def test_every_text_becomes_a_document(text: str) -> None:
    document = segment(Article(id="a", text=text))
    at = 0
    for sentence in document.sentences:
        assert at <= sentence.first < sentence.last <= len(document.words)
        assert sentence.zone != "boilerplate"
        at = sentence.last


def test_boilerplate_gives_no_sentence_but_keeps_its_tokens() -> None:
    text = (
        "Peru bans tin exports\nAdvertisement\nPeru banned exports of tin. Sign up for our mail. It is final."
    )
    document = segment(Article(id="a", text=text))
    assert [document.span_text(s.first, s.last) for s in document.sentences] == [
        "Peru bans tin exports",
        "Peru banned exports of tin.",
        "It is final.",
    ]
    assert "advertisement" in document.words


def test_a_caption_said_twice_counts_once() -> None:
    caption = "Bars of tin lie on a quay in the harbour of Callao, Peru"
    text = (
        f"Peru bans tin\n\n{caption}, on May 2. Photo: A. Rojas\n\n{caption}.\n\nPeru banned exports of tin."
    )
    document = segment(Article(id="a", text=text))
    assert [document.words[s.first] for s in document.sentences] == ["peru", "bars", "photo", "peru"]
    assert document.words.count("callao") == 2


def test_news_behind_a_notice_without_a_stop_is_kept() -> None:
    notice = "To view this clip enable JavaScript in a browser that supports HTML5 video"
    text = f"{notice} Peru bans tin. " + "Traders were told. " * 30
    document = segment(Article(id="a", text=text))
    first = document.sentences[0]
    assert document.span_text(first.first, first.last) == "Peru bans tin."
