"""Reading: from files, folders, globs and standard input to articles."""

from __future__ import annotations

from eventsift.read.articles import READERS, read_articles
from eventsift.read.source import MAX_BYTES, MAX_CHARS, Reader, SetAside, Source

__all__ = ["MAX_BYTES", "MAX_CHARS", "READERS", "Reader", "SetAside", "Source", "read_articles"]
