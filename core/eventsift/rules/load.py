"""Rule files: read, validated, and compiled against word families and an event model.

Whatever is wrong is collected; the engine raises all of a file's problems at once, ``eventsift rules check``
lists those of all files.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from eventsift.compiler import Families, Pattern
from eventsift.draft import FieldKind, field_kinds
from eventsift.events import Event
from eventsift.lexicon import FORM_NAMES
from eventsift.matcher import CompiledRule, CompiledSlot
from eventsift.rules.model import ContextFile, Cue, Rule, RuleFile, SlotRule
from eventsift.rules.pattern import Family, Node, Parsed, PatternError, Slot, parse_pattern, walk
from eventsift.rules.problems import RuleErrors, RuleProblem, nearest
from eventsift.rules.source import At, Source

__all__ = [
    "CompiledContext",
    "CompiledCue",
    "compile_context",
    "compile_rules",
    "default_types",
    "examine_context",
    "examine_model",
    "examine_rules",
    "read_model",
]

Model = TypeVar("Model", bound=BaseModel)
_DEFAULT_TYPES = {"Actor": "actor", "Good": "good", "Amount": "amount", "Date": "date"}
_CODES = {"extra_forbidden": "unknown-key", "missing": "missing-key", "literal_error": "bad-value"}
_BAD_VALUES = ("string_pattern_mismatch", "greater_than", "less_than", "too_short", "string_too_short")
_ATTEMPTS = 25
PLACEHOLDER = "broken.rule"  # stands where a rule is too broken to be looked into further


@dataclass(slots=True)
class CompiledCue:
    """A cue of the context, ready to be looked for."""

    id: str
    value: str
    when: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]


@dataclass(slots=True)
class CompiledContext:
    """The cues and the slots that all event types share."""

    cues: tuple[CompiledCue, ...]
    attribution: CompiledSlot
    date: CompiledSlot

    def patterns(self) -> list[Pattern]:
        """All of them."""
        cues = [p for cue in self.cues for p in (*cue.when, *cue.unless)]
        return [*cues, *self.attribution.patterns(), *self.date.patterns()]


# -- the form --------------------------------------------------------------------------------


def read_model(path: Path, model: type[Model]) -> Model:
    """A YAML file as one of the models of the rule language; raises RuleErrors with all that is wrong."""
    problems: list[RuleProblem] = []
    made, _ = examine_model(Source(path), model, problems)
    if problems or made is None:
        raise RuleErrors(problems)
    return made


def examine_model(
    source: Source, model: type[Model], problems: list[RuleProblem]
) -> tuple[Model | None, frozenset[tuple[str | int, ...]]]:
    """What can be made of a file, and the paths that were left out of it because they do not hold."""
    data = source.data(problems)
    if not isinstance(data, dict):
        if not problems:
            problems.append(source.problem("wrong-type", "the file must be a mapping of keys to values"))
        return None, frozenset()
    mended: set[tuple[str | int, ...]] = set()
    for attempt in range(_ATTEMPTS):
        try:
            return model.model_validate(data), frozenset(mended)
        except ValidationError as error:
            found = [(_path(data, e["loc"], e["type"]), e) for e in error.errors(include_url=False)]
        if attempt == 0:
            problems.extend(_problem(source, model, at, dict(details)) for at, details in found)
            data = copy.deepcopy(data)
        for at, details in sorted(found, key=lambda pair: -len(pair[0])):
            _leave_out(data, at[:-1] if details["type"] == "missing" else at, mended)
    return None, frozenset(mended)


def _path(data: Any, location: tuple[str | int, ...], kind: str) -> tuple[str | int, ...]:
    """The part of pydantic's location that leads through the data, without the names of union members."""
    at: list[str | int] = []
    for number, step in enumerate(location):
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, dict) and kind == "missing" and number == len(location) - 1:
            pass
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue  # the name of a union's member
        at.append(step)
    return tuple(at)


def _problem(source: Source, model: type[BaseModel], at: At, error: dict[str, Any]) -> RuleProblem:
    kind = str(error["type"])
    name = str(at[-1]) if at else ""
    if kind == "extra_forbidden":
        known = _keys(model, at[:-1])
        return source.problem("unknown-key", f"unknown key {name!r}", at, key=True, hint=nearest(name, known))
    if kind == "missing":
        return source.problem("missing-key", f"the key {name!r} is missing", at[:-1])
    code = _CODES.get(kind, "bad-value" if kind in _BAD_VALUES else "wrong-type")
    message = str(error["msg"]).replace("Input should be", "should be").removeprefix("Value error, ")
    if kind == "string_pattern_mismatch":
        message = "should be lower-case words, digits, - or _ with a dot between: type.name"
    where = next((str(step) for step in reversed(at) if isinstance(step, str)), "the file")
    return source.problem(code, f"{where}: {message}", at)


def _keys(model: type[BaseModel], at: At) -> list[str]:
    """The keys that the model takes at a path."""
    held = False  # in a list or mapping of models, whose own key or position comes first
    for step in at:
        if held:
            held = False
            continue
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        if step not in fields:
            return []
        annotation = fields[str(step)].annotation
        inner = [part for part in _flat(annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
        if not inner:
            return []
        model = inner[0]
        held = any(get_origin(part) in {list, dict} for part in _flat(annotation))
    return [info.alias or name for name, info in model.model_fields.items()]


def _flat(annotation: Any) -> Iterable[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _flat(part)


def _leave_out(data: dict[str, Any], at: At, mended: set[tuple[str | int, ...]]) -> None:
    """Take away what does not hold: the nearest key above it, or the whole rule."""
    steps = list(at)
    while steps and isinstance(steps[-1], int) and not (len(steps) == 2 and steps[0] == "rules"):
        steps.pop()
    if len(steps) == 2 and steps[0] == "rules" and isinstance(data.get("rules"), list):
        data["rules"][steps[1]] = {"id": PLACEHOLDER, "trigger": ["_"]}
        mended.add(tuple(steps))
        return
    holder: Any = data
    for step in steps[:-1]:
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return  # it went with something above it
    if steps and isinstance(holder, dict):
        holder.pop(steps[-1], None)
        mended.add(tuple(steps))
    elif not steps:
        data.clear()


# -- the patterns --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Memo:
    """The patterns of a file by their text and the types that it leaves to the slots: most rules share the slots of
    their file, and what is one object is turned into one regular expression."""

    nodes: dict[str, Node] = field(default_factory=dict)
    macros: Parsed = field(default_factory=dict)
    open_slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: dict[tuple[str, tuple[str, ...]], Pattern] = field(default_factory=dict)


def _open_slots(node: Node) -> tuple[str, ...]:
    """The slots of a pattern whose types stand elsewhere."""
    names = {
        part.name
        for part in walk(node)
        if isinstance(part, Slot) and not part.types and part.name is not None
    }
    return tuple(sorted(names))


class _Compiler:
    """Compiles the patterns of one file; what cannot be read is left out and told in ``problems``."""

    def __init__(
        self,
        source: Source,
        macros: Mapping[str, str | list[str]],
        families: Families,
        slot_types: Mapping[str, str],
        problems: list[RuleProblem],
        memo: _Memo | None = None,
    ) -> None:
        self.source, self.macros, self.families, self.slot_types = source, macros, families, slot_types
        self.problems = problems
        self.memo = memo or _Memo()
        self._stubs = dict.fromkeys(macros, "_")

    def pattern(self, text: str, at: At, own: str = "") -> Pattern | None:
        try:
            node = self.memo.nodes.get(text)
            if node is None:
                node = self.memo.nodes[text] = parse_pattern(text, self.macros, self.memo.macros)
                self.memo.open_slots[text] = _open_slots(node)
            key = (
                text,
                tuple(
                    own if name == "" else self.slot_types.get(name, "")
                    for name in self.memo.open_slots[text]
                ),
            )
            known = self.memo.patterns.get(key)
            if known is not None:
                return known
            made = Pattern(text, node, self.families, self.slot_types, own)
            made.word_sets()
            for part in walk(node):
                if isinstance(part, Slot):
                    made._slot_types(part)
                elif isinstance(part, Family) and part.form and part.form not in FORM_NAMES:
                    raise PatternError("unknown-form", f"no form .{part.form}")
        except (PatternError, RecursionError) as error:
            before = len(self.problems)
            self._explain(text, at, own, macro=False)
            if len(self.problems) == before and not self._macros_broken():
                code = getattr(error, "code", "pattern")
                self.problems.append(self.source.problem(code, f"{error} (in a macro of it)", at, column=0))
            return None
        self.memo.patterns[key] = made
        return made

    def _explain(self, text: str, at: At, own: str, macro: bool) -> None:
        """Every problem of the text itself, what its macros hold left aside."""
        try:
            node = parse_pattern(text, {} if not self.macros else self._stubs)
        except PatternError as error:
            hint = ""
            if error.code == "unknown-macro":
                hint = nearest(text[error.column + 1 :].split()[0].strip("()[]|"), self.macros)
            self._add(error.code, error.message, at, error.column, hint)
            return
        for part in walk(node):
            if isinstance(part, Family):
                self._family(part, at)
            elif isinstance(part, Slot) and not macro and not part.types:
                declared = own if part.name == "" else self.slot_types.get(part.name or "", "")
                if not declared:
                    self._add("slot-without-type", f"the slot <{part.name}> has no type", at, part.column)

    def _family(self, part: Family, at: At) -> None:
        if part.name not in self.families:
            hint = nearest(part.name, self.families.names())
            self._add("unknown-family", f"unknown family @{part.name}", at, part.column, hint)
            return
        if part.form and part.form not in FORM_NAMES:
            hint = nearest(part.form, FORM_NAMES)
            self._add("unknown-form", f"word families have no form .{part.form}", at, part.column, hint)
            return
        for missing in _missing_includes(self.families, part.name):
            self._add(
                "unknown-family", f"@{part.name} includes an unknown family {missing!r}", at, part.column
            )

    def _add(self, code: str, message: str, at: At, column: int, hint: str = "") -> None:
        self.problems.append(self.source.problem(code, message, at, column=column, hint=hint))

    def _macros_broken(self) -> bool:
        return bool(self.check_macros())

    def check_macros(self) -> list[RuleProblem]:
        """Look into each macro by itself; gives the problems that it added."""
        before = len(self.problems)
        for name, text in self.macros.items():
            for number, part in enumerate([text] if isinstance(text, str) else text):
                at: At = ("macros", name) if isinstance(text, str) else ("macros", name, number)
                self._explain(part, at, "", macro=True)
        return self.problems[before:]

    def patterns(self, texts: Sequence[str], at: At, own: str = "") -> tuple[Pattern, ...]:
        made = (self.pattern(text, (*at, number), own) for number, text in enumerate(texts))
        return tuple(pattern for pattern in made if pattern is not None)

    def slot(self, name: str, rule: SlotRule, at: At) -> CompiledSlot:
        own = rule.type or self.slot_types.get(name, "")
        return CompiledSlot(
            name,
            tuple(own.split("|")) if own else (),
            self.patterns(rule.find, (*at, "find"), own),
            rule.collect,
            tuple(
                (value, self.patterns(texts, (*at, "values", value))) for value, texts in rule.values.items()
            ),
            rule.within == "trigger",
            self.patterns(rule.unless, (*at, "unless")),
        )


def _missing_includes(families: Families, name: str) -> list[str]:
    try:
        families.words(name)
    except KeyError as error:
        return [str(error.args[0])]
    return []


def compile_rules(
    file: Path,
    rules: RuleFile,
    models: Mapping[str, type[Event]],
    families: Families,
    plugin: str,
    version: str,
) -> list[CompiledRule]:
    """The rules of a file, ready to be tried. Raises RuleErrors with all that is wrong in its patterns."""
    problems: list[RuleProblem] = []
    made = examine_rules(Source(file), rules, models, families, problems, plugin, version)
    if problems:
        raise RuleErrors(problems)
    return [rule for _, rule in made]


def examine_rules(
    source: Source,
    rules: RuleFile,
    models: Mapping[str, type[Event]],
    families: Families,
    problems: list[RuleProblem],
    plugin: str = "",
    version: str = "",
) -> list[tuple[int, CompiledRule]]:
    """The rules that can be compiled, with their number in the file; what is wrong joins ``problems``."""
    _Compiler(source, rules.macros, families, {}, problems).check_macros()
    memo = _Memo()
    out: list[tuple[int, CompiledRule]] = []
    for number, rule in enumerate(rules.rules):
        if rule.id == PLACEHOLDER:
            continue
        event = rule.event or rules.event
        if event is None or event not in models:
            problems.append(_unknown_event(source, number, rule, event, models))
        else:
            out.append(
                (
                    number,
                    _compile(
                        source, rules, number, rule, models[event], families, problems, plugin, version, memo
                    ),
                )
            )
    return out


def _unknown_event(
    source: Source, number: int, rule: Rule, event: str | None, models: Mapping[str, type[Event]]
) -> RuleProblem:
    if event is None:
        message = "no event type: give `event:` at the head of the file, or in the rule"
        return source.problem("unknown-event", message, ("rules", number))
    at: At = ("rules", number, "event") if rule.event else ("event",)
    message = f"no plugin here has the event type {event!r}"
    return source.problem("unknown-event", message, at, hint=nearest(event, models))


def _compile(
    source: Source,
    rules: RuleFile,
    number: int,
    rule: Rule,
    model: type[Event],
    families: Families,
    problems: list[RuleProblem],
    plugin: str,
    version: str,
    memo: _Memo,
) -> CompiledRule:
    at: At = ("rules", number)
    slots = {**rules.slots, **rule.slots}
    types = default_types(model)
    types.update({name: slot.type for name, slot in slots.items() if slot.type})
    compiler = _Compiler(source, rules.macros, families, types, problems, memo)
    compiled_slots = [
        compiler.slot(name, slot, (*at, "slots", name) if name in rule.slots else ("slots", name))
        for name, slot in slots.items()
    ]
    return CompiledRule(
        rule.id,
        plugin,
        version,
        str(rule.event or rules.event),
        rule.set,
        compiler.patterns(rule.trigger, (*at, "trigger")),
        tuple(compiled_slots),
        tuple(tuple(names.split("|")) for names in rule.require),
        (*compiler.patterns(rules.unless, ("unless",)), *compiler.patterns(rule.unless, (*at, "unless"))),
        compiler.patterns(rule.when, (*at, "when")),
        rule.priority,
        {name: tuple(type_.split("|")) for name, type_ in types.items()},
    )


def default_types(model: type[Event]) -> dict[str, str]:
    """The mention types that fields take where a rule file says nothing: actors for actor fields, …"""
    types: dict[str, str] = {}
    kinds: dict[str, FieldKind] = field_kinds(model)
    for name in kinds:
        annotation = str(model.model_fields[name].annotation)
        found = next((type_ for cls, type_ in _DEFAULT_TYPES.items() if f".{cls}" in annotation), None)
        if found:
            types[name] = found
    return types


def compile_context(file: Path, context: ContextFile, families: Families) -> CompiledContext:
    """The shared cues, ready to be looked for. Raises RuleErrors."""
    problems: list[RuleProblem] = []
    made = examine_context(Source(file), context, families, problems)
    if problems:
        raise RuleErrors(problems)
    return made


def examine_context(
    source: Source, context: ContextFile, families: Families, problems: list[RuleProblem]
) -> CompiledContext:
    """The cues that can be compiled; what is wrong is added to ``problems``."""
    types = {"attribution": "actor", "date": "date"}
    compiler = _Compiler(source, context.macros, families, types, problems)
    compiler.check_macros()

    def cue(number: int, given: Cue) -> CompiledCue:
        at: At = ("modality", number)
        when = compiler.patterns(given.when, (*at, "when"))
        return CompiledCue(given.id, given.value, when, compiler.patterns(given.unless, (*at, "unless")))

    return CompiledContext(
        tuple(cue(number, given) for number, given in enumerate(context.modality)),
        compiler.slot("attribution", context.attribution, ("attribution",)),
        compiler.slot("date", context.date, ("date",)),
    )
