"""The engine: takes an article the whole way, from text to validated events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eventsift.article import Article
from eventsift.build import draft_match, inherit, payload, resolve_dates, to_event
from eventsift.compiler import Families, Pattern
from eventsift.dates import anchor_from_text
from eventsift.document import Document
from eventsift.draft import Draft, FieldKind, Reading, field_kinds
from eventsift.errors import PluginError, RuleError
from eventsift.events import Event, event_type
from eventsift.extractor import Extractor
from eventsift.lexicon import ACTOR_KINDS, FAMILY, Family, Lexicon, Term, load_lexicon
from eventsift.matcher import CompiledRule, Matcher, Plan
from eventsift.mentions import Mention, TermValue
from eventsift.merge import default_merge, merge_drafts
from eventsift.plugins import Plugin, load_plugins
from eventsift.recognise import ACTOR_TYPES, COUNT_TYPES, RECOGNISED
from eventsift.recognise.actors import find_actors
from eventsift.recognise.amounts import find_amounts
from eventsift.recognise.dates import find_dates
from eventsift.recognise.lookup import Lookup
from eventsift.rules.load import CompiledContext, compile_context, compile_rules, read_model
from eventsift.rules.model import ContextFile, Inheritance, Merge, RuleFile
from eventsift.segment import segment
from eventsift.symbols import SymbolTable

__all__ = ["Engine", "Extraction", "PluginInfo", "Problem", "load"]

_HEADS = frozenset({"body_head", "role", "unnamed"})
_ACTORS = ACTOR_KINDS | _HEADS
# Types that are recognised only where a trigger may match.
_LATE = frozenset({"date", "amount", "duration", "measure"}) | {
    type_ for types in RECOGNISED for type_ in types[:1]
}
_LATE -= {types[0] for types in ACTOR_TYPES} | {"place"}
# Families of words so frequent that they tell little of where a pattern could match.
_COMMON = (
    "article",
    "be",
    "clause",
    "do",
    "have",
    "list_link",
    "may",
    "not",
    "preposition",
    "relative",
    "will",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a plugin failed at, on which article."""

    plugin: str
    version: str
    rule: str | None
    article: str | None
    message: str

    def __str__(self) -> str:
        rule = f", rule {self.rule}" if self.rule else ""
        article = f", article {self.article}" if self.article else ""
        return f"plugin {self.plugin} {self.version}{rule}{article}: {self.message}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """The events of one article, in the order of its text, and what went wrong on the way."""

    article: Article
    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """What ``eventsift plugins`` lists of a plugin."""

    name: str
    distribution: str
    version: str
    state: str
    reason: str
    event_types: tuple[str, ...]
    rules: int


@dataclass(slots=True)
class _Type:
    """An event type as the engine works with it."""

    extractor: Extractor
    plugin: Plugin
    kinds: dict[str, FieldKind]
    inherit: dict[str, Inheritance]
    merge: Merge


def base_lexicons() -> list[Path]:
    """The lexicon files that every engine has."""
    return sorted((_rules_folder() / "lexicons").glob("*.yaml"))


def _rules_folder() -> Path:
    import eventsift_rules

    return Path(eventsift_rules.__file__).parent


def load(
    plugins: Sequence[str] | None = None,
    disable: Sequence[str] = (),
    extra: Iterable[tuple[str, Any]] = (),
) -> Engine:
    """An engine with the installed plugins, or those named, less those disabled, plus ``extra`` (name, module) pairs.

    Raises PluginError for an unknown name. A plugin that is broken is listed in ``Engine.plugins`` and left out.

    >>> engine = load(["export_control"])
    >>> [p.name for p in engine.plugins if p.state == "ok"]
    ['export_control']
    """
    return Engine(load_plugins(plugins, disable, extra))


class Engine:
    """Holds the compiled rules and lexicons of its plugins; ``extract`` does not change what later calls give."""

    def __init__(self, plugins: Sequence[Plugin]) -> None:
        shared = _base()
        self._shared_families = _families(shared)
        terms: list[tuple[str, Term]] = [("", term) for lexicon in shared for term in lexicon.terms]
        self._types: dict[str, _Type] = {}
        rules: list[CompiledRule] = []
        self._counts: dict[str, int] = {}
        taken: set[str] = set()
        done: list[Plugin] = []
        for plugin in sorted(plugins, key=lambda p: p.name):
            if plugin.state == "ok":
                try:
                    made, own_terms, types = self._compile_plugin(plugin, taken)
                except (RuleError, PluginError, TypeError, OSError) as error:
                    plugin = plugin.broken(str(error))
                else:
                    rules.extend(made)
                    terms.extend((plugin.name, term) for term in own_terms)
                    self._types.update(types)
                    taken |= {rule.id.casefold() for rule in made}
                    self._counts[plugin.name] = len(made)
            done.append(plugin)
        self._plugins = tuple(done)
        self._context = self._load_context()
        self._lookup = Lookup(term for _, term in sorted(terms, key=lambda pair: (pair[1].form, pair[0])))
        patterns = [*(p for rule in rules for p in rule.patterns()), *self._context.patterns()]
        self._table = self._symbols(patterns)
        self._prime([term for _, term in terms])
        self._matcher = Matcher(rules, self._table)

    def _load_context(self) -> CompiledContext:
        path = _rules_folder() / "context.yaml"
        return compile_context(path, read_model(path, ContextFile), Families(self._shared_families))

    def _compile_plugin(
        self, plugin: Plugin, taken: set[str]
    ) -> tuple[list[CompiledRule], list[Term], dict[str, _Type]]:
        lexicons = [load_lexicon(path) for path in plugin.lexicons]
        lexicons += [
            load_lexicon(Path(path)) for extractor in plugin.extractors for path in extractor.lexicons
        ]
        families = Families(_families(lexicons), self._shared_families)
        models = {event_type(extractor.event): extractor.event for extractor in plugin.extractors}
        for name in models:
            if name in self._types:
                owner = self._types[name].plugin
                raise PluginError(
                    f"the event type {name!r} is already that of plugin {owner.name} ({owner.distribution})"
                )
        rules: list[CompiledRule] = []
        types: dict[str, _Type] = {}
        for extractor in plugin.extractors:
            name = event_type(extractor.event)
            kinds = field_kinds(extractor.event)
            types[name] = _Type(extractor, plugin, kinds, {}, default_merge(kinds))
            for path in extractor.rules:
                file = read_model(Path(path), RuleFile)
                made = compile_rules(Path(path), file, models, families, plugin.name, plugin.version)
                for rule in made:
                    if rule.id.casefold() in taken or any(
                        old.id.casefold() == rule.id.casefold() for old in rules
                    ):
                        raise RuleError(f"{path}: duplicate-id two rules are called {rule.id!r}")
                    rules.append(rule)
                types[name].inherit.update(file.inherit)
                if file.merge:
                    types[name].merge = file.merge
        return rules, [term for lexicon in lexicons for term in lexicon.terms], types

    def _symbols(self, patterns: Iterable[Pattern]) -> SymbolTable:
        alone: set[str] = set(",;:")
        together: set[frozenset[str]] = set()
        for pattern in {id(pattern): pattern for pattern in patterns}.values():
            own, sets = pattern.word_sets()
            alone |= own
            together |= sets
        shared = Families(self._shared_families)
        common = {word for name in _COMMON if name in shared for word in shared.words(name)}
        return SymbolTable(alone, together, common)

    def _prime(self, terms: Sequence[Term]) -> None:
        """Give the mentions that can come their symbols now: patterns are compiled anew when one is added."""
        prime, known = self._table.prime, self._table.words
        forms = sorted({(term.types, term.form.lower()) for term in terms})
        heads = sorted({form for own, form in forms if own[0] in _HEADS and form in known})
        counted = sorted({own for own, _ in forms if "good" in own or "unnamed" in own})
        # Mentions of like types get neighbouring symbols, so that the class of a type is a few ranges.
        for types in sorted(RECOGNISED):
            prime(types, None)
            for word in heads if types in ACTOR_TYPES else ():
                prime(types, word)
        for own, form in forms:
            prime(own, form if form in known else None)
        for types in (*sorted(RECOGNISED), *counted):
            prime((*COUNT_TYPES, *types), None)
        # Terms of types that are none of ours stand beside what we recognise in the same words.
        own_types = sorted({term.types for term in terms if isinstance(term.value, TermValue)})
        for first in (*sorted(RECOGNISED), *own_types):
            for second in own_types:
                prime((*first, *second), None)

    @property
    def plugins(self) -> tuple[PluginInfo, ...]:
        """All plugins that were found, broken and disabled ones too, by name."""
        return tuple(
            PluginInfo(
                p.name,
                p.distribution,
                p.version,
                p.state,
                p.reason,
                tuple(sorted(event_type(e.event) for e in p.extractors)),
                self._counts.get(p.name, 0) if p.state == "ok" else 0,
            )
            for p in self._plugins
        )

    @property
    def event_models(self) -> tuple[type[Event], ...]:
        """The event models of the working plugins, by type name."""
        return tuple(self._types[name].extractor.event for name in sorted(self._types))

    def extract(self, article: Article) -> Extraction:
        """The events of one article. A plugin that fails on it yields a problem; the others go on."""
        reading, plan = self._read(article)
        matches = self._matcher.match(reading.document, reading.strips, plan)
        problems: list[Problem] = []
        events: list[Event] = []
        by_type: dict[str, list[Any]] = {}
        for match in matches:
            by_type.setdefault(match.rule.event, []).append(match)
        for name in sorted(by_type):
            kind = self._types[name]
            try:
                events.extend(self._events(kind, by_type[name], reading, article, problems))
            except Exception as error:  # a plugin's own step runs in here
                message = f"{type(error).__name__}: {error}"
                problems.append(Problem(kind.plugin.name, kind.plugin.version, None, article.id, message))
        events.sort(key=lambda e: (e.evidence[0].start, e.evidence[0].end, e.type, e.id))
        return Extraction(article, tuple(events), tuple(problems), len(reading.document.sentences))

    def extract_text(self, text: str, *, id: str = "text", published: date | None = None) -> Extraction:  # noqa: A002
        """The events of a text.

        >>> found = load().extract_text("Norway banned exports of cod on Friday.")
        >>> [(e.type, e.action) for e in found.events]
        [('export_control', 'impose')]
        """
        return self.extract(Article(id=id, text=text, published=published))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, in order, read as they come."""
        return map(self.extract, articles)

    def _read(self, article: Article) -> tuple[Reading, Plan]:
        """Segment, recognise, encode. Where no trigger's words occur, nothing more is done than to look for them."""
        document = segment(article)
        base = self._table.base(document)
        plan = self._matcher.plan(base, document)
        if not plan and not self._matcher.by_type:
            return Reading(document, [], [], article.published, None, []), plan
        mentions = self._recognise(document, plan)
        if not plan:
            return Reading(document, [], mentions, article.published, None, []), plan
        strips = self._table.strips(document, mentions, base, plan)
        anchor = None
        if article.published is None:
            anchor = anchor_from_text(document, find_dates(document))
        return Reading(document, strips, mentions, article.published, anchor, self._title(article)), plan

    def _recognise(self, document: Document, plan: Plan | None = None) -> list[Mention]:
        """All mentions; dates and amounts only where the plan has something to try.

        Triggers that only mentions announce join the plan.
        """
        hits = self._lookup.find(document)
        actors = find_actors(document, [hit for hit in hits if hit.types[0] in _ACTORS])
        others = [hit for hit in hits if hit.types[0] not in _ACTORS]
        part = document
        if plan is not None and not self._matcher.anchor_types.isdisjoint(_LATE):
            announced = [*find_dates(document), *find_amounts(document)]
            self._matcher.plan_by_type(plan, announced, document)
        if plan is not None:
            self._matcher.plan_by_type(plan, (*actors, *others), document)
            wanted = [sentence for number, sentence in enumerate(document.sentences) if number in plan]
            part = replace(document, sentences=wanted)
        return _arbitrate(find_dates(part), find_amounts(part), actors, others)

    def _title(self, article: Article) -> list[Mention]:
        if not article.title:
            return []
        return self._lookup.find(segment(Article(id="title", text=article.title)))

    def _events(
        self, kind: _Type, matches: list[Any], reading: Reading, article: Article, problems: list[Problem]
    ) -> Iterator[Event]:
        drafts: list[Draft] = []
        reading.drafts = drafts
        for match in matches:
            draft: Draft | None = draft_match(match, reading, self._context, self._matcher, kind.kinds)
            assert draft is not None
            resolve_dates(draft, reading, kind.kinds)
            inherit(draft, drafts, reading, kind.inherit)
            if kind.extractor.finish is not None:
                draft = kind.extractor.finish(draft, reading)
            if draft is not None:
                drafts.append(draft)
        for draft in merge_drafts(drafts, kind.merge, kind.kinds):
            try:
                yield to_event(kind.extractor.event, payload(draft, reading.document, article.id, kind.kinds))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                message = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
                rule = draft.match.rule
                problems.append(Problem(rule.plugin, rule.version, rule.id, article.id, message))


@cache
def _base() -> tuple[Lexicon, ...]:
    """The lexicons that ship with the program, read once."""
    return tuple(load_lexicon(path) for path in base_lexicons())


def _families(lexicons: Iterable[Lexicon]) -> Mapping[str, Family]:
    return {
        name: fam for lexicon in lexicons if lexicon.type == FAMILY for name, fam in lexicon.families.items()
    }


def _arbitrate(*kinds: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longer one, then the earlier kind.

    Readings of the very same tokens by one kind stay, and so does what a count counts: *20 pangolins* is both.
    """
    ranked = sorted(
        ((mention, rank) for rank, found in enumerate(kinds) for mention in found),
        key=lambda pair: (pair[0].first, -pair[0].last, pair[1]),
    )
    kept: list[Mention] = []
    end, last, owner = -1, Mention(-1, -1, ()), -1
    for mention, rank in ranked:
        if mention.first >= end:
            kept.append(mention)
            end, last, owner = mention.last, mention, rank
        elif mention.last != end:
            continue
        elif mention.first == last.first:
            if rank == owner or isinstance(mention.value, TermValue):
                kept.append(mention)  # a third party's reading of the words stands beside ours
        elif "count" in last.types and kept[-1] is last:
            kept.append(mention)
    return kept
