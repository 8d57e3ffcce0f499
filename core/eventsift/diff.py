"""Differences between two runs: events gained, lost and changed, each with the rules that found them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from eventsift.errors import UsageError

__all__ = ["Change", "compare", "read_events", "to_markdown"]

Event = Mapping[str, Any]
Why = Callable[[Event], str]
"""What is known of the cause of a difference in an event; empty where nothing is."""
_NOT_COMPARED = frozenset({"id", "type", "article", "evidence"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``fields`` maps a field to what it was and what it is; ``cause`` says which rules differ."""

    kind: Literal["gained", "lost", "changed"]
    article: str
    type: str
    text: str
    cause: str
    fields: dict[str, tuple[str, str]]

    def data(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self)


def read_events(path: Path) -> list[dict[str, Any]]:
    """The events of a JSONL file that a run wrote. Raises UsageError with the line that is none."""
    events = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            event = json.loads(line)
            event["article"], event["type"], event["evidence"][0]["start"]
        except (ValueError, KeyError, IndexError, TypeError):
            raise UsageError(f"{path}:{number}: no event; give the JSONL that eventsift run writes") from None
        events.append(event)
    return events


def compare(before: Iterable[Event], after: Iterable[Event], why: Why | None = None) -> list[Change]:
    """The differences, by article and place. Events are the same where type and content are; else those of one type
    whose evidence overlaps most are taken for one that changed. ``why`` adds to the cause."""
    old, new = _by_article(before), _by_article(after)
    changes: list[tuple[Any, Change]] = []
    for key in sorted(old.keys() | new.keys()):
        changes.extend(_pairs(old.get(key, []), new.get(key, []), why or _unknown))
    return [change for _, change in sorted(changes, key=lambda pair: pair[0])]


def _unknown(event: Event) -> str:
    del event
    return ""


def _by_article(events: Iterable[Event]) -> dict[tuple[str, str], list[Event]]:
    groups: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        groups.setdefault((str(event["article"]), str(event["type"])), []).append(event)
    return groups


def _pairs(old: list[Event], new: list[Event], why: Why) -> Iterator[tuple[Any, Change]]:
    same = [(a, b) for a in old for b in new if _content(a) == _content(b) and _spans(a) == _spans(b)]
    done_old: set[int] = set()
    done_new: set[int] = set()
    for a, b in same:
        if id(a) not in done_old and id(b) not in done_new:
            done_old.add(id(a))
            done_new.add(id(b))
    near = sorted(
        ((_shared(a, b), i, j) for i, a in enumerate(old) for j, b in enumerate(new) if _shared(a, b)),
        key=lambda triple: (-triple[0], triple[1], triple[2]),
    )
    for _, i, j in near:
        a, b = old[i], new[j]
        if id(a) in done_old or id(b) in done_new:
            continue
        done_old.add(id(a))
        done_new.add(id(b))
        both = {**b, "evidence": [*a["evidence"], *b["evidence"]]}
        yield _change("changed", b, _cause(a, b, why(both)), _fields(a, b))
    for event in old:
        if id(event) not in done_old:
            yield _change("lost", event, _with(f"no longer found by {_rules(event)}", why(event)), {})
    for event in new:
        if id(event) not in done_new:
            yield _change("gained", event, _with(f"found by {_rules(event)}", why(event)), {})


def _with(told: str, why: str) -> str:
    return f"{told}: {why}" if why else told


def _change(
    kind: Literal["gained", "lost", "changed"], event: Event, cause: str, fields: dict[str, tuple[str, str]]
) -> tuple[Any, Change]:
    first = event["evidence"][0]
    made = Change(kind, str(event["article"]), str(event["type"]), str(first.get("text", "")), cause, fields)
    return (made.article, first["start"], made.type, kind, cause), made


def _content(event: Event) -> dict[str, Any]:
    return {k: v for k, v in event.items() if k not in _NOT_COMPARED and v not in (None, [])}


def _spans(event: Event) -> list[tuple[int, int]]:
    return sorted((one["start"], one["end"]) for one in event["evidence"])


def _shared(a: Event, b: Event) -> int:
    """Characters of evidence that both have."""
    return sum(max(0, min(e, y) - max(s, x)) for s, e in _spans(a) for x, y in _spans(b))


def _rules(event: Event) -> str:
    found = dict.fromkeys(
        f"{one.get('rule', '?')} {one.get('rule_version', '')}".strip() for one in event["evidence"]
    )
    return ", ".join(sorted(found))


def _cause(a: Event, b: Event, why: str) -> str:
    old, new = _rules(a), _rules(b)
    if old != new:
        return _with(f"found by {new}, before by {old}", why)
    if why:
        return _with(f"found by {new}", why)
    return f"the same rules, {new}: a slot, a lexicon or the engine differs"


def _fields(a: Event, b: Event) -> dict[str, tuple[str, str]]:
    old, new = _content(a), _content(b)
    found = {
        k: (_show(old.get(k)), _show(new.get(k)))
        for k in sorted(old.keys() | new.keys())
        if old.get(k) != new.get(k)
    }
    if _spans(a) != _spans(b):
        found["evidence"] = (
            _show([one["text"] for one in a["evidence"]]),
            _show([one["text"] for one in b["evidence"]]),
        )
    return found


def _show(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_show, value)) or "-"
    if isinstance(value, dict):
        name = value.get("country") or value.get("name") or value.get("unit")
        words = str(value.get("text", json.dumps(value, ensure_ascii=False)))
        return f"{name} ({words})" if name else words
    return "-" if value is None else str(value)


def to_markdown(changes: list[Change]) -> str:
    """The differences as a section that fits a review."""
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("gained", "lost", "changed")}
    lines = [f"### {counts['gained']} gained, {counts['lost']} lost, {counts['changed']} changed", ""]
    for change in changes:
        text = " ".join(change.text.split()).replace("|", "\\|").replace("`", "'")
        lines.append(
            f"- **{change.kind}** `{change.type}` in `{change.article}`: “{text}”  \n  {change.cause}"
        )
        lines += [f"  - {name}: {was} → {now}" for name, (was, now) in change.fields.items()]
    return "\n".join(lines) + "\n"
