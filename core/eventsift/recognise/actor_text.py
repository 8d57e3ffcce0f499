"""The text as the grammar of actors sees it, and what it has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventsift.document import Document, Sentence
from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_words import ActorTable

__all__ = ["STATES", "ActorText", "Span", "is_state", "types_of", "value_of"]

STATES = frozenset(["country", "bloc"])
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
    """Looks at the words, and a memory: ``out`` the mentions in order, ``heads`` and ``names`` whom a head
    noun or a surname means by now, ``weights`` how much the article speaks of each state."""

    document: Document
    hits: dict[int, list[Mention]]
    table: ActorTable
    out: list[Mention] = field(default_factory=list)
    sentence: Sentence = field(default_factory=lambda: Sentence(0, 0, "body"))
    cursor: int = 0
    shouting: bool = False
    heading: int = 0
    titled: bool = False
    growth: float = 1.0
    weights: dict[str, float] = field(default_factory=dict)
    latest_bloc: ActorValue | None = None
    latest_body: ActorValue | None = None
    heads: dict[str, ActorValue] = field(default_factory=dict)
    names: dict[str, ActorValue] = field(default_factory=dict)

    def capital(self, token: int) -> bool:
        """A word with a capital that no all-capitals sentence gave it."""
        return (
            not self.shouting
            and token >= self.heading
            and self.document.text[self.document.starts[token]].isupper()
        )

    def proper(self, token: int) -> bool:
        """A capitalised word that may be part of a name."""
        return self.capital(token) and self.document.words[token] not in self.table.function

    def word(self, token: int) -> str:
        """The folded word, or nothing outside of the sentence."""
        inside = self.sentence.first <= token < self.sentence.last
        return self.document.words[token] if inside else ""

    def before(self, token: int) -> Mention | None:
        """The mention that ends right before a token."""
        return self.out[-1] if self.out and self.out[-1].last == token else None

    def ends(self, token: int) -> bool:
        """Whether a phrase may end before a token: no noun follows."""
        word = self.word(token)
        return not word or not word[0].isalpha() or word in self.table.function or word in self.table.saying

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: note whether its capitals tell anything."""
        self.sentence, self.cursor = sentence, sentence.first
        self.growth = min(self.growth * _GROWTH, 1e200)
        text = self.document.span_text(sentence.first, sentence.last)
        self.shouting = text.isupper()
        self.titled = not self.shouting and sentence.zone == "headline" and _is_titled(text)
        self.heading = 0 if self.shouting else self.heading_end()

    def heading_end(self) -> int:
        """The end of a heading in capitals that runs into its sentence: *NEW RULES Officials said*."""
        first, last = self.sentence.first, self.sentence.last
        at, surface = first, self.document.surface
        while at < last and surface(at).isupper() and surface(at).isalpha() and len(surface(at)) > 1:
            at += 1
        return at if at - first > 1 and any(len(surface(i)) > 4 for i in range(first, at)) else 0

    def state_before(self, token: int) -> Mention | None:
        """The state right before a token, with or without its possessive."""
        if self.word(token - 1) == "'s":
            token -= 1
        found = self.before(token)
        return found if found is not None and is_state(found) and found.first >= self.sentence.first else None

    def state_at(self, token: int) -> Mention | None:
        """The hit of a state that begins at a token."""
        return next((hit for hit in self.hits.get(token, ()) if is_state(hit)), None)

    def is_role(self, token: int) -> bool:
        """Whether a role begins at a token."""
        return any(hit.types[0] == "role" for hit in self.hits.get(token, ()))

    def surface_is_acronym(self, token: int) -> bool:
        """Whether a word is all capitals."""
        return self.document.surface(token).isupper()

    def is_head(self, token: int) -> bool:
        """Whether a head of a body begins at a token."""
        return any(hit.types[0] == "body_head" for hit in self.hits.get(token, ()))

    def is_other(self, token: int) -> bool:
        """A state's adjective, a body or a role, which is no part of a name."""
        return any(
            hit.types[0] in {"role", "body_head", "government_body"} or "state_adjective" in hit.types
            for hit in self.hits.get(token, ())
        )

    def free(self, token: int) -> bool:
        """A capitalised word that nothing else has taken."""
        taken = self.out[-1].last if self.out else 0
        return (
            token >= taken and token not in self.hits and self.proper(token) and self.word(token)[0].isalpha()
        )

    def emit(self, first: int, last: int, value: ActorValue, types: tuple[str, ...] | None = None) -> None:
        """Add a mention; those inside of it go."""
        while self.out and self.out[-1].first >= first:
            self.out.pop()
        self.out.append(Mention(first, last, types or types_of(value), value))
        self.cursor = max(self.cursor, last)

    def note(self, value: ActorValue, first: int) -> None:
        """Remember whom *the government* and *the country* would mean from here on."""
        if value.kind == "bloc":
            self.latest_bloc = value
        elif value.kind == "government_body":
            self.latest_body = value
        if value.country is not None and value.kind != "bloc":
            weight = 0.5 if value.form == "adjective" else 1.0
            if first - self.sentence.first < 3:
                weight += 1.0  # most sentences begin with the one that they are about
            self.weights[value.country] = self.weights.get(value.country, 0.0) + weight * self.growth

    def salient(self) -> str | None:
        """The state that the article speaks of at this point."""
        return max(self.weights, key=self.weights.__getitem__, default=None)

    def remember(self, first: int, last: int, value: ActorValue) -> None:
        """The words that *the agency*, *the company* may take up again."""
        words = self.document.words
        if value.kind == "company":
            self.heads.update(dict.fromkeys(self.table.firms, value))
        else:
            self.heads[words[first]] = self.heads[words[last - 1]] = value

    def acronym(self, last: int, value: ActorValue) -> int:
        """The end of *(MITI)* behind a name; the short form is remembered."""
        if self.word(last) == "(" and self.word(last + 2) == ")":
            surface = self.document.surface(last + 1)
            if surface.isupper() and 2 <= len(surface) <= 9:
                self.names[self.document.words[last + 1]] = ActorValue(value.kind, value.country)
                return last + 3
        return last


def value_of(mention: Mention) -> ActorValue:
    return mention.value  # type: ignore[return-value]


def is_state(mention: Mention) -> bool:
    return mention.types[0] in STATES


def types_of(value: ActorValue) -> tuple[str, ...]:
    if value.kind in {"country", "bloc"}:
        return (value.kind, "actor", "state", "authority")
    if value.kind == "government_body":
        return (value.kind, "actor", "authority")
    return (value.kind, "actor")


def _is_titled(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)
