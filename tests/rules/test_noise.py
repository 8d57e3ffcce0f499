"""Unrelated news stays silent: the built-in plugins on the noise corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

import eventsift
from eventsift.read import SetAside, read_articles

NOISE = Path(__file__).resolve().parents[1] / "data" / "noise"
BUILT_IN = ["diplomatic_deal", "export_control", "smuggling_method", "trade_figure"]
MOST_PER_THOUSAND = 2


@pytest.fixture(scope="module")
def articles() -> list[eventsift.Article]:
    found = []
    for item in read_articles([str(NOISE)]):
        assert not isinstance(item, SetAside), f"{item.place}: {item.reason}"
        found.append(item)
    return found


def test_corpus_is_large_and_its_texts_are_distinct(articles: list[eventsift.Article]) -> None:
    assert len(articles) >= 300
    assert len({article.id for article in articles}) == len(articles)
    assert len({article.text for article in articles}) == len(articles)


def test_unrelated_news_stays_silent(articles: list[eventsift.Article]) -> None:
    extractions = list(eventsift.load(BUILT_IN).extract_many(articles))
    sentences = sum(extraction.sentences for extraction in extractions)
    alarms = [
        f"{event.article}: {event.type} by {event.evidence[0].rule}: {event.evidence[0].text!r}"
        for extraction in extractions
        for event in extraction.events
    ]
    assert 1000 * len(alarms) <= MOST_PER_THOUSAND * sentences, "\n".join(alarms)
