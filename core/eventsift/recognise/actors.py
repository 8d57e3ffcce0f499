"""Actors: states, bodies, firms and people, composed from the hits of the lexicons and the words around them.

Words only, no parse: a head noun (*ministry*, *officials*, *Inc*) or a role (*minister*) gathers what stands
before it up to a state, then what belongs to it behind (*of Commerce*, a name). Longer stretches swallow
shorter ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress, count

from eventsift.document import Document
from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_people import People
from eventsift.recognise.actor_text import actor, is_state, value_of
from eventsift.recognise.actor_words import ENGLISH, ActorTable

__all__ = ["find_actors"]

_NAMED = ("country", "bloc", "government_body", "organisation", "company")


class _Walk(People):
    """Goes from anchor to anchor: a hit of a lexicon, or a word of the table."""

    __slots__ = ()

    def read(self, hits: list[Mention]) -> None:
        """What the lexicons hold at a token."""
        hit = hits[0] if len(hits) == 1 else self.choose(hits)
        kind = hit.types[0]
        if kind == "country" or kind == "bloc":
            self.state(hit, value_of(hit))
        elif kind == "body_head":
            self.head(hit.first, hit.last, value_of(hit))
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

    def named(self, hit: Mention) -> None:
        """A name that a lexicon holds."""
        value = value_of(hit)
        if value.kind != "government_body" and (self.in_longer_name(hit) or self.is_common(hit)):
            return
        first, state = hit.first, self.state_before(hit.first)
        if state is not None and value.kind == "government_body":
            first, value = state.first, actor(value.kind, value_of(state).country)
        if value.kind == "person":
            self.emit(first, hit.last, value)
            self.remember_person(first, hit.last, value)
            return
        if self.word(hit.last) in self.table.assets:
            return
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
            and token > self.start
            and self.proper(token)
            and self.before(hit.first) is None
            and not self.titled
            and self.word(token) not in self.table.modifiers
            and token not in self.hits
            and self.word(hit.last) not in self.table.suffixes
        )

    def is_common(self, hit: Mention) -> bool:
        """A one-word name that opens a sentence and is a plain word elsewhere: *Apple* and apple."""
        token = hit.first
        if token != self.start or hit.last - token > 1 or self.surface_is_acronym(token):
            return False
        text, starts = self.text, self.starts
        return any(text[starts[i]].islower() for i in self.places_of(self.words[token]))

    def state(self, hit: Mention, value: ActorValue) -> None:
        """A state, its adjective, its seat or a region of it."""
        first, form = hit.first, value.form
        if form == "name":
            if (
                hit.last - first == 1
                and self.text[self.starts[first - 1]].isupper()
                and self.in_longer_name(hit)
            ):
                return
        elif form != "adjective":
            if self.word(first - 1) in self.table.places or self.in_list_of_places(hit):
                self.emit(first, hit.last, value, ("place", value.kind))
                if self.dated:
                    self.dateline = value.country
                return
            if self.in_longer_name(hit):
                return
        self.out.append(hit)
        self.cursor = hit.last
        self.note(value, first)
        if self.dated:
            self.dateline = value.country

    def in_list_of_places(self, hit: Mention) -> bool:
        """*Lagos, Nigeria*: a town with its state behind it."""
        if self.word(hit.last) != ",":
            return False
        following = self.hits.get(hit.last + 1, ())
        return any(
            is_state(other) and value_of(other).country == value_of(hit).country for other in following
        )

    def unnamed(self, hit: Mention) -> None:
        """People and states without a name; a state's adjective before them tells whose they are."""
        value, first = value_of(hit), hit.first
        state = self.state_before(first)
        takes = self.word(hit.last - 1) in self.table.takers  # *Libyan oil buyers* need not be Libyan
        if state is None and not takes and self.word(first - 1) in self.table.modifiers:
            state = self.state_before(first - 1)
        if state is not None:
            first, value = state.first, actor("unnamed", value_of(state).country)
        elif self.word(first - 1) in self.table.foreign:
            first, value = first - 1, actor("unnamed", "XX")
        elif self.word(first - 1) in self.table.domestic:
            first, value = first - 1, actor("unnamed", self.salient())
        elif self.word(first - 1) in self.table.counts or (
            value.country == "XX" and self.word(first - 1) in self.table.indefinites
        ):
            first -= 1
        self.emit(first, hit.last, value)

    def cue(self, token: int) -> None:
        """A word of the table: a firm's suffix, *the country*, or a verb of saying beside a name."""
        kind = self.table.cues[self.words[token]]
        if kind == "saying":
            self.speaker(token)
        elif kind == "humans":
            self.human(token)
        elif kind == "crediting":
            self.credited(token + 2)
        elif kind == "suffixes":
            self.firm(token)
        elif kind == "lands":
            self.land(token)
        elif self.word(token - 1) in self.table.definites and self.latest_bloc is not None:
            self.emit(token - 1, token + 1, actor("bloc", self.latest_bloc.country, "definite"))

    def human(self, token: int) -> None:
        """*An Egyptian man*, *a 42-year-old Polish national*: the state or the age makes it somebody."""
        table, first = self.table, token
        if not self.ends(token + 1):
            return
        state = self.state_before(token)
        if state is not None and not self.describes(state):
            state = None
        if state is not None:
            first = state.first
        if self.word(first - 1) in table.aged and self.word(first - 3).isdigit():
            first -= 3
        if first == token:
            return
        if self.word(first - 1) in table.counts or self.word(first - 1) in table.indefinites:
            first -= 1
        self.emit(first, token + 1, actor("unnamed", value_of(state).country if state else None))

    def describes(self, state: Mention) -> bool:
        """Whether a state stands like an adjective: *Danish*, *US*, *Peru's*."""
        at_end = state.last - 1
        return (
            value_of(state).form == "adjective"
            or self.word(state.last) == "'s"
            or self.surface_is_acronym(at_end)
        )

    def land(self, token: int) -> None:
        """*The country* is the one spoken of; *that country* one that the clause has not named yet."""
        word = self.word(token - 1)
        if word in self.table.pointers:
            country = self.last_before_clause(token)
        else:
            country = self.salient() if word in self.table.definites else None
        if country is not None:
            self.emit(token - 1, token + 1, actor("country", country, "definite"))

    def last_before_clause(self, token: int) -> str | None:
        """The state named last, less those of the clause that holds a token."""
        start = token
        while start > self.start and self.word(start - 1) not in self.table.breaks:
            start -= 1
        inside: set[str | None] = {None}
        for mention in reversed(self.out):
            value = value_of(mention)
            if mention.first >= start:
                inside.add(value.country)
            elif value.kind == "country" and value.country not in inside:
                return value.country
        return None


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
    reader, cues = _Walk(document, by_token, table), table.cues
    anchors = sorted({*by_token, *compress(count(), map(cues.__contains__, document.words))})
    anchors.append(len(document.words))
    position, hits_at, read, cue = 0, by_token.get, reader.read, reader.cue
    for sentence in document.sentences:
        first, last, _ = sentence
        while anchors[position] < first:
            position += 1
        token = anchors[position]
        if token >= last:
            continue
        reader.enter(sentence)
        while token < last:
            if token >= reader.cursor:
                found = hits_at(token)
                if found is None:
                    cue(token)
                else:
                    read(found)
            position += 1
            token = anchors[position]
    return reader.again()
