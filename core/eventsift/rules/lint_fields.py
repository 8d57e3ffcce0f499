"""Lints of fields: what a rule sets, fills, demands, inherits and merges must be what the event model has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from eventsift.draft import field_kinds
from eventsift.events import Event, event_type
from eventsift.rules.model import Rule, RuleFile, SlotRule
from eventsift.rules.pattern import Slot, walk
from eventsift.rules.problems import RuleProblem, nearest
from eventsift.rules.sites import own_tree

if TYPE_CHECKING:
    from eventsift.rules.check import World
    from eventsift.rules.source import At, Source

__all__ = ["choices", "lint_fields"]

Models = Mapping[int, type[Event]]
HELPER = "_"  # begins the name of a value that only the Python step of an extractor reads
_ALWAYS = frozenset(["type", "id", "article", "modality", "attribution", "evidence", "date"])


def choices(model: type[Event], field: str) -> tuple[str, ...]:
    """The values that an enumeration field takes; empty for other fields.

    >>> from eventsift_plugins.models import ExportControl
    >>> choices(ExportControl, "direction")
    ('restrict', 'relax')
    """
    info = model.model_fields.get(field)
    return tuple(map(str, _literals(info.annotation))) if info else ()


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)


def lint_fields(source: Source, rules: RuleFile, models: Models, world: World) -> Iterator[RuleProblem]:
    """``models`` gives the event model of each rule by its number; others are told of elsewhere."""
    used = list({event_type(model): model for model in models.values()}.values())
    if used:
        yield from _slots(source, rules.slots, ("slots",), used, world)
        yield from _inherit(source, rules, used, world)
        yield from _merge(source, rules, used, world)
    for number, model in models.items():
        rule = rules.rules[number]
        at: At = ("rules", number)
        yield from _set(source, rule, (*at, "set"), model, world)
        yield from _slots(source, rule.slots, (*at, "slots"), [model], world)
        yield from _taken(source, rules, rule, (*at, "trigger"), model, world)
        yield from _require(source, rules, rule, (*at, "require"), model, world)
        if event_type(model) not in world.finished:
            yield from _missing(source, rules, rule, at, model)


def _free(name: str, known: Collection[str], models: Iterable[type[Event]], world: World) -> bool:
    """Whether a name may be that of a helper, which only the Python step of its extractor reads."""
    if name.startswith(HELPER):
        return True
    finished = any(event_type(model) in world.finished for model in models)
    return finished and not _misspelt(name, frozenset(known))


@lru_cache(maxsize=4096)
def _misspelt(name: str, known: frozenset[str]) -> bool:
    return bool(get_close_matches(name, known, 1, 0.8))


def _fields(models: Iterable[type[Event]]) -> set[str]:
    return {name for model in models for name in field_kinds(model)} | {"date"}


def _unknown(
    source: Source, name: str, at: At, known: Iterable[str], models: list[type[Event]], **place: Any
) -> RuleProblem:
    types = ", ".join(sorted(map(event_type, models)))
    return source.problem(
        "unknown-field", f"{types} has no field {name!r}", at, hint=nearest(name, known), **place
    )


def _set(source: Source, rule: Rule, at: At, model: type[Event], world: World) -> Iterator[RuleProblem]:
    known = _fields([model]) | {"modality"}
    for name, value in rule.set.items():
        if name not in known:
            if not _free(name, known, [model], world):
                yield _unknown(source, name, (*at, name), known, [model], key=True)
            continue
        allowed = choices(model, name)
        if not allowed and name != "modality" and field_kinds(model).get(name) not in {"value", "values"}:
            message = f"{name} takes words of the text, not a fixed value"
            yield source.problem("bad-value", message, (*at, name))
        elif allowed:
            for one in value if isinstance(value, list) else [value]:
                if str(one) not in allowed:
                    yield _bad(source, name, str(one), (*at, name), allowed)


def _bad(source: Source, name: str, value: str, at: At, allowed: Iterable[str], **place: Any) -> RuleProblem:
    return source.problem(
        "bad-value",
        f"{name} does not take {value!r}",
        at,
        hint=nearest(value, allowed) or f"there are: {', '.join(allowed)}",
        **place,
    )


def _slots(
    source: Source, slots: Mapping[str, SlotRule], at: At, models: list[type[Event]], world: World
) -> Iterator[RuleProblem]:
    known = _fields(models)
    for name, slot in slots.items():
        place = (*at, name)
        if slot.type:
            yield from _types(source, slot.type, (*place, "type"), world)
        if name not in known:
            if _free(name, known, models, world):
                continue
            yield _unknown(source, name, place, known, models, key=True)
        else:
            yield from _slot_kind(
                source, name, slot, place, [m for m in models if name in m.model_fields], world
            )


def _types(source: Source, types: str, at: At, world: World) -> Iterator[RuleProblem]:
    for type_ in types.split("|"):
        if type_ not in world.types:
            message = f"no lexicon and no recogniser gives the type {type_!r}"
            yield source.problem(
                "unknown-type", message, at, column=types.find(type_), hint=nearest(type_, world.types)
            )


def _slot_kind(
    source: Source, name: str, slot: SlotRule, at: At, models: list[type[Event]], world: World
) -> Iterator[RuleProblem]:
    words = any(field_kinds(model).get(name) in {"value", "values"} for model in models)
    if slot.find and words:
        yield source.problem(
            "bad-value", f"{name} takes a value, so `find` is never looked at", (*at, "find"), key=True
        )
    if slot.values and not words:
        message = f"{name} takes words of the text, so `values` is never looked at"
        yield source.problem("bad-value", message, (*at, "values"), key=True)
    allowed = {choice for model in models for choice in choices(model, name)}
    for value in slot.values if words and allowed else ():
        if value not in allowed and not _free(value, allowed, models, world):
            yield _bad(source, name, value, (*at, "values", value), sorted(allowed), key=True)


def _taken(
    source: Source, rules: RuleFile, rule: Rule, at: At, model: type[Event], world: World
) -> Iterator[RuleProblem]:
    """Slots that a trigger takes."""
    kinds = field_kinds(model)
    known = _fields([model])
    for number, text in enumerate(rule.trigger):
        node = own_tree(text, rules.macros)
        for part in walk(node) if node else ():
            if not isinstance(part, Slot) or not part.name or _free(part.name, known, [model], world):
                continue
            place = (*at, number)
            if part.name not in known:
                yield _unknown(source, part.name, place, known, [model], column=part.column + 1)
            elif kinds.get(part.name) in {"value", "values"}:
                message = f"{part.name} takes a value, not words of the text"
                yield source.problem("bad-value", message, place, column=part.column + 1)


def _require(
    source: Source, rules: RuleFile, rule: Rule, at: At, model: type[Event], world: World
) -> Iterator[RuleProblem]:
    known = _fields([model])
    for number, names in enumerate(rule.require):
        for name in names.split("|"):
            helper = _free(name, known, [model], world) and name in _helpers(rules, rule)
            if name not in known and not helper:
                column = names.find(name)
                yield _unknown(source, name, (*at, number), known, [model], column=column)


def _helpers(rules: RuleFile, rule: Rule) -> set[str]:
    """All slots that the rule has: declared, taken by its triggers, or by a macro."""
    found = {*rules.slots, *rule.slots}
    macros = (t for macro in rules.macros.values() for t in ([macro] if isinstance(macro, str) else macro))
    for text in (*rule.trigger, *macros):
        node = own_tree(text, rules.macros)
        found |= {p.name for p in (walk(node) if node else ()) if isinstance(p, Slot) and p.name}
    return found


def _inherit(
    source: Source, rules: RuleFile, models: list[type[Event]], world: World
) -> Iterator[RuleProblem]:
    known = _fields(models) | {"attribution"}
    for name, plan in rules.inherit.items():
        at: At = ("inherit", name)
        if name not in known and not _free(name, known, models, world):
            yield _unknown(source, name, at, known, models, key=True)
        for key in ("unless", "same"):
            for number, other in enumerate(getattr(plan, key)):
                if other not in known and not _free(other, known, models, world):
                    yield _unknown(source, other, (*at, key, number), known, models)
        if plan.type:
            yield from _types(source, plan.type, (*at, "type"), world)


def _merge(source: Source, rules: RuleFile, models: list[type[Event]], world: World) -> Iterator[RuleProblem]:
    known = _fields(models) | {"modality"}
    for key in ("equal", "share", "nest", "overlap"):
        for number, name in enumerate(getattr(rules.merge, key, ())):
            if name not in known and not _free(name, known, models, world):
                yield _unknown(source, name, ("merge", key, number), known, models)


def _missing(
    source: Source, rules: RuleFile, rule: Rule, at: At, model: type[Event]
) -> Iterator[RuleProblem]:
    given = {*rule.set, *rules.slots, *rule.slots, *_helpers(rules, rule), *rules.inherit, *_ALWAYS}
    missing = [n for n, info in model.model_fields.items() if info.is_required() and n not in given]
    if missing:
        names = " and ".join(map(repr, missing))
        message = f"{event_type(model)} needs {names}, which neither `set` nor a slot gives"
        yield source.problem("missing-field", message, (*at, "id"))
