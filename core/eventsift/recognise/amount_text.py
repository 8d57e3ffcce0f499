"""The text around numbers: the words of the sentence at hand, and how its tokens touch."""

from __future__ import annotations

from collections.abc import Callable

from eventsift.document import Document, Sentence
from eventsift.recognise.amount_words import HYPHENS, MONTHS

__all__ = ["SentenceReader"]

# How far beyond its sentence a reader may look, and find nothing.
_MARGIN = 8


class SentenceReader:
    """Reads a document by sentences; ``first`` and ``last`` bound the one at hand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text, self.words = document.text, document.words
        self.starts, self.ends = document.starts, document.ends
        self.first, self.last, self.headline = 0, 0, False
        # A list answers faster than a method that checks bounds. The margin serves both ends: -1 is the last.
        self._bounded = [""] * (len(self.words) + _MARGIN)
        self.word: Callable[[int], str] = self._bounded.__getitem__

    def enter(self, sentence: Sentence) -> None:
        """Read this sentence from now on: ``word(i)`` is empty for a token outside of it."""
        self._bounded[self.first : self.last] = [""] * (self.last - self.first)
        self.first, self.last, zone = sentence
        self._bounded[self.first : self.last] = self.words[self.first : self.last]
        self.headline = zone == "headline"

    def glued(self, i: int) -> bool:
        """Whether token ``i`` follows the one before without anything between."""
        return i > 0 and self.starts[i] == self.ends[i - 1]

    def dashed(self, i: int) -> bool:
        """Whether one hyphen stands between token ``i`` and the one before."""
        return (
            self.first < i < self.last
            and self.starts[i] == self.ends[i - 1] + 1
            and self.text[self.ends[i - 1]] in HYPHENS
        )

    def capital(self, i: int) -> bool:
        return self.first <= i < self.last and self.text[self.starts[i]].isupper()

    def any_case(self, i: int) -> bool:
        """Whether case tells nothing: a headline, or upper case all around."""
        if self.headline:
            return True
        near = self.text[self.starts[i] : self.ends[min(i + 2, self.last - 1)]]
        return near.isupper()

    def month(self, i: int) -> bool:
        return self.word(i) in MONTHS and self.capital(i)
