"""A source: one file or stream that articles are read from, and what is set aside of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from eventsift.article import Article

__all__ = ["MAX_BYTES", "MAX_CHARS", "Reader", "SetAside", "Source"]

MAX_BYTES = 10_000_000  # of a file or line; pages carry far more markup than text
MAX_CHARS = 1_000_000  # of an article's text: some 150,000 words


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article, line or file that could not be used: where it is (``file`` or ``file:line``) and why."""

    place: str
    reason: str
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """``place`` is how the source is called in messages and ids; ``max_bytes`` is the most that one article
    may have; ``warn`` takes what the reader had to decide by itself."""

    place: str
    open: Callable[[], BinaryIO]
    max_bytes: int
    warn: Callable[[str], None]

    @property
    def suffix(self) -> str:
        """The ending with its dot, lower case, or ``""``."""
        return PurePosixPath(self.place).suffix.lower()

    @property
    def stem(self) -> str:
        """The place without its ending."""
        return self.place.removesuffix(PurePosixPath(self.place).suffix)

    def stream(self) -> io.BufferedReader:
        """Its bytes, with a `peek`; to be closed by the caller."""
        raw = self.open()
        return raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)  # type: ignore[arg-type]

    def read(self) -> bytes | SetAside:
        """All of it, or why not."""
        with self.open() as stream:
            data = stream.read(self.max_bytes + 1)
        return self.too_large() if len(data) > self.max_bytes else data

    def too_large(self, line: int | None = None) -> SetAside:
        """The report on an article over the size cap."""
        place = self.place if line is None else f"{self.place}:{line}"
        return SetAside(place, f"larger than {self.max_bytes / 1e6:g} MB, the most that one article may have")


Reader = Callable[[Source], Iterator[Article | SetAside]]
"""Reads the articles of one source, one at a time."""
