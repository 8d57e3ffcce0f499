"""The text as the grammar of actors sees it, and what it has found so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from eventsift.document import Document, Sentence
from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_words import ActorTable

__all__ = ["ActorText", "Span", "actor", "is_state", "types_of", "value_of"]

_TYPES = {
    "country": ("country", "actor", "state", "authority"),
    "bloc": ("bloc", "actor", "state", "authority"),
    "government_body": ("government_body", "actor", "authority"),
}
_COUNTED = frozenset(["country", "government_body"])
_GROWTH = 1.25  # what is said now weighs so much more than the same a sentence ago


@dataclass(slots=True)
class Span:
    """A stretch under construction; ``known`` tells that the words tell the country, ``rich`` that
    they make a name, ``owner`` the kind of the actor taken in."""

    first: int
    last: int
    country: str | None = None
    known: bool = False
    rich: bool = False
    owner: str | None = None


@dataclass(slots=True)
class ActorText:
    """Looks at the words, and a memory: ``start`` and ``stop`` the sentence, ``out`` the mentions in order,
    ``heads`` and ``names`` whom a head noun or a surname means by now, ``weights`` how much the article
    speaks of each state at this point."""

    document: Document
    hits: dict[int, list[Mention]]
    table: ActorTable
    out: list[Mention] = field(default_factory=list)
    words: list[str] = field(init=False)
    text: str = field(init=False)
    starts: list[int] = field(init=False)
    start: int = 0
    stop: int = 0
    cursor: int = 0
    shouting: bool = False
    heading: int = 0
    titled: bool = False
    growth: float = 1.0
    dated: bool = False
    weights: dict[str, float] = field(default_factory=dict)
    dateline: str | None = None
    latest_bloc: ActorValue | None = None
    latest_body: ActorValue | None = None
    heads: dict[str, ActorValue] = field(default_factory=dict)
    names: dict[str, ActorValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        document = self.document
        self.words, self.text, self.starts = document.words, document.text, document.starts

    def capital(self, token: int) -> bool:
        """A word with a capital that no all-capitals sentence gave it."""
        return not self.shouting and token >= self.heading and self.text[self.starts[token]].isupper()

    def proper(self, token: int) -> bool:
        """A capitalised word that may be part of a name."""
        return self.capital(token) and self.words[token] not in self.table.function

    def word(self, token: int) -> str:
        """The folded word, or nothing outside of the sentence."""
        return self.words[token] if self.start <= token < self.stop else ""

    def before(self, token: int) -> Mention | None:
        """The mention that ends right before a token."""
        return self.out[-1] if self.out and self.out[-1].last == token else None

    def ends(self, token: int) -> bool:
        """Whether a phrase may end before a token: no noun follows."""
        word = self.word(token)
        return not word or not word[0].isalpha() or word in self.table.function or word in self.table.saying

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: note whether its capitals tell anything."""
        first, last, zone = sentence
        self.start = self.cursor = first
        self.stop = last
        growth = self.growth * _GROWTH
        self.growth = growth if growth < 1e200 else 1e200
        self.shouting = self.titled = False
        self.heading = 0
        self.dated = zone == "dateline"
        document = self.document
        if not self.text[document.ends[first] - 1].islower():
            self.shouting = document.span_text(first, last).isupper()
            self.heading = 0 if self.shouting else self.heading_end()
        if zone == "headline" and not self.shouting:
            self.titled = _is_titled(document.span_text(first, last))

    def heading_end(self) -> int:
        """The end of a heading in capitals that runs into its sentence: *NEW RULES Officials said*."""
        first, last = self.start, self.stop
        at, surface = first, self.document.surface
        while at < last and surface(at).isupper() and surface(at).isalpha() and len(surface(at)) > 1:
            at += 1
        return at if at - first > 1 and any(len(surface(i)) > 4 for i in range(first, at)) else 0

    def state_before(self, token: int) -> Mention | None:
        """The state right before a token, with or without its possessive."""
        if self.word(token - 1) == "'s":
            token -= 1
        if not self.out or self.out[-1].last != token:
            return None
        found = self.out[-1]
        return found if is_state(found) and found.first >= self.start else None

    def state_at(self, token: int) -> Mention | None:
        """The hit of a state that begins at a token."""
        for hit in self.hits.get(token, ()):
            if is_state(hit):
                return hit
        return None

    def located(self, token: int) -> str | None:
        """The state of *in Antwerp* at a token."""
        if self.word(token) not in self.table.inside:
            return None
        state = self.state_at(token + 1)
        return value_of(state).country if state is not None else None

    def is_role(self, token: int) -> bool:
        """Whether a role begins at a token."""
        return token in self.hits and any(hit.types[0] == "role" for hit in self.hits[token])

    def surface_is_acronym(self, token: int) -> bool:
        """Whether a word is all capitals."""
        return self.document.surface(token).isupper()

    def places_of(self, word: str) -> list[int]:
        """All tokens of a word."""
        words, found, at = self.words, [], -1
        for _ in range(words.count(word)):
            at = words.index(word, at + 1)
            found.append(at)
        return found

    def is_head(self, token: int) -> bool:
        """Whether a head of a body begins at a token."""
        return any(hit.types[0] == "body_head" for hit in self.hits.get(token, ()))

    def is_other(self, token: int) -> bool:
        """A state's adjective, a body or a role, which is no part of a name."""
        return token in self.hits and any(
            hit.types[0] in {"role", "body_head", "government_body"} or "state_adjective" in hit.types
            for hit in self.hits[token]
        )

    def free(self, token: int) -> bool:
        """A capitalised word that nothing else has taken."""
        if not self.proper(token) or token in self.hits or not self.text[self.starts[token]].isalpha():
            return False
        return not self.out or token >= self.out[-1].last

    def emit(self, first: int, last: int, value: ActorValue, types: tuple[str, ...] | None = None) -> None:
        """Add a mention; those inside of it go."""
        out = self.out
        while out and out[-1].first >= first:
            out.pop()
        out.append(Mention(first, last, types or types_of(value), value))
        if last > self.cursor:
            self.cursor = last

    def note(self, value: ActorValue, first: int) -> None:
        """Remember whom *the government* and *the country* would mean from here on."""
        kind, country = value.kind, value.country
        if kind == "bloc":
            self.latest_bloc = value
            return
        if kind == "government_body":
            self.latest_body = value
        if country is not None:
            weight = 0.5 if value.form == "adjective" else 1.0
            if first - self.start < 3:
                weight += 1.0  # most sentences begin with the one that they are about
            weights = self.weights
            weights[country] = weights.get(country, 0.0) + weight * self.growth

    def salient(self) -> str | None:
        """The state that the article speaks of at this point."""
        return max(self.weights, key=self.weights.__getitem__, default=None)

    def home(self, word: str) -> str | None:
        """The state of a named body: of *the Finance Ministry* the one named most, above all in the dateline."""
        if word not in self.table.national:
            return self.salient()
        others = self.table.without_ministries if word in self.table.ministries else ()
        counts = Counter({self.dateline: 3} if self.dateline else {})
        told = (value_of(mention).country for mention in self.out if mention.types[0] in _COUNTED)
        counts.update(country for country in told if country)
        ranked = (country for country, _ in counts.most_common() if country not in others)
        return next(ranked, None)

    def remember(self, first: int, last: int, value: ActorValue) -> None:
        """The words that *the agency*, *the company* may take up again."""
        words = self.words
        if value.kind == "company":
            self.heads.update(dict.fromkeys(self.table.firms, value))
        else:
            self.heads[words[first]] = self.heads[words[last - 1]] = value

    def acronym(self, last: int, value: ActorValue) -> int:
        """The end of *(MITI)* behind a name; the short form is remembered."""
        if self.word(last) == "(" and self.word(last + 2) == ")":
            surface = self.document.surface(last + 1)
            if surface.isupper() and 2 <= len(surface) <= 9:
                self.names[self.words[last + 1]] = actor(value.kind, value.country)
                return last + 3
        return last


# The same few values come again and again; to look one up takes a fifth of making it.
actor = lru_cache(maxsize=4096)(ActorValue)


def value_of(mention: Mention) -> ActorValue:
    return mention.value  # type: ignore[return-value]


def is_state(mention: Mention) -> bool:
    kind = mention.types[0]
    return kind == "country" or kind == "bloc"


def types_of(value: ActorValue) -> tuple[str, ...]:
    return _TYPES.get(value.kind) or (value.kind, "actor")


def _is_titled(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
