"""Merging in the article: several passages that tell of one event become one event with several pieces of evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eventsift.draft import Draft, FieldKind, Resolved, key_of
from eventsift.rules.model import Merge

__all__ = ["default_merge", "merge_drafts"]


def default_merge(kinds: dict[str, FieldKind]) -> Merge:
    """How events are merged whose rule file does not say: no single value may differ, lists must share one."""
    single = [name for name, kind in kinds.items() if kind in {"value", "mention", "date"}]
    lists = [name for name, kind in kinds.items() if kind in {"mentions", "values"}]
    return Merge.model_validate({"equal": ["modality", *single], "share": lists})


def merge_drafts(
    drafts: list[Draft],
    how: Merge,
    kinds: dict[str, FieldKind],
    told: Callable[[Draft, Draft], object] | None = None,
) -> list[Draft]:
    """The drafts of one type, those that tell of the same event joined into the first of them.

    ``told`` gets each draft that takes in another, and that other.
    """
    merged: list[Draft] = []
    for draft in drafts:
        for kept in reversed(merged):  # what follows speaks of what was told last
            if _same(kept, draft, how, kinds):
                _join(kept, draft, how, kinds)
                if told is not None:
                    told(kept, draft)
                break
        else:
            merged.append(draft)
    return merged


def _same(a: Draft, b: Draft, how: Merge, kinds: dict[str, FieldKind]) -> bool:
    if a.match.strip is b.match.strip and a.match.rule.id == b.match.rule.id and kinds.get("amount"):
        return False
    for name in how.equal:
        if not _equal(_value(a, name), _value(b, name)):
            return False
    for name in how.share:
        if not _share(_value(a, name), _value(b, name)):
            return False
    for name in how.nest:
        if not _nest(_value(a, name), _value(b, name)):
            return False
    return not how.overlap or any(_agree(_value(a, name), _value(b, name)) for name in how.overlap)


def _value(draft: Draft, name: str) -> Any:
    return draft.modality if name == "modality" else draft.values.get(name)


def _keys(value: Any) -> set[Any]:
    if value is None or value == []:
        return set()
    return {key_of(item) for item in value} if isinstance(value, list) else {key_of(value)}


def _equal(a: Any, b: Any) -> bool:
    """Both the same, or one of them empty; date ranges need only meet."""
    if isinstance(a, Resolved) and isinstance(b, Resolved):
        return _meet(a, b)
    ka, kb = _keys(a), _keys(b)
    return not ka or not kb or ka == kb


def _share(a: Any, b: Any) -> bool:
    ka, kb = _keys(a), _keys(b)
    return not ka or not kb or not ka.isdisjoint(kb)


def _nest(a: Any, b: Any) -> bool:
    ka, kb = _keys(a), _keys(b)
    return not ka or not kb or ka <= kb or kb <= ka


def _agree(a: Any, b: Any) -> bool:
    return not _keys(a).isdisjoint(_keys(b))


def _meet(a: Resolved, b: Resolved) -> bool:
    def days(r: Resolved) -> tuple[int, int]:
        start = r.range.start.toordinal() if r.range.start else 0
        return start, r.range.end.toordinal() if r.range.end else 4_000_000

    (s1, e1), (s2, e2) = days(a), days(b)
    return s1 <= e2 and s2 <= e1


def _join(kept: Draft, other: Draft, how: Merge, kinds: dict[str, FieldKind]) -> None:
    for passage in other.passages:
        if (passage.start, passage.end) not in {(p.start, p.end) for p in kept.passages}:
            kept.passages.append(passage)
    for name, kind in kinds.items():
        theirs = other.values.get(name)
        mine = kept.values.get(name)
        if not theirs:
            continue
        weak = name in kept.inherited and name not in other.inherited
        if not mine or weak:
            kept.values[name] = list(theirs) if isinstance(theirs, list) else theirs
            if name not in other.inherited:
                kept.inherited.discard(name)
        elif kind in {"mentions", "values"} and how.join and name not in other.inherited:
            have = _keys(mine)
            kept.values[name] = [*mine, *(item for item in theirs if key_of(item) not in have)]
    for name in [name for name in other.values if name.startswith("_")]:  # helper values of a finish step
        mine, theirs = kept.values.get(name), other.values[name]
        if isinstance(mine, list):
            kept.values[name] = [*mine, *(item for item in theirs if item not in mine)]
        elif not mine:
            kept.values[name] = theirs
    if not kept.attribution:
        kept.attribution = list(other.attribution)
    if kept.modality == "asserted" and other.modality == "alleged":
        kept.modality = other.modality
