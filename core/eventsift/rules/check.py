"""``eventsift rules check``: every problem of rule, lexicon and context files, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, get_args

from eventsift.article import Article
from eventsift.compiler import PHRASE, Families
from eventsift.engine import base_lexicons
from eventsift.events import Event, Modality, event_type
from eventsift.lexicon import FAMILY, Family, Lexicon, load_lexicon
from eventsift.lexicon_model import FamilyFile, TermFile
from eventsift.plugins import Plugin, load_plugins
from eventsift.recognise import RECOGNISED
from eventsift.recognise.date_words import ENGLISH
from eventsift.recognise.lookup import Lookup
from eventsift.recognise.units import MULTIPLIERS
from eventsift.rules.lint_examples import lint_examples
from eventsift.rules.lint_fields import lint_fields
from eventsift.rules.lint_patterns import lint_macros, lint_sites, lint_triggers
from eventsift.rules.load import (
    PLACEHOLDER,
    default_types,
    examine_context,
    examine_model,
    examine_rules,
)
from eventsift.rules.loose import find_loose
from eventsift.rules.model import ContextFile, Rule, RuleFile
from eventsift.rules.problems import DOCS, RuleProblem, in_order, nearest
from eventsift.rules.sites import context_sites, rule_sites
from eventsift.rules.source import Source
from eventsift.segment import segment
from eventsift.yamlfile import YamlError

__all__ = ["World", "check", "report"]

LITERALS = frozenset(["name-literal", "number-literal", "date-literal"])
_NAMED = frozenset(["country", "bloc", "government_body"])
_NUMBERS = frozenset(word for word in MULTIPLIERS if len(word) > 4)  # not k, m, bn
_ALLOWED = re.compile(r"#.*\ballow:\s*([a-z, -]+)")
_RECOGNISED = frozenset(type_ for types in RECOGNISED for type_ in types) | {PHRASE}


class Known:
    """What some lexicon files give, and what is wrong with them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.problems: list[RuleProblem] = []
        self.lexicons = list(_read_lexicons(paths, self.problems))

    @cached_property
    def types(self) -> frozenset[str]:
        """All types of their entries."""
        return frozenset(type_ for lexicon in self.lexicons for term in lexicon.terms for type_ in term.types)

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of states and bodies, in lower case; short ones and acronyms may be words."""
        forms = (
            term.form
            for lexicon in self.lexicons
            if lexicon.type in _NAMED
            for term in lexicon.terms
            if len(term.form) > 3 and term.form != term.form.lower() and not term.form.isupper()
        )
        return frozenset(form.lower() for form in forms)

    @cached_property
    def lookup(self) -> Lookup:
        """Finds states and goods in texts."""
        told = (lexicon for lexicon in self.lexicons if lexicon.type in {"country", "good"})
        return Lookup(term for lexicon in told for term in lexicon.terms)

    @cached_property
    def families(self) -> dict[str, Family]:
        """Their word families."""
        told = (lexicon for lexicon in self.lexicons if lexicon.type == FAMILY)
        return {name: family for lexicon in told for name, family in lexicon.families.items()}


@lru_cache(maxsize=8)
def _known(stamps: tuple[tuple[Path, int], ...]) -> Known:
    return Known(path for path, _ in stamps)


def _installed_known(paths: Iterable[Path]) -> Known:
    """The same, read again only when a file has changed."""
    return _known(tuple((path, path.stat().st_mtime_ns if path.exists() else 0) for path in paths))


@dataclass
class World:
    """What rule files can refer to: event models, families, mention types, names.

    ``finished``: event types whose extractor has a step in Python, which may read helper slots.
    """

    models: dict[str, type[Event]]
    finished: frozenset[str]
    known: tuple[Known, ...]
    numbers: frozenset[str] = _NUMBERS
    dates: frozenset[str] = frozenset([*ENGLISH.months, *ENGLISH.weekdays]) - ENGLISH.cased
    cased_dates: frozenset[str] = ENGLISH.cased

    @cached_property
    def families(self) -> Families:
        """All word families, those of the files themselves first."""
        return Families(*(known.families for known in self.known))

    @cached_property
    def types(self) -> frozenset[str]:
        """All types that a mention can have."""
        return _RECOGNISED.union(*(known.types for known in self.known))

    @cached_property
    def names(self) -> frozenset[str]:
        """Names of states and bodies, in lower case."""
        return frozenset().union(*(known.names for known in self.known))

    def mentioned(self, text: str, kind: str) -> frozenset[str]:
        """The codes of states (country), or the names of goods (good), in a text."""
        document = segment(Article(id="example", text=text))
        found = (mention for known in self.known for mention in known.lookup.find(document))
        values = (mention.value for mention in found if kind in mention.types)
        told = {getattr(v, "country" if kind == "country" else "name", None) for v in values}
        return frozenset(str(one) for one in told if one)


@dataclass(slots=True)
class _Files:
    """The files that belong together, and what they may refer to."""

    rules: list[Path] = field(default_factory=list)
    lexicons: list[Path] = field(default_factory=list)
    contexts: list[Path] = field(default_factory=list)
    plugins: list[Plugin] = field(default_factory=list)


def check(paths: Sequence[Path] = (), extra: Iterable[tuple[str, Any]] = ()) -> list[RuleProblem]:
    """All problems, by file and place; without paths those of the files of all plugins.

    Raises UsageError for a path that does not exist.
    """
    plugins = load_plugins(None, (), extra)
    problems: list[RuleProblem] = []
    shared = _installed_known(base_lexicons())
    if not paths:
        problems += shared.problems
    groups = _loose(paths, plugins, problems) if paths else _installed(plugins, problems)
    ids: dict[str, RuleProblem] = {}
    for group in groups:
        _check_group(group, shared, ids, problems)
    return [problem for problem in in_order(problems) if not _allowed(problem)]


def _allowed(problem: RuleProblem) -> bool:
    """Whether a comment on the line lets it pass; errors that would stop the engine cannot be allowed."""
    if not problem.warning and problem.code not in LITERALS:
        return False
    found = _ALLOWED.search(problem.shown)
    return bool(found) and problem.code in re.split(r"[,\s]+", found[1]) if found else False


def report(problems: Sequence[RuleProblem]) -> list[str]:
    """The problems as lines for people: errors, then warnings, each with its line and a caret."""
    lines: list[str] = []
    for problem in sorted(problems, key=lambda p: p.warning):
        lines += [str(problem), *problem.caret()]
    if problems:
        lines.append(f"What the codes mean: {DOCS}, or eventsift rules check --code CODE")
    return lines


def _loose(paths: Sequence[Path], plugins: list[Plugin], problems: list[RuleProblem]) -> list[_Files]:
    loose = find_loose(paths)
    problems += [
        RuleProblem(
            "wrong-extension", f"{path.suffix or 'a file without an ending'} is not read", Source(path).name
        )
        for path in loose.wrong
    ]
    problems += [
        RuleProblem("empty-glob", "no .yaml file in this folder", Source(path).name) for path in loose.empty
    ]
    return [_Files(loose.rules, loose.lexicons, loose.contexts, plugins)]


def _installed(plugins: list[Plugin], problems: list[RuleProblem]) -> list[_Files]:
    groups = []
    read: set[Path] = {path.resolve() for path in base_lexicons()}
    for plugin in plugins:
        rules = [Path(path) for extractor in plugin.extractors for path in extractor.rules]
        lexicons = [Path(path) for extractor in plugin.extractors for path in extractor.lexicons]
        lexicons += plugin.lexicons
        groups.append(_Files(list(dict.fromkeys(rules)), list(dict.fromkeys(lexicons)), [], [plugin]))
        read |= {path.resolve() for path in (*rules, *lexicons)}
        if plugin.state == "ok" and plugin.extractors and not rules:
            where = str(getattr(plugin.module, "__file__", plugin.name))
            problems.append(RuleProblem("empty-glob", f"plugin {plugin.name} gives no rule file", where))
    context = base_lexicons()[0].parent.parent / "context.yaml"
    groups.append(_Files(contexts=[context]))
    read.add(context.resolve())
    _unread(groups, read, problems)
    return groups


def _unread(groups: list[_Files], read: set[Path], problems: list[RuleProblem]) -> None:
    """YAML files beside those that plugins name."""
    folders = {path.parent.resolve() for group in groups for path in (*group.rules, *group.lexicons)}
    for folder in sorted(folders):
        for path in sorted(folder.glob("*.y*ml")):
            if path.suffix == ".yml" and path.resolve() not in read:
                problems.append(RuleProblem("wrong-extension", ".yml is not read", Source(path).name))
            elif path.suffix == ".yaml" and path.resolve() not in read:
                problems.append(RuleProblem("unread-file", "no plugin names this file", Source(path).name))


def _read_lexicons(paths: Iterable[Path], problems: list[RuleProblem]) -> list[Lexicon]:
    found: list[Lexicon] = []
    for path in paths:
        source = Source(path)
        try:
            lexicon = load_lexicon(path)
        except YamlError as error:
            problems.extend(_lexicon_problems(source) or [source.from_yaml(error)])
            continue
        except (TypeError, ValueError, AttributeError):
            problems.extend(
                _lexicon_problems(source) or [source.problem("lexicon", "no lexicon: see its format")]
            )
            continue
        first = next((old for old in found if old.name == lexicon.name), None)
        if first:
            message = f"the name {lexicon.name!r} is that of {Source(Path(first.file)).name}"
            problems.append(source.problem("lexicon", message, ("lexicon",)))
        found.append(lexicon)
        problems.extend(_ambiguous(source, lexicon))
    return found


def _lexicon_problems(source: Source) -> list[RuleProblem]:
    """All that is wrong with the form of a lexicon file."""
    found: list[RuleProblem] = []
    data = source.data(found)
    kind = data.get("type") if isinstance(data, dict) else None
    examine_model(source, FamilyFile if kind == FAMILY else TermFile, found)
    return list(dict.fromkeys(found))


def _ambiguous(source: Source, lexicon: Lexicon) -> list[RuleProblem]:
    """Forms that stand for two entries of one lexicon."""
    first: dict[str, Any] = {}
    problems = []
    for term in lexicon.terms:
        old = first.setdefault(term.form, term.value)
        if _name(old) != _name(term.value):
            message = f"{term.form!r} stands for two entries: {_name(old)} and {_name(term.value)}"
            problems.append(
                source.problem("ambiguous-form", message, ("entries", _name(term.value)), key=True)
            )
    return problems


def _name(value: Any) -> str:
    return str(getattr(value, "name", None) or getattr(value, "country", None))


def _check_group(
    group: _Files, shared: Known, ids: dict[str, RuleProblem], problems: list[RuleProblem]
) -> None:
    own = Known(group.lexicons)
    problems += own.problems
    extractors = [extractor for plugin in group.plugins for extractor in plugin.extractors]
    known = [own]
    if len(group.plugins) > 1:  # loose files: the lexicons of the installed plugins serve them too
        given = [Path(p) for e in extractors for p in e.lexicons] + [
            p for g in group.plugins for p in g.lexicons
        ]
        known.append(_installed_known(given))
    world = World(
        {event_type(extractor.event): extractor.event for extractor in extractors},
        frozenset(event_type(extractor.event) for extractor in extractors if extractor.finish),
        (*known, shared),
    )
    triggers: dict[Any, Rule] = {}
    for path in group.rules:
        _check_rules(Source(path), world, ids, triggers, problems)
    for path in group.contexts:
        _check_context(Source(path), world, problems)


def _check_rules(
    source: Source,
    world: World,
    ids: dict[str, RuleProblem],
    triggers: dict[Any, Rule],
    problems: list[RuleProblem],
) -> None:
    rules, mended = examine_model(source, RuleFile, problems)
    if rules is None:
        return
    compiled = examine_rules(source, rules, world.models, world.families, problems)
    models = {number: world.models[rule.event] for number, rule in compiled}
    types = {
        number: default_types(models[number])
        | {n: s.type for n, s in {**rules.slots, **rules.rules[number].slots}.items() if s.type}
        for number in models
    }
    sites = [site for site in rule_sites(rules) if site.rule is None or site.rule in models]
    problems.extend(lint_sites(source, sites, rules.macros, world))
    if not mended:
        problems.extend(lint_macros(source, sites, rules.macros))
    problems.extend(lint_triggers(source, sites, rules.macros, types))
    problems.extend(lint_fields(source, rules, models, world))
    problems.extend(lint_examples(source, rules, models, mended, world))
    for number, rule in enumerate(rules.rules):
        if rule.id != PLACEHOLDER:
            problems.extend(_twice(source, number, rule, ids))
            problems.extend(_near_copy(source, number, rule, rule.event or rules.event, triggers))


def _twice(source: Source, number: int, rule: Rule, ids: dict[str, RuleProblem]) -> list[RuleProblem]:
    here = source.problem("duplicate-id", "", ("rules", number, "id"))
    first = ids.setdefault(rule.id.casefold(), here)
    if first is here:
        return []
    message = f"the id {rule.id!r} is that of the rule at {first.file}:{first.line}"
    return [source.problem("duplicate-id", message, ("rules", number, "id"))]


def _near_copy(
    source: Source, number: int, rule: Rule, event: str | None, seen: dict[Any, Rule]
) -> list[RuleProblem]:
    def plain(texts: Iterable[str]) -> frozenset[str]:
        return frozenset(" ".join(text.split()) for text in texts)

    first = seen.setdefault((event, plain(rule.trigger), plain(rule.when), plain(rule.unless)), rule)
    if first is rule:
        return []
    message = f"{rule.id} has the same triggers as {first.id}"
    return [source.problem("near-copy", message, ("rules", number, "id"))]


def _check_context(source: Source, world: World, problems: list[RuleProblem]) -> None:
    context, _ = examine_model(source, ContextFile, problems)
    if context is None:
        return
    examine_context(source, context, world.families, problems)
    sites = list(context_sites(context))
    problems.extend(lint_sites(source, sites, context.macros, world))
    problems.extend(lint_macros(source, sites, context.macros))
    for number, cue in enumerate(context.modality):
        if cue.value not in get_args(Modality):
            hint = nearest(cue.value, get_args(Modality))
            message = f"no modality is called {cue.value!r}"
            problems.append(source.problem("bad-value", message, ("modality", number, "value"), hint=hint))
