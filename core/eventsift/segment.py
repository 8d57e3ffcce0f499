"""Segmenting: from the article to the document."""

from __future__ import annotations

from bisect import bisect_left

from eventsift.article import Article
from eventsift.document import Document, Sentence
from eventsift.sentences import sentences
from eventsift.tokens import tokenise
from eventsift.zones import marks, news_in, zones

__all__ = ["segment"]


def segment(article: Article) -> Document:
    """Cut an article into zones, sentences and tokens.

    Boilerplate gives no sentences; its tokens stay in the lists, so that token numbers are those of the text.
    """
    text = article.text
    starts, ends, words = tokenise(text)
    found = []
    dirty = marks(text)
    for zone in zones(text):
        if zone.kind == "boilerplate":
            continue
        for start, end in sentences(text, zone):
            if dirty and bisect_left(dirty, start) < bisect_left(dirty, end):
                start = news_in(text, start, end)
            first = bisect_left(starts, start)
            last = bisect_left(starts, end, first)
            if last > first:
                found.append(Sentence(first, last, zone.kind))
    return Document(article, text, starts, ends, words, found)
