"""A document: an article cut into zones, sentences and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from eventsift.article import Article

__all__ = ["Document", "Sentence"]


class Sentence(NamedTuple):
    """A sentence: tokens ``first`` to ``last`` (exclusive) of the document, and the zone it stands in."""

    first: int
    last: int
    zone: str


@dataclass(slots=True)
class Document:
    """Parallel lists, one entry a token, because a list of token objects costs three times the time.

    ``words`` holds the token folded one character to one character (lower case, straight apostrophes), so
    ``len(words[i]) == ends[i] - starts[i]`` always holds. Hyphens between letters or digits are no tokens:
    *rare-earth* is two tokens, as is *rare earth*. ``'s`` is a token of its own.
    """

    article: Article
    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    sentences: list[Sentence]

    def surface(self, token: int) -> str:
        """The token as it stands in the text."""
        return self.text[self.starts[token] : self.ends[token]]

    def span_text(self, first: int, last: int) -> str:
        """The text from token ``first`` to token ``last`` (exclusive)."""
        return self.text[self.starts[first] : self.ends[last - 1]] if last > first else ""
