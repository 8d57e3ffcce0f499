"""Segmenting: from the article to the document."""

from __future__ import annotations

from bisect import bisect_left

from eventsift.article import Article
from eventsift.document import Document, Sentence
from eventsift.sentences import sentences
from eventsift.tokens import tokenise
from eventsift.zones import ENGLISH, marks, news_in, zones

__all__ = ["segment"]


def segment(article: Article) -> Document:
    """Cut an article into zones, sentences and tokens.

    Boilerplate gives no sentences; its tokens stay in the lists, so that token numbers are those of the text.
    """
    text = article.text
    starts, ends, words = tokenise(text)
    cues = ENGLISH.cues_in(words)
    dirty = marks(text, cues)
    found = []
    last, next_start = 0, starts[0] if starts else 0
    for zone in zones(text, cues):
        if zone.kind == "boilerplate":
            continue
        for start, end in sentences(text, zone):
            if dirty and bisect_left(dirty, start) < bisect_left(dirty, end):
                start = news_in(text, start, end)
            first = last if start == next_start else bisect_left(starts, start, last)
            last = bisect_left(starts, end, first)
            if last > first:
                found.append(Sentence(first, last, zone.kind))
                next_start = starts[last] if last < len(starts) else -1
    return Document(article, text, starts, ends, words, found)
