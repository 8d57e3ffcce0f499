"""Events as a table for people."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

from eventsift.events import Actor, Amount, DateRange, Event, Good
from eventsift.write.clean import clean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["write_table"]

PLAIN_WIDTH = 140  # of a table that goes to a file or a pipe
ROOMY = 100
SNIPPET = 160
SHOWN = 4  # actors or goods in a cell; the rest is counted
# Name, then either a width that keeps a day, "diplomatic" and "asserted" whole, or a share of what is left.
COLUMNS: tuple[tuple[str, int | None, int | None], ...] = (
    ("article", None, 3),
    ("type", 10, None),
    ("what", None, 4),
    ("who", None, 5),
    ("goods", None, 3),
    ("date", 10, None),
    ("modality", 8, None),
    ("evidence", None, 8),
)
BASE = frozenset(Event.model_fields)
STYLES = {"alleged": "yellow", "possible": "yellow", "planned": "cyan", "negated": "red"}


def write_table(events: Iterable[Event], stream: TextIO) -> None:
    """All events as one table, as wide as the terminal, or 140 columns in a file; colours on terminals only.

    A terminal of less than 100 columns has no room for the passages; the table says so.
    """
    from rich.console import Console

    if stream.isatty():
        _print(events, Console(file=stream, highlight=False, emoji=False, markup=False))
        return
    console = Console(file=StringIO(), width=PLAIN_WIDTH, highlight=False, emoji=False, markup=False)
    with console.capture() as capture:
        _print(events, console)
    stream.writelines(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _print(events: Iterable[Event], console: Console) -> None:
    from rich import box
    from rich.table import Table

    roomy = console.width >= ROOMY
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, header_style="bold")
    for name, width, share in COLUMNS if roomy else COLUMNS[:-1]:
        table.add_column(name, width=width, ratio=share, overflow="fold")
    previous = ""
    for event in events:
        is_new = event.article != previous
        if is_new:
            table.add_section()
        table.add_row(*_cells(event, is_new)[: len(table.columns)])
        previous = event.article
    console.print(table if table.row_count else "no events")
    if table.row_count and not roomy:
        console.print(f"(no room for the evidence in less than {ROOMY} columns)", style="dim")


def _cells(event: Event, names_article: bool) -> list[Text]:
    from rich.text import Text

    return [
        Text(clean(event.article.rsplit("/", 1)[-1]) if names_article else "", "dim"),
        Text(clean(event.type.replace("_", " "))),
        Text(what(event)),
        Text(who(event)),
        Text(goods(event)),
        Text(when(event.date)),
        Text(event.modality, STYLES.get(event.modality, "green")),
        Text(snippet(event)),
    ]


def _fields(event: Event) -> Iterator[tuple[str, Any]]:
    for name, value in event.__dict__.items():
        if name not in BASE and value not in (None, ()):
            yield name, value


def what(event: Event) -> str:
    """What the fields that hold words or amounts say: ``restrict tighten licence``, ``exports level up``."""
    parts: list[str] = []
    for _, value in _fields(event):
        items = value if isinstance(value, tuple) else (value,)
        words = [
            item.text if isinstance(item, Amount) else item
            for item in items
            if isinstance(item, Amount | str)
        ]
        if words:
            parts.append(", ".join(clean(word.replace("_", " ")) for word in words))
    return " · ".join(parts)


def who(event: Event) -> str:
    """The actors, field by field: ``imposers: China; targets: United States``."""
    parts = []
    for name, value in _fields(event):
        actors = [
            item for item in (value if isinstance(value, tuple) else (value,)) if isinstance(item, Actor)
        ]
        if actors:
            parts.append(f"{name}: {_listed(actor.text for actor in actors)}")
    return "; ".join(parts)


def goods(event: Event) -> str:
    """The normal names of the goods."""
    items = [
        item for _, value in _fields(event) for item in (value if isinstance(value, tuple) else (value,))
    ]
    return _listed(item.name for item in items if isinstance(item, Good))


def _listed(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(clean(name) for name in names))
    rest = len(unique) - SHOWN
    return ", ".join(unique[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def when(date: DateRange | None) -> str:
    """``2025-06-03``, ``2025-06``, ``2025``, ``2025-04-01 to 2025-04-10``, ``from 2020-01-01``."""
    if date is None or (date.start is None and date.end is None):
        return ""
    if date.start is None:
        return f"until {date.end}"
    if date.end is None:
        return f"from {date.start}"
    start, end = date.start.isoformat(), date.end.isoformat()
    if start == end:
        return start
    if start.endswith("-01-01") and end.endswith("-12-31") and start[:4] == end[:4]:
        return start[:4]
    if (
        start[:7] == end[:7]
        and date.start.day == 1
        and date.end.day == monthrange(*date.end.timetuple()[:2])[1]
    ):
        return start[:7]
    return f"{start} to {end}"


def snippet(event: Event) -> str:
    """The first passage, shortened, and how many more there are."""
    text = clean(event.evidence[0].text)
    if len(text) > SNIPPET:
        text = text[:SNIPPET].rsplit(" ", 1)[0] + " …"
    rest = len(event.evidence) - 1
    return text + (f" (+{rest})" if rest else "")
