"""News that the rules were not written from: how much of it is read, and how much is read into it.

Each passage of ``tests/data/blind`` lists its events with those fields only that are certain. An event is found
where one of the same type was read from the passage and agrees in the field that tells such events apart;
only the fields listed are compared. ``a|b`` allows either. Run as a script, the module lists what differs:
``python tests/rules/test_blind.py first trade_figure``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

import eventsift

BLIND = Path(__file__).resolve().parents[1] / "data" / "blind"
BUILT_IN = ["diplomatic_deal", "export_control", "smuggling_method", "trade_figure"]
TYPES = ["export_control", "smuggling", "trade_figure", "diplomatic_deal"]
KEYS = {"export_control": "direction", "trade_figure": "measure", "diplomatic_deal": "stage"}
LISTS = ["imposers", "targets", "goods", "methods", "actors", "quantities", "origin", "transit", "destination",
         "reporters", "partners", "parties", "topics", "attribution", "reasons"]  # fmt: skip
CLOSE_ENOUGH = 0.005
LIKE_WORDS = 0.5
TRIED_AT_MOST = 6
EMPTY_WORDS = {"the", "a", "an", "of", ""}

Expected = dict[str, Any]


@dataclass(frozen=True)
class Passage:
    """A piece of news with the events of one type that it tells (none of any type where ``type`` is null)."""

    id: str
    type: str | None
    published: date
    text: str
    events: list[Expected]


@dataclass
class Count:
    """Right, spurious and missed values."""

    right: int = 0
    spurious: int = 0
    missed: int = 0

    def add(self, other: Count) -> None:
        self.right += other.right
        self.spurious += other.spurious
        self.missed += other.missed

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.spurious)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.spurious + self.missed)

    def __str__(self) -> str:
        return f"P {self.precision:.2f} R {self.recall:.2f} F {self.f1:.2f} ({self.right}/{self.right + self.missed})"


@dataclass
class Score:
    """Events and fields of one type, and what differed, a line each."""

    events: Count = field(default_factory=Count)
    fields: dict[str, Count] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)

    @property
    def all_fields(self) -> Count:
        total = Count()
        for count in self.fields.values():
            total.add(count)
        return total


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w+", text.lower())} - EMPTY_WORDS


def _alike(found: str, wanted: str) -> bool:
    a, b = _words(found), _words(wanted)
    return bool(a and b) and len(a & b) / len(a | b) >= LIKE_WORDS


def _same_actor(found: Any, wanted: str) -> bool:
    if re.fullmatch("[A-Z]{2}", wanted):
        return bool(found.country == wanted)
    return wanted.lower() in found.text.lower() or _alike(found.text, wanted)


def _same_amount(found: Any, wanted: str) -> bool:
    number, unit = wanted.split(" ", 1)
    same_number = abs(found.value - float(number)) <= CLOSE_ENOUGH * float(number)
    return bool(same_number and found.unit.lower() == unit.lower())


def _bounds(wanted: str) -> tuple[int, int]:
    """Ordinals of the first day of a year or month (``2024``, ``2024-05``) and of the day after its last."""
    year, month = (int(part) for part in [*wanted.split("-"), "0"][:2])
    if not month:
        return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    return date(year, month, 1).toordinal(), date(year + month // 12, month % 12 + 1, 1).toordinal()


def _same_period(found: Any, wanted: str) -> bool:
    first, after = _bounds(wanted)
    if found.start is None or found.end is None:
        return False
    start, stop = found.start.toordinal(), found.end.toordinal() + 1
    return bool(2 * (min(stop, after) - max(start, first)) >= max(stop, after) - min(start, first))


def _same(name: str, found: Any, wanted: str) -> bool:
    return any(_same_one(name, found, option) for option in wanted.split("|"))


def _same_one(name: str, found: Any, wanted: str) -> bool:
    if name in ("amount", "change", "quantities"):
        return _same_amount(found, wanted)
    if name == "goods":
        return _alike(found.name, wanted) or _alike(found.text, wanted)
    if name == "period":
        return _same_period(found, wanted)
    return bool(found == wanted) if isinstance(found, str) else _same_actor(found, wanted)


def _compare(found: Any, wanted: Expected) -> dict[str, Count]:
    """The fields of a found event against those that are certain."""
    counts = {}
    for name, value in _fields(wanted):
        read = getattr(found, name, None)
        read = read if isinstance(read, (list, tuple)) else [] if read is None else [read]
        left, right = list(read), 0
        for option in value:
            hit = next((item for item in left if _same(name, item, option)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
        left = [item for item in left if not any(_same(name, item, option) for option in value)]
        spurious = len(left) if name in LISTS else 0
        counts[name] = Count(right, spurious, len(value) - right)
    return counts


def _fields(wanted: Expected) -> Iterator[tuple[str, list[str]]]:
    for name, value in wanted.items():
        if name != "optional":
            yield name, [str(item) for item in (value if isinstance(value, list) else [value])]


def _likeness(found: Any, wanted: Expected, key: str | None) -> float:
    """Zero where the two are not one event."""
    if key and key in wanted and not _same(key, getattr(found, key) or "", str(wanted[key])):
        return 0.0
    total = Count()
    for count in _compare(found, wanted).values():
        total.add(count)
    return 0.01 + total.f1


def _pairs(found: list[Any], wanted: list[Expected], key: str | None) -> list[tuple[int, int]]:
    """The pairing of found with expected events that is most alike (tried out: passages hold few events)."""
    found = found[:TRIED_AT_MOST]
    slots = [*range(len(wanted)), *([None] * len(found))]
    best: tuple[float, list[tuple[int, int]]] = (0.0, [])
    for order in set(permutations(slots, len(found))):
        pairs = [(i, j) for i, j in enumerate(order) if j is not None]
        likes = [(_likeness(found[i], wanted[j], key), (i, j)) for i, j in pairs]
        total = sum(like for like, _ in likes)
        if total > best[0]:
            best = (total, [pair for like, pair in likes if like])
    return best[1]


def read_passages(which: str) -> list[Passage]:
    """The passages of the files ``<which>-<type>.yaml``."""
    passages = []
    for path in sorted(BLIND.glob(f"{which}-*.yaml")):
        kind = path.stem.partition("-")[2]
        for number, item in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            type_ = None if kind == "near" else kind
            passages.append(
                Passage(f"{kind}-{number}", type_, item["published"], item["text"], item.get("events", []))
            )
    return passages


def _score_passage(score: Score, passage: Passage, found: list[Any]) -> None:
    key = KEYS.get(passage.type or "")
    pairs = _pairs(found, passage.events, key)
    hit = dict(pairs)
    for i, event in enumerate(found):
        if i not in hit:
            score.events.spurious += 1
            score.differences.append(f"{passage.id} FALSE {event.type} {_brief(event)}\n    {passage.text}")
    paired = {j: found[i] for i, j in pairs}
    for j, wanted in enumerate(passage.events):
        if wanted.get("optional"):
            continue
        if j in paired:
            score.events.right += 1
            counts = _compare(paired[j], wanted)
        else:
            score.events.missed += 1
            counts = {name: Count(missed=len(value)) for name, value in _fields(wanted)}
            score.differences.append(f"{passage.id} MISSED {wanted}\n    {passage.text}")
        wrong = [name for name, count in counts.items() if count.missed or count.spurious]
        if j in paired and wrong:
            told = "; ".join(
                f"{name}: {_value(getattr(paired[j], name, None))} not {wanted[name]}" for name in wrong
            )
            score.differences.append(f"{passage.id} FIELDS {told}\n    {passage.text}")
        for name, count in counts.items():
            score.fields.setdefault(name, Count()).add(count)


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if hasattr(value, "kind"):
        return f"{value.text}/{value.kind}/{value.country}"
    if hasattr(value, "unit"):
        return f"{value.value} {value.unit}"
    if hasattr(value, "start_char"):
        return f"{value.start}..{value.end}"
    return str(getattr(value, "name", value))


def _brief(event: Any) -> str:
    values = {name: getattr(event, name) for name in type(event).model_fields}
    shown = {name: value for name, value in values.items() if value not in (None, [], (), "")}
    told = [f"{k}={_value(v)}" for k, v in shown.items() if k not in ("id", "type", "article", "evidence")]
    return f"by {event.evidence[0].rule}: " + "; ".join(told)


@cache
def score(which: str) -> dict[str, Score]:
    """Per type, and ``near`` for the passages that tell nothing."""
    passages = read_passages(which)
    articles = [eventsift.Article(id=p.id, text=p.text, published=p.published) for p in passages]
    scores = {name: Score() for name in [*TYPES, "near"]}
    for passage, extraction in zip(passages, eventsift.load(BUILT_IN).extract_many(articles), strict=True):
        wanted = [event for event in extraction.events if passage.type in (None, event.type)]
        _score_passage(scores[passage.type or "near"], passage, wanted)
    return scores


def report(scores: dict[str, Score], out: Callable[[str], object] = print) -> None:
    """The figures, a type a line, its fields below."""
    for name in TYPES:
        score = scores[name]
        out(f"{name:16} events {score.events}  fields {score.all_fields}")
        out("    " + ", ".join(f"{field} {count.f1:.2f}" for field, count in score.fields.items()))
    out(f"near misses: {scores['near'].events.spurious} false alarms")


FLOORS = {
    ("first", "export_control"): (0.84, 0.83),
    ("first", "smuggling"): (0.91, 0.81),
    ("first", "trade_figure"): (0.90, 0.90),
    ("first", "diplomatic_deal"): (0.85, 0.79),
    ("second", "export_control"): (0.71, 0.75),
    ("second", "smuggling"): (0.75, 0.68),
    ("second", "trade_figure"): (0.86, 0.88),
    ("second", "diplomatic_deal"): (0.76, 0.83),
}
"""(set, type): least F1 of events, of fields; a little below what was reached when last raised."""
FALSE_ALARMS = {"first": 0, "second": 0}


@pytest.mark.parametrize(("which", "type_"), FLOORS)
def test_wordings_not_thought_of_are_read(which: str, type_: str) -> None:
    found = score(which)[type_]
    report(score(which))
    events, fields = FLOORS[which, type_]
    assert found.events.f1 >= events, "\n".join(found.differences)
    assert found.all_fields.f1 >= fields, "\n".join(found.differences)


@pytest.mark.parametrize("which", FALSE_ALARMS)
def test_news_that_only_sounds_alike_stays_silent(which: str) -> None:
    found = score(which)["near"]
    assert found.events.spurious <= FALSE_ALARMS[which], "\n".join(found.differences)


if __name__ == "__main__":
    SET, *SHOWN = sys.argv[1:]
    SCORES = score(SET)
    for SHOWN_TYPE in SHOWN:
        print("\n".join(SCORES[SHOWN_TYPE].differences))
    report(SCORES)
