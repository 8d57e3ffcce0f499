"""Every pattern of a rule file with its place and its part, as the lints look at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from eventsift.rules.model import ContextFile, RuleFile, SlotRule
from eventsift.rules.pattern import Node, PatternError, parse_pattern
from eventsift.rules.source import At

__all__ = ["Macros", "Site", "context_sites", "own_tree", "rule_sites"]

Macros = Mapping[str, str | list[str]]
Part = Literal["macro", "trigger", "find", "values", "unless", "when"]


@dataclass(frozen=True, slots=True)
class Site:
    """A pattern; ``rule`` is the number of its rule, None for what the whole file shares."""

    text: str
    at: At
    part: Part
    rule: int | None = None


def rule_sites(rules: RuleFile) -> Iterator[Site]:
    """All patterns of a rule file, macros first."""
    yield from _macros(rules.macros)
    for name, slot in rules.slots.items():
        yield from _slot(slot, ("slots", name), None)
    yield from _list(rules.unless, ("unless",), "unless", None)
    for number, rule in enumerate(rules.rules):
        at: At = ("rules", number)
        yield from _list(rule.trigger, (*at, "trigger"), "trigger", number)
        yield from _list(rule.when, (*at, "when"), "when", number)
        yield from _list(rule.unless, (*at, "unless"), "unless", number)
        for name, slot in rule.slots.items():
            yield from _slot(slot, (*at, "slots", name), number)


def context_sites(context: ContextFile) -> Iterator[Site]:
    """All patterns of a context file, macros first."""
    yield from _macros(context.macros)
    for number, cue in enumerate(context.modality):
        yield from _list(cue.when, ("modality", number, "when"), "when", None)
        yield from _list(cue.unless, ("modality", number, "unless"), "unless", None)
    for name in ("attribution", "date"):
        yield from _slot(getattr(context, name), (name,), None)


def _macros(macros: Macros) -> Iterator[Site]:
    for name, text in macros.items():
        if isinstance(text, str):
            yield Site(text, ("macros", name), "macro")
        else:
            yield from _list(text, ("macros", name), "macro", None)


def _slot(slot: SlotRule, at: At, rule: int | None) -> Iterator[Site]:
    yield from _list(slot.find, (*at, "find"), "find", rule)
    yield from _list(slot.unless, (*at, "unless"), "unless", rule)
    for value, texts in slot.values.items():
        yield from _list(texts, (*at, "values", value), "values", rule)


def _list(texts: list[str], at: At, part: Part, rule: int | None) -> Iterator[Site]:
    for number, text in enumerate(texts):
        yield Site(text, (*at, number), part, rule)


def own_tree(text: str, macros: Macros) -> Node | None:
    """The tree of a pattern with any token in the place of each macro, so that columns are those of the text.

    None where it cannot be read.
    """
    return _stubbed(text, tuple(macros))


@lru_cache(maxsize=8192)
def _stubbed(text: str, macros: tuple[str, ...]) -> Node | None:
    try:
        return parse_pattern(text, dict.fromkeys(macros, "_"))
    except PatternError:
        return None
