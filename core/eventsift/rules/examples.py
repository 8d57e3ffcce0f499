"""The examples in rule files, run through the whole engine: each rule must do what its examples say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from eventsift.article import Article
from eventsift.events import Amount, DateRange, Event
from eventsift.rules.load import read_model
from eventsift.rules.model import Example, Rule, RuleFile
from eventsift.rules.source import Source
from eventsift.rules.swaps import Swap, Swapper, apply

if TYPE_CHECKING:
    from eventsift.engine import Engine, Extraction

__all__ = ["ExampleResult", "Mark", "closest", "run_examples", "strip_marks", "tells", "told_as"]

Outcome = Literal["passed", "failed", "todo", "mended"]
_MARK = re.compile(r"\[([^\[\]]+)\]\{([A-Za-z_|]+)\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of an example, characters ``start`` to ``end`` of its plain text, that a slot must hold."""

    start: int
    end: int
    slot: str
    words: str


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How one example came out.

    ``number`` counts from 0 within the rule, and is -1 where no example makes the rule fire. ``todo``: it
    still fails, as it says. ``mended``: it says that it fails, and does not. ``events`` are one line each.
    ``swap`` says which words stand for others, where it is an example that passes as it is written.
    """

    rule: str
    file: str
    line: int
    number: int
    text: str
    outcome: Outcome
    failures: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    swap: str = ""

    @property
    def ok(self) -> bool:
        """Whether the rules' author has nothing to do here."""
        return self.outcome in {"passed", "todo"}

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}: {self.rule}"
        lines = [head if self.number < 0 else f"{head}, example {self.number + 1}"]
        if self.swap:
            lines[0] += f", with {self.swap}"
        if self.text:
            lines.append(f"    {self.text}")
        lines += [f"    - {failure}" for failure in self.failures]
        if not self.ok and self.number >= 0:
            lines += [f"    came: {event}" for event in self.events] or ["    came: no event"]
        return "\n".join(lines)


def strip_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and where they stood.

    >>> strip_marks("[Norway]{imposers} banned it.")
    ('Norway banned it.', (Mark(start=0, end=6, slot='imposers', words='Norway'),))
    """
    marks: list[Mark] = []
    pieces: list[str] = []
    length = last = 0
    for found in _MARK.finditer(text):
        before = text[last : found.start()]
        pieces += [before, found[1]]
        length += len(before)
        marks += [Mark(length, length + len(found[1]), slot, found[1]) for slot in found[2].split("|")]
        length += len(found[1])
        last = found.end()
    return "".join([*pieces, text[last:]]), tuple(marks)


def run_examples(
    engine: Engine, files: Iterable[Path], only: str = "", *, swap: bool = False
) -> list[ExampleResult]:
    """Every example of the rules in these files, in their order, then each rule that no example makes fire.

    ``only``: a part of the rule's id or of the example's text. ``swap``: each matching example that passes is tried
    again with other words, and what fails then is among the results. The engine must hold the rules. Raises
    RuleErrors.
    """
    results: list[ExampleResult] = []
    swapper = Swapper(engine) if swap else None
    for path in files:
        source, file = Source(path), read_model(path, RuleFile)
        for number, rule in enumerate(file.rules):
            made = list(_run_rule(engine, source, number, rule, only.casefold(), swapper))
            results.extend(made)
            chosen = not only or only.casefold() in rule.id.casefold()
            if (
                chosen
                and not any(r.number >= 0 and not r.ok and not r.swap for r in made)
                and not _fires(engine, rule)
            ):
                line = source.problem("few-examples", "", ("rules", number)).line
                failure = "no example makes this rule fire"
                results.append(ExampleResult(rule.id, source.name, line, -1, "", "failed", (failure,)))
    return results


def _fires(engine: Engine, rule: Rule) -> bool:
    return any(
        example.match and not example.todo and _own(_extract(engine, example), rule)
        for example in rule.examples
    )


def _run_rule(
    engine: Engine, source: Source, number: int, rule: Rule, only: str, swapper: Swapper | None
) -> Iterator[ExampleResult]:
    for position, example in enumerate(rule.examples):
        if only and only not in rule.id.casefold() and only not in example.text.casefold():
            continue
        found = _extract(engine, example)
        failures = tuple(_failures(rule, example, strip_marks(example.text)[1], found, _own(found, rule)))
        outcome: Outcome = "failed" if failures else "passed"
        if example.todo:
            outcome = "todo" if failures else "mended"
            failures = failures or (f"is marked as todo ({example.todo}) but passes: take the mark away",)
        line = source.problem("few-examples", "", ("rules", number, "examples", position)).line
        plain = " ".join(strip_marks(example.text)[0].split())
        result = ExampleResult(rule.id, source.name, line, position, plain, outcome, failures, _told(found))
        yield result
        if swapper and outcome == "passed" and example.match and example.swap:
            yield from _run_swaps(engine, swapper, rule, example, found, result)


def _run_swaps(
    engine: Engine, swapper: Swapper, rule: Rule, example: Example, found: Extraction, passed: ExampleResult
) -> Iterator[ExampleResult]:
    """The swaps of an example that change its outcome."""
    text, marks = strip_marks(example.text)
    own = _own(found, rule)
    base = next(e for e in own if not _failures(rule, example, marks, found, [e]))
    for swap in swapper.swaps(rule.id, text, example.title, own):
        changed = apply(text, swap.edits)
        expect = {name: swap.expectation(wanted) for name, wanted in example.expect.items()}
        other = example.model_copy(
            update={"text": changed, "title": swap.title, "expect": _told_values(base) | expect}
        )
        come = _extract(engine, other)
        same = [event for event in come.events if event.type == base.type]  # by whichever rule
        failures = tuple(_failures(rule, other, _moved(marks, swap, changed), come, same))
        if failures:
            yield replace(
                passed, text=changed, outcome="failed", failures=failures, events=_told(come), swap=swap.told
            )


def _told_values(event: Event) -> dict[str, Any]:
    """The fields that hold no words of the text, which no swap may change."""
    told = event.model_dump(exclude={"type", "id", "article", "evidence"})
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _moved(marks: Iterable[Mark], swap: Swap, text: str) -> list[Mark]:
    places = ((swap.place(mark.start, mark.end), mark.slot) for mark in marks)
    return [Mark(start, end, slot, text[start:end]) for (start, end), slot in places]


def _told(found: Extraction) -> tuple[str, ...]:
    return tuple(map(_describe, found.events)) + tuple(f"a problem: {p}" for p in found.problems)


def _extract(engine: Engine, example: Example) -> Extraction:
    text, _ = strip_marks(example.text)
    return engine.extract(Article(id="example", text=text, title=example.title, published=example.published))


def _own(found: Extraction, rule: Rule) -> list[Event]:
    return [event for event in found.events if any(passage.rule == rule.id for passage in event.evidence)]


def _failures(
    rule: Rule, example: Example, marks: Sequence[Mark], found: Extraction, events: Sequence[Event]
) -> list[str]:
    """What keeps the best of the events from being what the example says."""
    broken = [str(p) for p in found.problems if p.rule in (rule.id, None)]
    if not example.match:
        return ["is a near miss, but the rule fires"] if events or broken else []
    if not events:
        return broken or ["the rule does not fire"]
    each = [[*_marks_missed(event, marks), *_unexpected(event, example.expect)] for event in events]
    return min(each, key=len)


def _marks_missed(event: Event, marks: Sequence[Mark]) -> Iterator[str]:
    for mark in marks:
        values = _items(getattr(event, mark.slot, None))
        if not any(start < mark.end and mark.start < end for start, end in filter(None, map(_span, values))):
            come = ", ".join(map(_show, values)) or "nothing"
            yield f"{mark.slot}: expected the words {mark.words!r}, came {come}"


def _unexpected(event: Event, expect: dict[str, Any]) -> Iterator[str]:
    for name, wanted in expect.items():
        if not hasattr(event, name):
            yield f"{name}: an event of type {event.type} has no such field"
            continue
        values = _items(getattr(event, name))
        if not tells(values, wanted):
            come = ", ".join(map(_show, values)) or "nothing"
            yield f"{name}: expected {_plain(wanted)}, came {come}"


def closest(engine: Engine, rule: Rule, example: Example) -> dict[str, list[Any]]:
    """The expectations that fail, with the values that came, in the event that fails least.

    Empty where the rule does not fire or a mark is missed, and for near misses and todos.
    """
    if not example.match or example.todo:
        return {}
    _, marks = strip_marks(example.text)
    events = [e for e in _own(_extract(engine, example), rule) if not list(_marks_missed(e, marks))]
    each = [
        {
            name: _items(getattr(event, name))
            for name, wanted in example.expect.items()
            if hasattr(event, name) and not tells(_items(getattr(event, name)), wanted)
        }
        for event in events
    ]
    return min(each, key=len, default={})


def told_as(values: Sequence[Any], wanted: Any) -> Any:
    """Values as an expectation writes them, in the form of the one that stood there: a list, or one of them."""
    names = [_code(value) for value in values]
    return names if isinstance(wanted, list) or len(names) > 1 else names[0] if names else None


def _code(value: Any) -> str:
    if isinstance(value, DateRange):
        return value.start.isoformat() if value.start and value.start == value.end else _days(value)
    named = getattr(value, "country", None) or getattr(value, "name", None)
    if isinstance(value, Amount) or not isinstance(value, BaseModel):
        return next(_names(value))
    return str(named or getattr(value, "text", None) or next(_names(value)))


def tells(values: Sequence[Any], wanted: Any) -> bool:
    """Whether a field's values are what an example expects.

    A list names all of them, anything else one of them. ``None`` and the empty list expect none.
    """
    if wanted is None or wanted == []:
        return not values
    if not isinstance(wanted, list):
        return any(_is(value, wanted) for value in values)
    left = list(values)
    for one in wanted:
        same = next((value for value in left if _is(value, one)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, tuple | list) else [value]


def _is(value: Any, wanted: Any) -> bool:
    spelt = " ".join(_plain(wanted).casefold().split())
    return any(spelt == name.casefold() for name in _names(value))


def _plain(wanted: Any) -> str:
    if isinstance(wanted, bool):
        return str(wanted).lower()
    return f"{wanted:.12g}" if isinstance(wanted, float) else str(wanted)


def _names(value: Any) -> Iterator[str]:
    """All that an example may call a value: a code, a name, a unit's amount, a range of days, the words."""
    if isinstance(value, DateRange):
        yield _days(value)
        if value.start == value.end and value.start:
            yield value.start.isoformat()
    elif isinstance(value, Amount):
        number = f"{value.value:.12g}"
        yield from (f"{number} {value.unit}".strip(), number)
        if value.low is not None and value.high is not None:
            yield f"{value.low:.12g}..{value.high:.12g} {value.unit}".strip()
    elif isinstance(value, BaseModel):
        yield from (str(v) for k, v in value.__dict__.items() if isinstance(v, str) and k != "kind")
        return
    else:
        yield _plain(value)
    text = getattr(value, "text", None)
    if isinstance(text, str):
        yield text


def _days(value: DateRange) -> str:
    return f"{value.start or ''}..{value.end or ''}"


def _span(value: Any) -> tuple[int, int] | None:
    if isinstance(value, DateRange):
        return value.start_char, value.end_char
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


def _show(value: Any) -> str:
    names = list(dict.fromkeys(_names(value)))
    text = getattr(value, "text", None)
    code = next(
        (name for name in (getattr(value, "country", None), getattr(value, "name", None)) if name), None
    )
    if isinstance(value, DateRange | Amount):
        return f"{names[0]} ({text!r})"
    return f"{code} ({text!r})" if code and text else repr(text) if text else names[0]


def _describe(event: Event) -> str:
    """An event in one line: who found it, and what it holds."""
    rules = "+".join(dict.fromkeys(passage.rule for passage in event.evidence))
    said = []
    for name, value in event:
        if name not in {"type", "id", "article", "evidence"} and (items := _items(value)):
            said.append(f"{name}={'; '.join(map(_show, items))}")
    return f"{rules}: {', '.join(said)}"
