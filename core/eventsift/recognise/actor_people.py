"""People: a role with its state and name, a name beside a verb of saying, a surname met again."""

from __future__ import annotations

from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_bodies import Bodies
from eventsift.recognise.actor_text import Span, types_of, value_of

__all__ = ["People"]


class People(Bodies):
    """Reads roles and names."""

    __slots__ = ()

    def role(self, hit: Mention) -> None:
        """A role: with a name it makes a person; with a state or *the* before it, too."""
        value = value_of(hit)
        span = self.leftwards(hit.first, hit.last)
        if self.word(span.last) == self.table.of:
            at = span.last + 2 if self.word(span.last + 1) == self.table.article else span.last + 1
            state = self.state_at(at) if at < self.sentence.last else None
            if state is not None and not span.known:
                span.country, span.known = value_of(state).country, True
                if value_of(state).form != "adjective":
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

    def nameless(self, span: Span, hit: Mention, key: str, form: str) -> None:
        """A role without name or state: *the minister*, *an official*; or the role behind a name."""
        before = self.word(span.first - 1)
        behind_comma = before == "," or self.word(span.first - 2) == ","
        if behind_comma and self.named_before(span, hit):
            return
        if not self.ends(span.last):
            return
        self.nameless_alone(span, key, form)
        if before not in self.table.oblique and form != "title":
            self.apposed(span, None)

    def nameless_alone(self, span: Span, key: str, form: str) -> None:
        """*The minister* is one named before, *an official* is unnamed."""
        before = self.word(span.first - 1)
        if before in self.table.definites:
            known = self.heads.get(key)
            country = (
                known.country if known else (self.country_of(key, "person") if form == "state" else None)
            )
            self.emit(span.first - 1, span.last, ActorValue("person", country, "definite"))
        elif before in self.table.indefinites and form != "title":
            self.emit(span.first - 1, span.last, ActorValue("unnamed", None))

    def named_before(self, span: Span, hit: Mention) -> bool:
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
                value = value_of(hit)
                if value.country and hit.types[0] in {
                    "country",
                    "bloc",
                    "government_body",
                    "company",
                    "organisation",
                }:
                    return value.country
        return None

    def apposed(self, span: Span, country: str | None) -> None:
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
            elif (taken and self.hyphened(at)) or (word in table.particles and self.leads_to_name(at + 1)):
                at += 1
            else:
                break
        return at if taken else 0

    def hyphened(self, token: int) -> bool:
        """A lower-case part of a name behind a hyphen: *Park Min-ho*."""
        gap = self.document.text[self.document.ends[token - 1] : self.document.starts[token]]
        return gap == "-" and self.word(token)[:1].isalpha()

    def leads_to_name(self, token: int) -> bool:
        """Whether a name goes on behind a particle: *de la Vega*."""
        if self.word(token) in self.table.particles:
            token += 1
        return token < self.sentence.last and self.proper(token)

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
            found.append(Mention(first, token + 1, types_of(value), value))
        return sorted(found, key=lambda mention: mention.first)

    def forename(self, token: int) -> bool:
        """Whether the word before a surname belongs to it."""
        return (
            self.document.surface(token).istitle() and self.document.words[token] not in self.table.function
        )
