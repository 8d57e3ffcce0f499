"""Bodies, groups and firms: a head noun with what belongs to it on both sides."""

from __future__ import annotations

from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_text import ActorText, Span, actor, value_of
from eventsift.recognise.actor_words import ActorTable

__all__ = ["Bodies"]

_OWNERS = frozenset(["organisation", "company"])


class Bodies(ActorText):
    """Reads heads: *ministry*, *officials*, *Inc*."""

    __slots__ = ()

    def head(self, first: int, last: int, value: ActorValue) -> None:
        """A head noun of a body, firm or group, and what belongs to it on both sides."""
        span = self.leftwards(first, last)
        self.rightwards(span)
        word, before = self.word(last - 1), self.word(span.first - 1)
        if before in self.table.foreign or (self.word(first - 1) in self.table.foreign and not span.known):
            start = span.first - 1 if before in self.table.foreign else first - 1
            self.emit(start, span.last, actor("unnamed", "XX"))
        elif span.known:
            owned = value.kind == "government_body" and span.owner in _OWNERS
            kind = str(span.owner) if owned else value.kind
            self.body(span, actor(kind, span.country), word)
        elif value.form == "leaders":
            return
        elif span.rich:
            owned = value.kind == "government_body"
            country = self.located(span.last) or self.home(word) if owned else None
            self.body(span, actor(value.kind, country), word)
        else:
            self.definite(span, first, word, value.kind)

    def definite(self, span: Span, first: int, word: str, kind: str) -> None:
        """*The ministry*, *its government*, *officials*: one named before, or the salient state's."""
        before, table = self.word(span.first - 1), self.table
        plural, start = word in table.bare, span.first
        if before in table.definites and not (plural and before != self.table.article):
            if not plural and _is_plural(word, table):
                return
            start = span.first - 1
        elif kind != "government_body" or not self.stands_alone(span, first, plural):
            return
        stays = kind == "government_body" and word not in table.travellers
        country = self.located(span.last) if stays else None
        if country is None and not (kind == "company" and span.first < first):
            country = self.country_of(word, kind)
        self.emit(start, span.last, actor(kind, country, "definite"))

    def stands_alone(self, span: Span, first: int, plural: bool) -> bool:
        """Whether a head without *the* means one body: *police*, *its government*, *trade ministry said*."""
        before, table = self.word(span.first - 1), self.table
        if self.word(span.last) in table.papers:
            return before not in table.definites
        if before in self.table.indefinites or not self.ends(span.last):
            return False
        modified = span.first < first and not _is_plural(self.word(span.last - 1), table)
        return plural or modified or before in table.possessives

    def body(self, span: Span, value: ActorValue, word: str) -> None:
        """A body that its words name."""
        if self.word(span.last) in self.table.assets:
            return
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

    def leftwards(self, first: int, last: int) -> Span:
        """The modifiers before a head, up to a state or another body that takes it in."""
        span, table = (
            Span(first, last, rich=self.capital(last - 1) and self.capital(first) and last - first > 1),
            self.table,
        )
        start, words, out = self.start, self.words, self.out
        for _ in range(7):
            at = span.first
            if at <= start:
                break
            word = words[at - 1]
            if (word == "'s" or (out and out[-1].last == at)) and self.absorb(span):
                break
            if word in table.joiners or word == ",":
                if not self.joins(at - 1):
                    break
                span.first = at - 2
            elif (
                self.proper(at - 1)
                and word not in table.saying
                and not (self.titled and word not in table.modifiers)
            ):
                opens = at - 1 == self.start and word not in table.modifiers
                if not word[0].isalpha() or (opens and not self.capital(at)):
                    break
                span.rich = span.rich or at - 1 > self.start or self.capital(at)
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

    def absorb(self, span: Span) -> bool:
        """Take in the state or body right before, with or without *'s*; tells whether there was one."""
        at = span.first
        if self.word(at - 1) == "'s":
            at -= 1
        found = self.before(at)
        if found is not None and value_of(found).kind == "person" and not self.rules(found, span):
            return True
        if found is None or found.first < self.start:
            return self.word(span.first - 1) == "'s"
        value = value_of(found)
        if value.kind == "unnamed" or (value.form == "definite" and value.country is None):
            return True
        span.first, span.country, span.owner, span.rich = found.first, value.country, value.kind, True
        span.known = value.country is not None or value.kind in _OWNERS or value.kind == "bloc"
        return True

    def rules(self, person: Mention, span: Span) -> bool:
        """*The Thatcher government*: a person whose state is known, right before what only rulers have."""
        return value_of(person).country is not None and self.word(span.last - 1) in self.table.ruled

    def rightwards(self, span: Span) -> None:
        """*of Commerce*, *of International Trade and Industry*, *of Peru* behind a head."""
        at, table = span.last, self.table
        if self.word(at) not in table.links:
            return
        lower = not self.capital(at - 1)
        if lower and self.word(at) in table.about:
            return
        at += 1
        if self.word(at) == self.table.article:
            at += 1
        start = at
        while at < self.stop:
            state = self.state_at(at)
            if state is not None:
                if not span.known:
                    span.country, span.known = value_of(state).country, True
                at = state.last
                if value_of(state).form != "adjective":
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
            elif word == self.table.of and at > start and self.capital(at - 1) and self.reaches_name(at):
                at += 2 if self.word(at + 1) == self.table.article else 1
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
        if self.word(token) == self.table.article:
            token += 1
        return token < self.stop and self.state_at(token) is not None

    def continues(self, token: int) -> bool:
        """Whether a joiner leads to one more field of a ministry's name."""
        token += 1
        if token < self.stop and self.word(token) in self.table.joiners:
            token += 1
        return (
            token < self.stop
            and self.word(token) in self.table.modifiers
            and self.capital(token) == self.capital(token - 2 if token > 1 else token)
        )

    def firm(self, token: int) -> None:
        """A firm by its suffix: *Ford Motor Co*."""
        if not self.capital(token) or not token > self.start:
            return
        known = self.before(token)
        if known is not None and value_of(known).kind == "company":
            self.emit(known.first, token + 1, value_of(known))
            return
        span = self.leftwards(token, token + 1)
        if not span.rich or span.first == token:
            return
        while self.word(span.last) in self.table.suffixes and self.capital(span.last):
            span.last += 1
        value = actor("company", span.country)
        last = self.acronym(span.last, value)
        self.emit(span.first, last, value)
        self.heads.update(dict.fromkeys(self.table.firms, value))
        if span.first not in self.hits:
            self.names.setdefault(self.words[span.first], value)


def _is_plural(word: str, table: ActorTable) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in table.bare
