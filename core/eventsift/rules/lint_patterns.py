"""Lints of patterns: literals, gaps, triggers that match nothing or everything, marks that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from eventsift.compiler import PHRASE
from eventsift.lexicon import FORM_NAMES
from eventsift.rules.pattern import (
    Alternatives,
    AnyToken,
    Family,
    Gap,
    Node,
    Not,
    Optional_,
    Parsed,
    PatternError,
    Repeat,
    Sequence_,
    Slot,
    Start,
    Trigger,
    Word,
    parse_pattern,
    walk,
)
from eventsift.rules.problems import RuleProblem, nearest
from eventsift.rules.sites import Macros, Site, own_tree

if TYPE_CHECKING:
    from eventsift.rules.check import World
    from eventsift.rules.source import Source

__all__ = ["lint_macros", "lint_sites", "lint_triggers"]

LONG_IN_TRIGGER, LONG_ELSEWHERE = 12, 30
LONGEST_NAME = 4  # words of a name that stand in a pattern
_OWN = ("", "own")  # <> and <own:type>
_MACRO = re.compile(r"\$([a-z_][a-z0-9_-]*)")


def lint_sites(source: Source, sites: Iterable[Site], macros: Macros, world: World) -> Iterator[RuleProblem]:
    """What the text of each pattern says by itself."""
    for site in sites:
        node = own_tree(site.text, macros)
        if node is None:
            continue  # told when it was compiled
        yield from _literals(source, site, node, world)
        yield from _parts(source, site, node, world)
        yield from _placing(source, site, node)


def _parts(source: Source, site: Site, node: Node, world: World) -> Iterator[RuleProblem]:
    widest = LONG_IN_TRIGGER if site.part in {"trigger", "macro"} else LONG_ELSEWHERE
    for part in walk(node):
        if isinstance(part, Slot):
            for type_ in part.types:
                if type_ not in world.types:
                    column = site.text.find(type_, part.column)
                    hint = nearest(type_, world.types)
                    message = f"no lexicon and no recogniser gives the type {type_!r}"
                    yield source.problem("unknown-type", message, site.at, column=column, hint=hint)
        elif isinstance(part, Family) and part.form in FORM_NAMES:
            if part.name in world.families and not _has_words(world, part):
                message = f"the family @{part.name} has no word of the form .{part.form}"
                yield source.problem("unknown-form", message, site.at, column=part.column)
        elif isinstance(part, Gap) and part.size > widest:
            column = max(0, site.text.find(f"..{part.size}"))
            message = f"a gap of {part.size} tokens; {widest} is much here"
            yield source.problem("long-gap", message, site.at, column=column)


def _has_words(world: World, part: Family) -> bool:
    try:
        return bool(world.families.words(part.name, part.form))
    except KeyError:
        return True  # an unknown family within it, told when it was compiled


def _placing(source: Source, site: Site, node: Node) -> Iterator[RuleProblem]:
    parts = list(walk(node))
    own = any(isinstance(part, Slot) and part.name in _OWN for part in parts)
    if site.part == "trigger":
        if any(isinstance(part, Trigger) for part in parts):
            column = site.text.find("TRIGGER")
            yield source.problem("misplaced", "TRIGGER within a trigger", site.at, column=column)
        if own:
            column = site.text.find("<>")
            yield source.problem("misplaced", "<> within a trigger: name the slot", site.at, column=column)
    elif site.part == "find":
        if not own and "$" not in site.text:
            message = "nothing is taken: the slot gets what <>, <+> or <own:type> stands for"
            yield source.problem("misplaced", message, site.at, column=0)
    elif own and site.part != "macro":
        column = site.text.find("<>")
        yield source.problem("misplaced", f"<> has no meaning in {site.part!r}", site.at, column=column)
    if site.part not in {"trigger", "macro"}:
        for part in parts:
            if isinstance(part, Slot) and part.name and part.name not in _OWN:
                message = f"<{part.name}> is taken in triggers only: write <:type>"
                yield source.problem("misplaced", message, site.at, column=part.column)


def _literals(source: Source, site: Site, node: Node, world: World) -> Iterator[RuleProblem]:
    for run in _runs(node):
        names = _names(run, world)
        for word in run:
            raw = site.text[word.column : word.column + len(word.text)]
            code = _literal(word, raw, world) or ("name-literal" if word.column in names else None)
            if code:
                kind = {"name-literal": "name", "number-literal": "number", "date-literal": "date"}[code]
                yield source.problem(code, f"the {kind} {raw!r} in a pattern", site.at, column=word.column)


def _literal(word: Word, raw: str, world: World) -> str | None:
    if word.text in world.dates or (raw[:1].isupper() and word.text in world.cased_dates):
        return "date-literal"
    if any(c.isdigit() for c in raw) or word.text in world.numbers:
        return "number-literal"
    return "name-literal" if any(c.isupper() for c in raw) else None


def _names(run: list[Word], world: World) -> set[int]:
    """The columns of words that together are a name of a lexicon."""
    found: set[int] = set()
    for i in range(len(run)):
        for j in range(i + 1, min(len(run), i + LONGEST_NAME) + 1):
            if " ".join(word.text for word in run[i:j]) in world.names:
                found.update(word.column for word in run[i:j])
    return found


def _runs(node: Node) -> Iterator[list[Word]]:
    """Words that stand side by side."""
    if isinstance(node, Word):
        yield [node]
    elif isinstance(node, Sequence_):
        run: list[Word] = []
        for part in node.parts:
            if isinstance(part, Word):
                run.append(part)
                continue
            if run:
                yield run
                run = []
            yield from _runs(part)
        if run:
            yield run
    elif isinstance(node, Alternatives):
        for option in node.options:
            yield from _runs(option)
    elif isinstance(node, Optional_ | Repeat | Not):
        yield from _runs(node.part)
    elif isinstance(node, Gap) and node.without is not None:
        yield from _runs(node.without)


def lint_macros(source: Source, sites: list[Site], macros: Macros) -> Iterator[RuleProblem]:
    """Macros that nothing uses."""
    used = {name for site in sites for name in _MACRO.findall(site.text)}
    for name in macros:
        if name not in used:
            yield source.problem("unused-macro", f"no pattern uses ${name}", ("macros", name), key=True)


def lint_triggers(
    source: Source, sites: Iterable[Site], macros: Macros, slot_types: dict[int, dict[str, str]]
) -> Iterator[RuleProblem]:
    """Triggers that can match nothing, or that demand nothing; ``slot_types`` by number of the rule."""
    parsed: Parsed = {}
    for site in sites:
        if site.part != "trigger" or site.rule is None:
            continue
        try:
            node = parse_pattern(site.text, macros, parsed)
        except PatternError:
            continue
        if _nullable(node):
            yield source.problem("empty-match", "this trigger can match nothing at all", site.at, column=0)
        elif not _anchored(node, slot_types.get(site.rule, {})):
            message = "this trigger demands no word and no type"
            yield source.problem("unanchored", message, site.at, column=0)


def _nullable(node: Node) -> bool:
    match node:
        case Sequence_(parts):
            return all(map(_nullable, parts))
        case Alternatives(options):
            return any(map(_nullable, options))
        case Repeat(part, _):
            return _nullable(part)
        case Gap() | Optional_() | Not() | Start():
            return True
        case _:
            return False


def _anchored(node: Node, types: dict[str, str]) -> bool:
    match node:
        case Word() | Family():
            return True
        case Slot():
            named = node.types or tuple(types.get(node.name or "", "").split("|"))
            return PHRASE not in named
        case Sequence_(parts):
            return any(_anchored(part, types) for part in parts)
        case Alternatives(options):
            return all(_anchored(option, types) for option in options)
        case Repeat(part, _):
            return _anchored(part, types)
        case AnyToken():
            return False
        case _:
            return False
