"""The summary at the end of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import click

from eventsift.write.clean import clean

__all__ = ["Report"]

SHOWN = 10


@dataclass(slots=True)
class Report:
    """Counts what went through and keeps the first few of what did not."""

    articles: int = 0
    sentences: int = 0
    events: Counter[str] = field(default_factory=Counter)
    set_aside: int = 0
    warnings: int = 0
    _set_aside: list[str] = field(default_factory=list)
    _warnings: list[str] = field(default_factory=list)

    def put_aside(self, place: str, reason: str) -> None:
        """Count an article, line or file that could not be used."""
        self.set_aside += 1
        if self.set_aside <= SHOWN:
            self._set_aside.append(clean(f"{place}: {reason}"))

    def warn(self, message: str) -> None:
        """Count something that the user should know of."""
        self.warnings += 1
        if self.warnings <= SHOWN:
            self._warnings.append(clean(message))

    @property
    def exit_code(self) -> int:
        """1 where something was set aside."""
        return 1 if self.set_aside else 0

    def lines(self) -> list[str]:
        """The summary."""
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.events.items()))
        counts = ((self.articles, "article"), (self.sentences, "sentence"), (self.events.total(), "event"))
        head = ", ".join(_count(number, noun) for number, noun in counts)
        lines = [f"warning: {message}" for message in self._warnings]
        lines += _rest(self.warnings, "warnings")
        lines.append(head + (f": {kinds}" if kinds else ""))
        if self.set_aside:
            lines.append(f"{self.set_aside} set aside:")
            lines += [f"  {entry}" for entry in self._set_aside]
            lines += _rest(self.set_aside, "set aside")
        return lines

    def show(self) -> None:
        """Print the summary on standard error."""
        for line in self.lines():
            click.echo(line, err=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _rest(number: int, noun: str) -> list[str]:
    return [f"  … and {number - SHOWN:,} more {noun}"] if number > SHOWN else []
