"""Coverage and profile: what each rule does over many articles, and what it costs.

The articles are taken the way of the engine, by its own parts, with a count and a clock at every rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import chain, combinations, islice
from time import perf_counter
from typing import Any

from eventsift.article import Article
from eventsift.engine import Engine
from eventsift.matcher import CompiledRule, Match, Plan, _best
from eventsift.segment import segment
from eventsift.symbols import Strip

__all__ = ["Clash", "Coverage", "RuleUse", "Step", "measure"]

WARM_UP = 20  # articles that are read once more beforehand


@dataclass(slots=True)
class RuleUse:
    """What one rule did: tries of its triggers, matches, matches that won, passages in events, articles.

    ``seconds`` is the time spent on its triggers, conditions and slots.
    """

    rule: str
    event: str
    tries: int = 0
    matches: int = 0
    won: int = 0
    passages: int = 0
    articles: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rules that match the same words ``count`` times, and a field that they set differently."""

    first: str
    second: str
    count: int
    conflict: str
    example: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way of an article, and the seconds it took in all."""

    name: str
    seconds: float


@dataclass(slots=True)
class Coverage:
    """What was measured over a corpus."""

    articles: int = 0
    sentences: int = 0
    rules: list[RuleUse] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    @property
    def silent(self) -> list[str]:
        """Rules that gave no event."""
        return [use.rule for use in self.rules if not use.passages]

    @property
    def single(self) -> list[str]:
        """Rules that gave events in one article only."""
        return [use.rule for use in self.rules if use.articles == 1]

    def per_thousand(self, use: RuleUse) -> float:
        """Passages a thousand sentences."""
        return 1000 * use.passages / self.sentences if self.sentences else 0.0

    def data(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return asdict(self) | {"silent": self.silent, "single": self.single}


class _Counting:
    """Counts and times while articles pass."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.uses = {rule.id: RuleUse(rule.id, rule.event) for rule in engine._matcher.rules}
        self.articles = self.sentences = 0
        self.compiling = 0.0
        self.times: defaultdict[str, float] = defaultdict(float)
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.examples: dict[tuple[str, str], str] = {}
        self.conflicts: dict[tuple[str, str], str] = {}

    def add(self, article: Article) -> None:
        """Take one article the whole way."""
        begun = perf_counter()
        reading, plan = self.engine._read(article)
        self.times["read: segment, recognise, encode"] += perf_counter() - begun
        begun = perf_counter()
        segment(article)
        self.times["of which segment"] += perf_counter() - begun
        begun = perf_counter()
        for strip in reading.strips:
            here = self._match(reading.document, strip, plan)
            for match in _best(here):
                self.uses[match.rule.id].won += 1
            self._compare(here, reading.document)
        self.times["match"] += perf_counter() - begun - self.compiling
        self.times["compile patterns, once"] += self.compiling
        self.compiling = 0.0
        begun = perf_counter()
        found = self.engine.extract(article)
        self.times["the whole way"] += perf_counter() - begun
        told = Counter(passage.rule for event in found.events for passage in event.evidence)
        for rule, count in told.items():
            self.uses[rule].passages += count
            self.uses[rule].articles += 1
        self.articles += 1
        self.sentences += found.sentences

    def _match(self, document: Any, strip: Strip, plan: Plan) -> list[Match]:
        matcher = self.engine._matcher
        present = frozenset(strip.symbols)
        here: list[Match] = []
        for number, pattern in plan.get(strip.sentence, ()):
            use = self.uses[matcher.rules[number].id]
            if not use.tries:
                self._compile(matcher.rules[number])
            begun, before = perf_counter(), len(here)
            pattern.bind(matcher.table)
            if all(not need.isdisjoint(present) for need in pattern.needs):
                use.tries += 1
                matcher._try(document, matcher.rules[number], pattern, strip, present, here)
            use.matches += len(here) - before
            use.seconds += perf_counter() - begun
        return here

    def _compile(self, rule: CompiledRule) -> None:
        """Compile what is compiled when it is first needed, so that it is not counted as the rule's own time."""
        begun = perf_counter()
        for pattern in rule.patterns():
            pattern.bind(self.engine._matcher.table)
            pattern.compiled()
            pattern.compiled("")
        self.compiling += perf_counter() - begun

    def _compare(self, here: list[Match], document: Any) -> None:
        seen: set[tuple[str, str]] = set()
        for a, b in combinations(sorted(here, key=lambda match: match.rule.id), 2):
            pair = (a.rule.id, b.rule.id)
            if a.rule is b.rule or pair in seen or not (a.start < b.end and b.start < a.end):
                continue
            seen.add(pair)
            self.pairs[pair] += 1
            first, last = a.strip.token_range(min(a.start, b.start), max(a.end, b.end))
            self.examples.setdefault(pair, document.span_text(first, last))
            self.conflicts.setdefault(pair, _conflict(a, b))


def _conflict(a: Match, b: Match) -> str:
    """The first field that both rules set, to different values; empty for rules of two event types."""
    if a.rule.event != b.rule.event:
        return ""
    shared = sorted(set(a.rule.set) & set(b.rule.set))
    apart = (name for name in shared if a.rule.set[name] != b.rule.set[name])
    return next((f"{name}: {a.rule.set[name]} or {b.rule.set[name]}" for name in apart), "")


def measure(engine: Engine, articles: Iterable[Article]) -> Coverage:
    """Take the articles through the engine and count what each rule does. Rules are sorted by id."""
    counting = _Counting(engine)
    coming = iter(articles)
    first = list(islice(coming, WARM_UP))
    for article in first:
        engine.extract(article)
    for article in chain(first, coming):
        counting.add(article)
    clashes = [
        Clash(*pair, count, counting.conflicts[pair], counting.examples[pair])
        for pair, count in sorted(counting.pairs.items(), key=lambda item: (-item[1], item[0]))
    ]
    steps = [Step(name, seconds) for name, seconds in counting.times.items()]
    rules = sorted(counting.uses.values(), key=lambda use: use.rule)
    return Coverage(counting.articles, counting.sentences, rules, clashes, steps)
