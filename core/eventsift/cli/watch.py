"""Watching files: polled, so that it works on every file system."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

__all__ = ["changes"]

PAUSE = 0.5  # seconds between two looks


def changes(files: Callable[[], Iterable[Path]], pause: float = PAUSE) -> Iterator[None]:
    """Yields at once, and then each time when a file has come, gone or changed. It never ends."""
    seen: dict[Path, tuple[int, int]] | None = None
    while True:
        now = _stamps(files())
        if now != seen:
            seen = now
            yield
        else:
            time.sleep(pause)


def _stamps(files: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    found = {}
    for path in files:
        try:
            told = path.stat()
        except OSError:
            continue  # gone, or not there yet
        found[path] = (told.st_mtime_ns, told.st_size)
    return found
