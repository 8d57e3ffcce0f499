"""Rule files: read, validated, and compiled against word families and an event model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eventsift.compiler import Families, Pattern
from eventsift.draft import FieldKind, field_kinds
from eventsift.events import Event
from eventsift.matcher import CompiledRule, CompiledSlot
from eventsift.rules.model import ContextFile, Cue, RuleFile, SlotRule
from eventsift.rules.pattern import PatternError, Slot, parse_pattern, walk
from eventsift.yamlfile import Place, YamlProblem, locate, read_yaml

__all__ = ["CompiledContext", "CompiledCue", "PatternSite", "compile_context", "compile_rules", "read_model"]

Model = TypeVar("Model", bound=BaseModel)
_DEFAULT_TYPES = {"Actor": "actor", "Good": "good", "Amount": "amount", "Date": "date"}


@dataclass(frozen=True, slots=True)
class PatternSite:
    """Where a pattern stands: a file and the path of keys to it."""

    file: Path
    path: tuple[str | int, ...]

    def place(self, column: int = 0) -> Place:
        """Its line and column."""
        found = locate(self.file.read_text(encoding="utf-8-sig"), self.path, str(self.file))
        return Place(found.file, found.line, found.column + column)


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


def read_model(path: Path, model: type[Model]) -> Model:
    """A YAML file as one of the models of the rule language; raises YamlProblem for the first thing that is wrong."""
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise YamlProblem("schema", "the file must be a mapping", Place(str(path), 1, 1))
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        at = tuple(step for step in first["loc"] if not str(step).startswith("function-"))
        text = path.read_text(encoding="utf-8-sig")
        message = f"{'.'.join(map(str, at))}: {first['msg']}"
        raise YamlProblem("schema", message, locate(text, at, str(path), key=True)) from None


class _Compiler:
    """Compiles the patterns of one file; the first that cannot be read raises YamlProblem with its place."""

    def __init__(
        self,
        file: Path,
        macros: Mapping[str, str | list[str]],
        families: Families,
        slot_types: Mapping[str, str],
    ) -> None:
        self.file, self.macros, self.families, self.slot_types = file, macros, families, slot_types

    def pattern(self, text: str, at: tuple[str | int, ...], own: str = "") -> Pattern:
        try:
            node = parse_pattern(text, self.macros)
            made = Pattern(text, node, self.families, self.slot_types, own)
            made.literals()
            for part in walk(node):
                if isinstance(part, Slot):
                    made._slot_types(part)
        except PatternError as error:
            raise YamlProblem(error.code, error.message, PatternSite(self.file, at).place(error.column)) from None
        return made

    def patterns(self, texts: list[str], at: tuple[str | int, ...], own: str = "") -> tuple[Pattern, ...]:
        return tuple(self.pattern(text, (*at, number), own) for number, text in enumerate(texts))

    def slot(self, name: str, rule: SlotRule, at: tuple[str | int, ...]) -> CompiledSlot:
        own = rule.type or self.slot_types.get(name, "")
        return CompiledSlot(
            name,
            tuple(own.split("|")) if own else (),
            self.patterns(rule.find, (*at, "find"), own),
            rule.collect,
            tuple((value, self.patterns(texts, (*at, "values", value))) for value, texts in rule.values.items()),
            rule.within == "trigger",
            self.patterns(rule.unless, (*at, "unless")),
        )


def compile_rules(
    file: Path, rules: RuleFile, models: Mapping[str, type[Event]], families: Families, plugin: str, version: str
) -> list[CompiledRule]:
    """The rules of a file, ready to be tried. Raises YamlProblem with the place of the first thing that is wrong."""
    out: list[CompiledRule] = []
    for number, rule in enumerate(rules.rules):
        at: tuple[str | int, ...] = ("rules", number)
        event = rule.event or rules.event
        if event is None or event not in models:
            names = ", ".join(sorted(models))
            place = PatternSite(file, at).place()
            raise YamlProblem("unknown-event", f"event type {event!r} is not this plugin's ({names})", place)
        slots = {**rules.slots, **rule.slots}
        types = default_types(models[event])
        types.update({name: slot.type for name, slot in slots.items() if slot.type})
        compiler = _Compiler(file, rules.macros, families, types)
        compiled_slots = [
            compiler.slot(name, slot, (*at, "slots", name) if name in rule.slots else ("slots", name))
            for name, slot in slots.items()
        ]
        out.append(
            CompiledRule(
                rule.id,
                plugin,
                version,
                event,
                rule.set,
                compiler.patterns(rule.trigger, (*at, "trigger")),
                tuple(compiled_slots),
                tuple(tuple(names.split("|")) for names in rule.require),
                (*compiler.patterns(rules.unless, ("unless",)), *compiler.patterns(rule.unless, (*at, "unless"))),
                compiler.patterns(rule.when, (*at, "when")),
                rule.priority,
                {name: tuple(type_.split("|")) for name, type_ in types.items()},
            )
        )
    return out


def default_types(model: type[Event]) -> dict[str, str]:
    """The mention types that an event's fields take where a rule file says nothing: actors for actor fields, …"""
    types: dict[str, str] = {}
    kinds: dict[str, FieldKind] = field_kinds(model)
    for name in kinds:
        annotation = str(model.model_fields[name].annotation)
        found = next((type_ for cls, type_ in _DEFAULT_TYPES.items() if f".{cls}" in annotation), None)
        if found:
            types[name] = found
    return types


def compile_context(file: Path, context: ContextFile, families: Families) -> CompiledContext:
    """The shared cues, ready to be looked for."""
    types = {"attribution": "actor", "date": "date"}
    compiler = _Compiler(file, context.macros, families, types)

    def cue(number: int, given: Cue) -> CompiledCue:
        at = ("modality", number)
        when = compiler.patterns(given.when, (*at, "when"))
        return CompiledCue(given.id, given.value, when, compiler.patterns(given.unless, (*at, "unless")))

    return CompiledContext(
        tuple(cue(number, given) for number, given in enumerate(context.modality)),
        compiler.slot("attribution", context.attribution, ("attribution",)),
        compiler.slot("date", context.date, ("date",)),
    )


