"""Actors: states, bodies, firms and people, composed from the hits of the lexicons and the words around them.

Words only, no parse: a head noun (*ministry*, *officials*, *Inc*) or a role (*minister*) gathers what stands
before it up to a state, then what belongs to it behind (*of Commerce*, a name). Longer stretches swallow
shorter ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from eventsift.document import Document, Sentence
from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_words import ENGLISH, ActorTable

__all__ = ["find_actors"]

_GROWTH = 1.25  # what is said now weighs so much more than the same a sentence ago
_STATES = frozenset(["country", "bloc"])
_NAMED = ("country", "bloc", "government_body", "organisation", "company")


@dataclass(slots=True)
class _Span:
    """A stretch under construction; ``known`` tells that a state in the words gave the country."""

    first: int
    last: int
    country: str | None = None
    known: bool = False
    rich: bool = False


@dataclass(slots=True)
class _Reader:
    document: Document
    hits: dict[int, list[Mention]]
    table: ActorTable
    out: list[Mention] = field(default_factory=list)
    sentence: Sentence = field(default_factory=lambda: Sentence(0, 0, "body"))
    cursor: int = 0
    shouting: bool = False
    titled: bool = False
    growth: float = 1.0
    weights: dict[str, float] = field(default_factory=dict)
    latest_bloc: ActorValue | None = None
    latest_body: ActorValue | None = None
    heads: dict[str, ActorValue] = field(default_factory=dict)
    names: dict[str, ActorValue] = field(default_factory=dict)

    # --- small looks at the text

    def capital(self, token: int) -> bool:
        """A word with a capital that no all-capitals sentence gave it."""
        return not self.shouting and self.document.text[self.document.starts[token]].isupper()

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

    # --- the walk

    def enter(self, sentence: Sentence) -> None:
        """Begin a sentence: note whether its capitals tell anything."""
        self.sentence, self.cursor = sentence, sentence.first
        self.growth = min(self.growth * _GROWTH, 1e200)
        text = self.document.span_text(sentence.first, sentence.last)
        self.shouting = text.isupper()
        self.titled = not self.shouting and sentence.zone == "headline" and _is_titled(text)

    def read(self, token: int) -> None:
        """What stands at an anchor: a hit, or a word of the table."""
        if token < self.cursor:
            return
        hits = self.hits.get(token)
        if hits is None:
            self.cue(token)
            return
        hit = hits[0]
        if len(hits) > 1:
            hit = self.choose(hits)
        kind = hit.types[0]
        if kind in _STATES:
            self.state(hit, _value(hit))
        elif kind == "body_head":
            self.head(hit.first, hit.last, _value(hit))
        elif kind == "role":
            self.role(hit)
        elif kind == "unnamed":
            self.unnamed(hit)
        else:
            self.named(hit)

    def choose(self, hits: list[Mention]) -> Mention:
        """One of several readings: *Treasury* is a head noun behind a state, else the American one."""
        order = ("body_head", *_NAMED) if self.state_before(hits[0].first) else (*_NAMED, "role", "body_head")
        return min(hits, key=lambda hit: order.index(hit.types[0]) if hit.types[0] in order else len(order))

    def state_before(self, token: int) -> Mention | None:
        """The state right before a token, with or without its possessive."""
        if self.word(token - 1) == "'s":
            token -= 1
        found = self.before(token)
        return (
            found if found is not None and _is_state(found) and found.first >= self.sentence.first else None
        )

    def emit(self, first: int, last: int, value: ActorValue, types: tuple[str, ...] | None = None) -> None:
        """Add a mention; those inside of it go."""
        while self.out and self.out[-1].first >= first:
            self.out.pop()
        self.out.append(Mention(first, last, types or _types(value), value))
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

    # --- lexicon names

    def named(self, hit: Mention) -> None:
        """A name that a lexicon holds."""
        value = _value(hit)
        if value.kind in {"company", "organisation"} and self.in_longer_name(hit):
            return
        first, state = hit.first, self.state_before(hit.first)
        if state is not None and value.kind == "government_body":
            first, value = state.first, ActorValue(value.kind, _value(state).country)
        last = self.acronym(hit.last, value)
        self.emit(first, last, value)
        self.remember(hit.first, hit.last, value)
        if value.kind == "government_body":
            self.note(value, first)

    def in_longer_name(self, hit: Mention) -> bool:
        """A one-word name with unknown capitals on its left: *Gerald Ford*, *Alan Shell*."""
        token = hit.first - 1
        return (
            hit.last - hit.first == 1
            and token > self.sentence.first
            and self.proper(token)
            and self.before(hit.first) is None
            and not self.titled
            and self.word(token) not in self.table.modifiers
            and token not in self.hits
            and self.word(hit.last) not in self.table.suffixes
        )

    def state(self, hit: Mention, value: ActorValue) -> None:
        """A state, its adjective, its seat or a region of it."""
        if value.form == "seat" or value.form == "region":
            if self.word(hit.first - 1) in self.table.places or self.in_list_of_places(hit):
                self.emit(hit.first, hit.last, value, ("place", value.kind))
                return
            if self.in_longer_name(hit):
                return
        elif value.form == "name" and self.in_longer_name(hit):
            return
        self.out.append(hit)
        self.cursor = hit.last
        self.note(value, hit.first)

    def in_list_of_places(self, hit: Mention) -> bool:
        """*Lagos, Nigeria*: a town with its state behind it."""
        if self.word(hit.last) != ",":
            return False
        following = self.hits.get(hit.last + 1, ())
        return any(_is_state(other) and _value(other).country == _value(hit).country for other in following)

    # --- heads: ministry, officials, Inc

    def head(self, first: int, last: int, value: ActorValue) -> None:
        """A head noun of a body, firm or group, and what belongs to it on both sides."""
        span = self.leftwards(first, last)
        self.rightwards(span)
        word, before = self.word(last - 1), self.word(span.first - 1)
        if before in self.table.foreign or (self.word(first - 1) in self.table.foreign and not span.known):
            start = span.first - 1 if before in self.table.foreign else first - 1
            self.emit(start, span.last, ActorValue("unnamed", "XX"))
        elif span.known:
            self.body(span, ActorValue(value.kind, span.country), word)
        elif value.form == "leaders":
            return
        elif span.rich:
            country = self.salient() if value.kind == "government_body" else None
            self.body(span, ActorValue(value.kind, country), word)
        else:
            self.definite(span, first, word, value.kind)

    def definite(self, span: _Span, first: int, word: str, kind: str) -> None:
        """*The ministry*, *its government*, *officials*: one named before, or the salient state's."""
        before, table = self.word(span.first - 1), self.table
        plural, start = word in table.bare, span.first
        if before in table.definites and not (plural and before != "the"):
            if not plural and _is_plural(word, table):
                return
            start = span.first - 1
        elif kind != "government_body" or not self.stands_alone(span, first, plural):
            return
        country = None if kind == "company" and span.first < first else self.country_of(word, kind)
        self.emit(start, span.last, ActorValue(kind, country, "definite"))

    def stands_alone(self, span: _Span, first: int, plural: bool) -> bool:
        """Whether a head without *the* means one body: *police*, *its government*, *trade ministry said*."""
        before, table = self.word(span.first - 1), self.table
        if self.word(span.last) in table.papers:
            return before not in table.definites
        if before in {"a", "an"} or not self.ends(span.last):
            return False
        modified = span.first < first and not _is_plural(self.word(span.last - 1), table)
        return plural or modified or before in table.possessives

    def body(self, span: _Span, value: ActorValue, word: str) -> None:
        """A body that its words name."""
        last = self.acronym(span.last, value)
        self.emit(span.first, last, value)
        self.heads[word] = value
        self.heads[word.removesuffix("s")] = value
        if value.kind == "government_body" and span.known:
            self.note(value, span.first)

    def country_of(self, word: str, kind: str) -> str | None:
        """The state of *the ministry*: that of the last one, else the state spoken of last."""
        known = self.heads.get(word)
        if known is not None and word not in self.table.regents:
            return known.country
        if kind == "government_body" and word not in self.table.regents and self.latest_body is not None:
            return self.latest_body.country
        return self.salient() if kind in {"government_body", "person"} else None

    def leftwards(self, first: int, last: int) -> _Span:
        """The modifiers before a head, up to a state or another body that takes it in."""
        span, table = (
            _Span(first, last, rich=self.capital(last - 1) and self.capital(first) and last - first > 1),
            self.table,
        )
        for _ in range(7):
            at = span.first
            if at <= self.sentence.first or self.absorb(span):
                break
            word = self.word(at - 1)
            if word in table.joiners or word == ",":
                if not self.joins(at - 1):
                    break
                span.first = at - 2
            elif (
                self.proper(at - 1)
                and word not in table.saying
                and not (self.titled and word not in table.modifiers)
            ):
                opens = at - 1 == self.sentence.first and word not in table.modifiers
                if not word[0].isalpha() or (opens and not self.capital(at)):
                    break
                span.rich = span.rich or at - 1 > self.sentence.first or self.capital(at)
                span.first = at - 1
            elif (word in table.modifiers and word not in table.foreign) or (
                word in table.foreign and self.state_before(at - 1)
            ):
                span.first = at - 1
            else:
                break
        return span

    def joins(self, token: int) -> bool:
        """Whether *and* or a comma stands inside a name: *Trade and Industry Ministry*."""
        left, right = self.word(token - 1), self.word(token + 1)
        return (
            left in self.table.modifiers
            and right in self.table.modifiers
            and self.capital(token - 1)
            and self.capital(token + 1)
            and self.before(token) is None
        )

    def absorb(self, span: _Span) -> bool:
        """Take in the state or body right before, with or without *'s*; tells whether there was one."""
        at = span.first
        if self.word(at - 1) == "'s":
            at -= 1
            found = self.before(at)
        else:
            found = self.before(at)
            if found is not None and _value(found).kind == "person":
                return True
        if found is None or found.first < self.sentence.first:
            return self.word(span.first - 1) == "'s"
        value = _value(found)
        if value.kind == "unnamed" or (value.form == "definite" and value.country is None):
            return True
        span.first, span.country, span.known = found.first, value.country, value.country is not None
        span.rich = True
        return True

    def rightwards(self, span: _Span) -> None:
        """*of Commerce*, *of International Trade and Industry*, *of Peru* behind a head."""
        at, table = span.last, self.table
        if self.word(at) not in table.links:
            return
        lower = not self.capital(at - 1)
        at += 1
        if self.word(at) == "the":
            at += 1
        start = at
        while at < self.sentence.last:
            state = self.state_at(at)
            if state is not None:
                if not span.known:
                    span.country, span.known = _value(state).country, True
                at = state.last
                if _value(state).form != "adjective":
                    break
                continue
            word = self.word(at)
            if self.is_role(at):
                break
            if (
                (self.proper(at) and word[0].isalpha())
                or (lower and word in table.modifiers)
                or (word in table.modifiers and at == start)
                or ((word in table.joiners or word == ",") and at > start and self.continues(at))
            ):
                at += 1
            elif word == "of" and at > start and self.capital(at - 1) and self.reaches_name(at):
                at += 2 if self.word(at + 1) == "the" else 1
            else:
                break
        if at > start:
            span.last = at
            span.rich = span.rich or (
                self.capital(at - 1) and not (lower and self.word(start) not in table.modifiers)
            )

    def reaches_name(self, token: int) -> bool:
        """Whether *of* or *of the* leads to a further part of the name or to a state."""
        token += 1
        if self.word(token) == "the":
            token += 1
        return token < self.sentence.last and self.state_at(token) is not None

    def continues(self, token: int) -> bool:
        """Whether a joiner leads to one more field of a ministry's name."""
        token += 1
        if token < self.sentence.last and self.word(token) in self.table.joiners:
            token += 1
        return (
            token < self.sentence.last
            and self.word(token) in self.table.modifiers
            and self.capital(token) == self.capital(token - 2 if token > 1 else token)
        )

    def state_at(self, token: int) -> Mention | None:
        """The hit of a state that begins at a token."""
        return next((hit for hit in self.hits.get(token, ()) if _is_state(hit)), None)

    def acronym(self, last: int, value: ActorValue) -> int:
        """The end of *(MITI)* behind a name; the short form is remembered."""
        if self.word(last) == "(" and self.word(last + 2) == ")":
            surface = self.document.surface(last + 1)
            if surface.isupper() and 2 <= len(surface) <= 9:
                self.names[self.document.words[last + 1]] = ActorValue(value.kind, value.country)
                return last + 3
        return last

    # --- people

    def role(self, hit: Mention) -> None:
        """A role: with a name it makes a person; with a state or *the* before it, too."""
        value = _value(hit)
        span = self.leftwards(hit.first, hit.last)
        if self.word(span.last) == "of":
            at = span.last + 2 if self.word(span.last + 1) == "the" else span.last + 1
            state = self.state_at(at) if at < self.sentence.last else None
            if state is not None and not span.known:
                span.country, span.known = _value(state).country, True
                if _value(state).form != "adjective":
                    span.last = state.last
        name = self.name_from(span.last if self.word(span.last) != "." else span.last + 1)
        key, title = self.word(hit.last - 1), value.form == "title"
        if key in self.table.adjectives:
            name = 0
        if title and self.word(hit.last - 1) == ".":
            key = self.word(hit.last - 2)
        if not name and title:
            return
        country = span.country if span.known else None
        if name:
            self.person(span.first, name, country, key, value.form)
        elif span.known:
            self.emit(span.first, span.last, ActorValue("person", country, "title"))
            self.heads[key] = ActorValue("person", country)
            self.apposed(span, country)
        else:
            self.nameless(span, hit, key, value.form)

    def nameless(self, span: _Span, hit: Mention, key: str, form: str) -> None:
        """A role without name or state: *the minister*, *an official*; or the role behind a name."""
        before = self.word(span.first - 1)
        behind_comma = before == "," or self.word(span.first - 2) == ","
        if behind_comma and self.named_before(span, hit):
            return
        if not self.ends(span.last):
            return
        self.nameless_alone(span, key, form)
        if before not in {"of", "by", "to"} and form != "title":
            self.apposed(span, None)

    def nameless_alone(self, span: _Span, key: str, form: str) -> None:
        """*The minister* is one named before, *an official* is unnamed."""
        before = self.word(span.first - 1)
        if before in self.table.definites:
            known = self.heads.get(key)
            country = (
                known.country if known else (self.country_of(key, "person") if form == "state" else None)
            )
            self.emit(span.first - 1, span.last, ActorValue("person", country, "definite"))
        elif before in {"a", "an"} and form != "title":
            self.emit(span.first - 1, span.last, ActorValue("unnamed", None))

    def named_before(self, span: _Span, hit: Mention) -> bool:
        """*Ana Ruiz, a director of the Peruvian customs agency*: the role behind the name tells the state."""
        comma = span.first - 1 if self.word(span.first - 1) == "," else span.first - 2
        first = comma
        while (
            first > self.sentence.first
            and self.proper(first - 1)
            and first - 1 not in self.hits
            and comma - first < 4
        ):
            first -= 1
        if comma - first < 2 or self.titled:
            return False
        country = self.country_behind(hit.last)
        self.person(first, comma, country, self.word(hit.last - 1), "role")
        return True

    def country_behind(self, token: int) -> str | None:
        """The state in the words after a role, up to the next comma."""
        for at in range(token, min(token + 9, self.sentence.last)):
            if self.word(at) in {",", ".", ";"}:
                return None
            for hit in self.hits.get(at, ()):
                value = _value(hit)
                if value.country and hit.types[0] in {
                    "country",
                    "bloc",
                    "government_body",
                    "company",
                    "organisation",
                }:
                    return value.country
        return None

    def apposed(self, span: _Span, country: str | None) -> None:
        """*South Korea's trade minister, Park Min-ho, said*: the name between the commas is that person."""
        last = self.name_from(span.last + 1) if self.word(span.last) == "," else 0
        if last - span.last > 2 and self.word(last) == ",":
            self.person(span.last + 1, last, country, "", "role")

    def person(self, first: int, last: int, country: str | None, key: str, form: str) -> None:
        """A person by name; the surname stands for them from now on."""
        surname = self.document.words[last - 1]
        known = self.names.get(surname)
        if country is None and known is not None:
            country = known.country
        value = ActorValue("person", country, "title" if key else "name")
        self.emit(first, last, value)
        if len(surname) > 1:
            self.names[surname] = ActorValue("person", country)
        if key:
            self.heads[key] = value
        if country and form == "state":
            self.note(value, first)

    def name_from(self, token: int) -> int:
        """The end of the name that begins at a token; 0 where none does."""
        at, table, limit = token, self.table, 2 if self.titled else 4
        while self.word(at) in table.titles or (at > token and self.word(at) == "."):
            at += 1
        taken = 0
        while at < self.sentence.last and taken < limit:
            word = self.word(at)
            if self.proper(at) and word[0].isalpha() and word not in table.saying and not self.is_other(at):
                taken += 1
                at += 1
                if len(word) == 1 and self.word(at) == ".":
                    at += 1
            elif word in table.particles and self.leads_to_name(at + 1):
                at += 1
            else:
                break
        return at if taken else 0

    def leads_to_name(self, token: int) -> bool:
        """Whether a name goes on behind a particle: *de la Vega*."""
        if self.word(token) in self.table.particles:
            token += 1
        return token < self.sentence.last and self.proper(token)

    def is_role(self, token: int) -> bool:
        """Whether a role begins at a token."""
        return any(hit.types[0] == "role" for hit in self.hits.get(token, ()))

    def is_other(self, token: int) -> bool:
        """A state's adjective, a body or a role, which is no part of a name."""
        return any(
            hit.types[0] in {"role", "body_head", "government_body"} or "state_adjective" in hit.types
            for hit in self.hits.get(token, ())
        )

    def ends(self, token: int) -> bool:
        """Whether a phrase may end before a token: no noun follows."""
        word = self.word(token)
        return not word or not word[0].isalpha() or word in self.table.function or word in self.table.saying

    # --- the rest

    def unnamed(self, hit: Mention) -> None:
        """People and states without a name; a state's adjective before them tells whose they are."""
        value, first = _value(hit), hit.first
        state = self.state_before(first)
        takes = self.word(hit.last - 1) in self.table.takers  # *Libyan oil buyers* need not be Libyan
        if state is None and not takes and self.word(first - 1) in self.table.modifiers:
            state = self.state_before(first - 1)
        if state is not None:
            first, value = state.first, ActorValue("unnamed", _value(state).country)
        elif self.word(first - 1) in self.table.foreign:
            first, value = first - 1, ActorValue("unnamed", "XX")
        elif self.word(first - 1) in self.table.counts or (
            value.country == "XX" and self.word(first - 1) in {"a", "an"}
        ):
            first -= 1
        self.emit(first, hit.last, value)

    def cue(self, token: int) -> None:
        """A word of the table: a firm's suffix, *the country*, or a verb of saying beside a name."""
        word, table = self.word(token), self.table
        if word in table.suffixes:
            self.firm(token)
        elif word in table.lands:
            if self.word(token - 1) in table.definites and (country := self.salient()):
                self.emit(token - 1, token + 1, ActorValue("country", country, "definite"))
        elif word in table.blocs:
            if self.word(token - 1) in table.definites and self.latest_bloc is not None:
                self.emit(token - 1, token + 1, ActorValue("bloc", self.latest_bloc.country, "definite"))
        elif word in table.saying:
            self.speaker(token)
        elif word in table.crediting:
            self.credited(token + 2)

    def firm(self, token: int) -> None:
        """A firm by its suffix: *Ford Motor Co*."""
        if not self.capital(token) or not token > self.sentence.first:
            return
        known = self.before(token)
        if known is not None and _value(known).kind == "company":
            self.emit(known.first, token + 1, _value(known))
            return
        span = self.leftwards(token, token + 1)
        if not span.rich or span.first == token:
            return
        while self.word(span.last) in self.table.suffixes and self.capital(span.last):
            span.last += 1
        value = ActorValue("company", span.country)
        last = self.acronym(span.last, value)
        self.emit(span.first, last, value)
        self.heads["company"] = self.heads["firm"] = value
        self.names.setdefault(self.document.words[span.first], value)

    def speaker(self, token: int) -> None:
        """An unknown name right before or behind a verb of saying."""
        if self.titled or self.shouting:
            return
        first = token
        while first > max(self.sentence.first, token - 3) and self.free(first - 1):
            first -= 1
        if first < token:
            self.speaking(first, token)
            return
        last = token + 1
        while last < min(self.sentence.last, token + 4) and self.free(last):
            last += 1
        if last - token > 2 and self.ends(last):
            self.speaking(token + 1, last)

    def credited(self, first: int) -> None:
        """The unknown name behind *according to*."""
        last = first
        while last < min(self.sentence.last, first + 3) and self.free(last):
            last += 1
        if last - first > 1 and self.ends(last):
            self.speaking(first, last)

    def free(self, token: int) -> bool:
        """A capitalised word that nothing else has taken."""
        taken = self.out[-1].last if self.out else 0
        return (
            token >= taken and token not in self.hits and self.proper(token) and self.word(token)[0].isalpha()
        )

    def speaking(self, first: int, last: int) -> None:
        """The speaker's name: one word in capitals is an organisation, others are people."""
        surface = self.document.surface(first)
        if last - first == 1 and (len(surface) < 3 or self.word(first) in self.table.modifiers):
            return
        organised = last - first == 1 and surface.isupper()
        known = self.names.get(self.document.words[last - 1])
        organised = organised or self.word(last - 1) in self.table.organised
        value = known or ActorValue("organisation" if organised else "person", None)
        self.emit(first, last, value)
        self.names.setdefault(self.document.words[last - 1], value)

    def remember(self, first: int, last: int, value: ActorValue) -> None:
        """The words that *the agency*, *the company* may take up again."""
        words = self.document.words
        if value.kind == "company":
            self.heads["company"] = self.heads["firm"] = value
        else:
            self.heads[words[first]] = self.heads[words[last - 1]] = value

    def again(self) -> list[Mention]:
        """All mentions, with the names that were met somewhere found everywhere else."""
        if not self.names:
            return self.out
        taken: set[int] = set()
        for mention in self.out:
            taken.update(range(mention.first, mention.last))
        words, names, found = self.document.words, self.names, list(self.out)
        for token in [i for i, word in enumerate(words) if word in names]:
            if token in taken or not self.document.text[self.document.starts[token]].isupper():
                continue
            first = token
            value = names[words[token]]
            if value.kind == "person" and token and token - 1 not in taken and self.forename(token - 1):
                first = token - 1
            found.append(Mention(first, token + 1, _types(value), value))
        return sorted(found, key=lambda mention: mention.first)

    def forename(self, token: int) -> bool:
        """Whether the word before a surname belongs to it."""
        return (
            self.document.surface(token).istitle() and self.document.words[token] not in self.table.function
        )


def find_actors(document: Document, hits: Iterable[Mention], table: ActorTable = ENGLISH) -> list[Mention]:
    """The actors of a document, in the order of its text, none inside another.

    ``hits``: what the lexicons found, sorted by token, longest first resolved, of the types country,
    bloc, government_body, company, organisation, unnamed, body_head and role; of heads and roles only
    those that make an actor come back. Types: (kind, "actor"), then "state", "authority",
    "state_adjective" where they hold; a town or region after *in* or *from* is ("place", "country"). A
    mention holds no article, unless it is definite.
    """
    by_token: dict[int, list[Mention]] = {}
    for hit in hits:
        if isinstance(hit.value, ActorValue):
            by_token.setdefault(hit.first, []).append(hit)
    reader, words = _Reader(document, by_token, table), document.words
    cues = table.cues
    anchors = [i for i, word in enumerate(words) if i in by_token or word in cues]
    position, count = 0, len(anchors)
    for sentence in document.sentences:
        while position < count and anchors[position] < sentence.first:
            position += 1
        if position == count:
            break
        if anchors[position] >= sentence.last:
            continue
        reader.enter(sentence)
        while position < count and anchors[position] < sentence.last:
            reader.read(anchors[position])
            position += 1
    return reader.again()


def _value(mention: Mention) -> ActorValue:
    return mention.value  # type: ignore[return-value]


def _is_state(mention: Mention) -> bool:
    return mention.types[0] in _STATES


def _is_plural(word: str, table: ActorTable) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in table.bare


def _is_titled(text: str) -> bool:
    long = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.75 * len(long)


def _types(value: ActorValue) -> tuple[str, ...]:
    if value.kind in {"country", "bloc"}:
        return (value.kind, "actor", "state", "authority")
    if value.kind == "government_body":
        return (value.kind, "actor", "authority")
    return (value.kind, "actor")
