"""A progress line on the terminal, for work that takes longer than a second."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import Any, Self

__all__ = ["Progress"]

PATIENCE = 1.0  # seconds before anything is shown
PAUSE = 0.1  # seconds between two changes of the line


class Progress:
    """Shows articles, events and articles a second on standard error; nothing where that is no terminal."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown and sys.stderr.isatty()
        self._start = self._last = monotonic()
        self._status: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def update(self, articles: int, events: int) -> None:
        """Tell how far the work has come."""
        now = monotonic()
        if not self._shown or now - self._start < PATIENCE or now - self._last < PAUSE:
            return
        self._last = now
        line = f"{articles:,} articles, {events:,} events, {articles / (now - self._start):,.0f} articles/s"
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True).status(line)
            self._status.start()
        else:
            self._status.update(line)
