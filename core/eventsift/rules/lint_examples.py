"""Lints of examples: enough of them, unlike one another, and nothing in them that is never looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from eventsift.draft import field_kinds
from eventsift.events import Event, event_type
from eventsift.rules.examples import strip_marks
from eventsift.rules.lint_fields import choices
from eventsift.rules.model import Example, Rule, RuleFile
from eventsift.rules.problems import RuleProblem, nearest

if TYPE_CHECKING:
    from eventsift.rules.check import World
    from eventsift.rules.source import At, Source

__all__ = ["lint_examples"]

MATCHING, NEAR_MISSES = 2, 1
_BROKEN_MARK = re.compile(r"\]\s*\{|\]\{")


def lint_examples(
    source: Source,
    rules: RuleFile,
    models: Mapping[int, type[Event]],
    mended: frozenset[tuple[str | int, ...]],
    world: World,
) -> Iterator[RuleProblem]:
    """``mended``: paths that were left out because they do not hold, so that nothing is missed twice."""
    for number, model in models.items():
        rule = rules.rules[number]
        at: At = ("rules", number)
        if not any(path[:2] == at and "examples" in path for path in mended):
            yield from _enough(source, rule, at)
            yield from _alike(source, rule, at, world)
        yield from _repeated(source, rule, at)
        for position, example in enumerate(rule.examples):
            yield from _dead(source, example, (*at, "examples", position), model)
            yield from _fields(source, example, (*at, "examples", position), model)


def _enough(source: Source, rule: Rule, at: At) -> Iterator[RuleProblem]:
    held = [example for example in rule.examples if not example.todo]
    matching = sum(example.match for example in held)
    misses = len(held) - matching
    if matching < MATCHING or misses < NEAR_MISSES:
        have = f"{matching} matching and {misses} near misses"
        message = f"{rule.id} has {have}; it needs {MATCHING} and {NEAR_MISSES}"
        yield source.problem("few-examples", message, (*at, "id"))


def _alike(source: Source, rule: Rule, at: At, world: World) -> Iterator[RuleProblem]:
    texts = [strip_marks(e.text)[0] for e in rule.examples if e.match and not e.todo]
    if len(texts) < MATCHING:
        return
    for kind, what in (("country", "states"), ("good", "goods")):
        each = [world.mentioned(text, kind) for text in texts]
        if each[0] and all(found == each[0] for found in each):
            message = f"all matching examples of {rule.id} have the same {what}: {', '.join(sorted(each[0]))}"
            yield source.problem("same-words", message, (*at, "id"))


def _repeated(source: Source, rule: Rule, at: At) -> Iterator[RuleProblem]:
    seen: dict[str, bool] = {}
    for position, example in enumerate(rule.examples):
        text = " ".join(strip_marks(example.text)[0].casefold().split())
        if text in seen:
            said = "repeats" if seen[text] == example.match else "contradicts"
            message = f"this example {said} an earlier one of the rule"
            yield source.problem("dead-example", message, (*at, "examples", position))
        seen.setdefault(text, example.match)


def _dead(source: Source, example: Example, at: At, model: type[Event]) -> Iterator[RuleProblem]:
    plain, marks = strip_marks(example.text)
    broken = _BROKEN_MARK.search(plain)
    if broken:
        column = example.text.find(broken.group())
        message = "a mark that cannot be read: write [words]{slot}"
        yield source.problem("dead-example", message, (*at, "text"), column=max(0, column))
    if not example.match and (example.expect or marks):
        message = "a near miss finds no event, so its marks and `expect` are never looked at"
        yield source.problem("dead-example", message, at)
    kinds = field_kinds(model)
    for mark in marks:
        if kinds.get(mark.slot) in {"value", "values"}:
            message = f"{mark.slot} holds a value, not words: use `expect`"
            column = example.text.find(f"{{{mark.slot}") + 1
            yield source.problem("dead-example", message, (*at, "text"), column=column)


def _fields(source: Source, example: Example, at: At, model: type[Event]) -> Iterator[RuleProblem]:
    known = set(model.model_fields) - {"type", "id", "article", "evidence"}
    for mark in strip_marks(example.text)[1]:
        if mark.slot not in known:
            column = example.text.find(f"{{{mark.slot}") + 1
            yield _unknown(source, mark.slot, (*at, "text"), known, model, column)
    for name, wanted in example.expect.items():
        if name not in known:
            yield _unknown(source, name, (*at, "expect", name), known, model, None)
            continue
        allowed = choices(model, name)
        for one in wanted if isinstance(wanted, list) else [wanted]:
            if allowed and one is not None and str(one) not in allowed:
                hint = nearest(str(one), allowed) or f"there are: {', '.join(allowed)}"
                message = f"{name} never is {str(one)!r}"
                yield source.problem("bad-value", message, (*at, "expect", name), hint=hint)


def _unknown(
    source: Source, name: str, at: At, known: set[str], model: type[Event], column: int | None
) -> RuleProblem:
    message = f"{event_type(model)} has no field {name!r}"
    hint = nearest(name, known)
    return source.problem("unknown-field", message, at, key=column is None, column=column, hint=hint)
