"""People: a role with its state and name, a name beside a verb of saying, a surname met again."""

from __future__ import annotations

from itertools import compress, count

from eventsift.mentions import ActorValue, Mention
from eventsift.recognise.actor_bodies import Bodies
from eventsift.recognise.actor_text import Span, actor, types_of, value_of

__all__ = ["People"]


class People(Bodies):
    """Reads roles and names."""

    __slots__ = ()

    def role(self, hit: Mention) -> None:
        """A role: with a name it makes a person; with a state or *the* before it, too."""
        value = value_of(hit)
        if self.word(hit.last - 1) in self.table.adjectives and self.is_head(hit.last):
            return
        if self.word(hit.first - 1) in self.table.superlatives:
            return
        if value.form == "title":
            span = Span(hit.first, hit.last)
            while self.word(span.first - 1) in self.table.titles:
                span.first -= 1
        else:
            span = self.leftwards(hit.first, hit.last)
            self.watched(span)
        if self.word(span.last) in self.table.links:
            self.of_what(span)
        elif self.word(span.last) in self.table.joiners and hit.last - hit.first > 1:
            self.fields(span, span.last + 1)
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
            self.person(span.first, name, country, key, value.form, span.last)
        elif span.known:
            self.emit(span.first, span.last, actor("person", country, "title"))
            self.heads[key] = actor("person", country)
            self.apposed(span, country)
        else:
            self.nameless(span, hit, key, value.form)

    def watched(self, span: Span) -> None:
        """*Chief China economist*: the state is what is watched, not whom the economist is with."""
        if span.known and self.word(span.last - 1) in self.table.watchers:
            state = self.state_at(span.first)
            if state is not None and value_of(state).form == "name" and self.word(state.last) != "'s":
                span.country, span.known = None, False

    def of_what(self, span: Span) -> None:
        """*of Peru*, *of Textiles*, *for Trade and Supply* behind a role."""
        at = span.last + 2 if self.word(span.last + 1) == self.table.article else span.last + 1
        state = self.state_at(at) if at < self.stop else None
        if state is None:
            self.fields(span, at)
        elif not span.known and self.word(span.last) == self.table.of:
            span.country, span.known = value_of(state).country, True
            if value_of(state).form != "adjective" and self.word(state.last) != "'s":
                span.last = state.last

    def fields(self, span: Span, at: int) -> None:
        """What a minister looks after, up to the name: a word, or several known ones, joined by *and*."""
        if not self.capital(span.last - 1):
            return
        while at < self.stop and self.proper(at):
            at += 1
            while self.word(at) in self.table.modifiers and self.capital(at):
                at += 1
            joined = at + 1 if self.word(at) in self.table.joiners or self.word(at) == "," else at
            if joined == at or not self.fields_go_on(at):
                break
            at = joined
        if self.name_from(at) > at + 1:
            span.last = at

    def fields_go_on(self, token: int) -> bool:
        """Whether a joiner leads to one more field: *and* does, a comma where a known one follows."""
        return self.word(token) != "," or self.word(token + 1) in self.table.modifiers

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
        if (
            key in self.table.portfolios
            and before.isalpha()
            and self.word(span.first - 2) == self.table.article
        ):
            span.first -= 1  # what the minister looks after, whatever it is: *the forests minister*
            before = self.table.article
        if before == self.table.article:
            known = self.heads.get(key)
            country = self.located(span.last) or (known.country if known else None)
            if known is None and country is None and form == "state":
                country = self.country_of(key, "person")
            self.emit(span.first - 1, span.last, actor("person", country, "definite"))
        elif before in self.table.indefinites and form != "title":
            self.emit(span.first - 1, span.last, actor("unnamed", None))

    def named_before(self, span: Span, hit: Mention) -> bool:
        """*Ana Ruiz, a director of the Peruvian customs agency*: the role behind the name tells the state."""
        comma = span.first - 1 if self.word(span.first - 1) == "," else span.first - 2
        first = comma
        while (
            first > self.start and self.proper(first - 1) and first - 1 not in self.hits and comma - first < 4
        ):
            first -= 1
        if comma - first < 2 or self.titled:
            return False
        country = self.country_behind(hit.last)
        self.person(first, comma, country, self.word(hit.last - 1), "role")
        return True

    def country_behind(self, token: int) -> str | None:
        """The state in the words after a role, up to the next comma."""
        for at in range(token, min(token + 9, self.stop)):
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

    def person(
        self, first: int, last: int, country: str | None, key: str, form: str, start: int | None = None
    ) -> None:
        """A person by name, which begins at ``start``; the surname stands for them from now on."""
        surname = self.words[last - 1]
        known = self.names.get(surname)
        if country is None:
            country = self.listed_country(first, last)
        if country is None and known is not None:
            east_asian = known.country in self.table.surname_first
            full = start is not None and last - start > 1
            country = None if east_asian and full else known.country
        value = actor("person", country, "title" if key else "name")
        self.emit(first, last, value)
        self.remember_person(first if start is None else start, last, actor("person", country))
        if key:
            self.heads[key] = value
        if country and form == "state":
            self.note(value, first)

    def remember_person(self, first: int, last: int, value: ActorValue) -> None:
        """The surname, the last word or in East Asia the first, stands for a person from now on."""
        words = self.words
        for token in (last - 1, first) if value.country in self.table.surname_first else (last - 1,):
            if len(words[token]) > 1 and words[token] not in self.table.function:
                self.names[words[token]] = value

    def listed_country(self, first: int, last: int) -> str | None:
        """The state of a person whom a lexicon holds."""
        for token in range(first, last):
            for hit in self.hits.get(token, ()):
                if hit.types[0] == "person":
                    return value_of(hit).country
        return None

    def name_from(self, token: int) -> int:
        """The end of the name that begins at a token; 0 where none does."""
        at, table, limit = token, self.table, 2 if self.titled else 4
        if at < self.stop and self.state_at(at) is not None:
            return 0
        while self.word(at) in table.titles or (at > token and self.word(at) == "."):
            at += 1
        taken = 0
        while at < self.stop and taken < limit:
            word = self.word(at)
            if self.proper(at) and word[0].isalpha() and word not in table.saying and not self.is_other(at):
                taken += word not in table.particles
                at += 1
                if len(word) == 1 and self.word(at) == ".":
                    at += 1
            elif (taken and self.hyphened(at)) or (word in table.particles and self.leads_to_name(at + 1)):
                at += 1
            else:
                break
        return at if taken and self.word(at) not in table.suffixes else 0

    def hyphened(self, token: int) -> bool:
        """A lower-case part of a name behind a hyphen: *Park Min-ho*."""
        gap = self.text[self.document.ends[token - 1] : self.starts[token]]
        return gap == "-" and self.word(token)[:1].isalpha()

    def leads_to_name(self, token: int) -> bool:
        """Whether a name goes on behind a particle: *de la Vega*."""
        if self.word(token) in self.table.particles:
            token += 1
        return token < self.stop and self.proper(token)

    def speaker(self, token: int) -> None:
        """An unknown name right before or behind a verb of saying."""
        if self.titled or self.shouting:
            return
        text, starts = self.text, self.starts
        follows = token + 1 < self.stop and text[starts[token + 1]].isupper()
        if not follows and not text[starts[token - 1]].isupper():
            return
        first = token
        while first > max(self.start, token - 3) and self.free(first - 1):
            first -= 1
        if first < token:
            if token - first > 1 or first > self.start or self.is_name_elsewhere(first):
                self.speaking(first, token)
            return
        last = token + 1
        while last < min(self.stop, token + 4) and self.free(last):
            last += 1
        if last - token > 2 and self.ends(last):
            self.speaking(token + 1, last)

    def is_name_elsewhere(self, token: int) -> bool:
        """Whether a word that begins a sentence stands elsewhere within one, with its capital."""
        word = self.words[token]
        if word in self.names:
            return True
        opening = {sentence.first for sentence in self.document.sentences}
        others = [i for i in self.places_of(word) if i not in opening]
        return bool(others) and all(self.text[self.starts[i]].isupper() for i in others)

    def credited(self, first: int) -> None:
        """The unknown name behind *according to*."""
        last = first
        while last < min(self.stop, first + 3) and self.free(last):
            last += 1
        if last - first > 1 and self.ends(last):
            self.speaking(first, last)

    def speaking(self, first: int, last: int) -> None:
        """The speaker's name: one word in capitals is an organisation, others are people."""
        surface = self.document.surface(first)
        if last - first == 1 and (len(surface) < 3 or self.word(first) in self.table.modifiers):
            return
        organised = last - first == 1 and surface.isupper()
        known = self.names.get(self.words[last - 1])
        organised = organised or self.word(last - 1) in self.table.organised
        value = known or actor("organisation" if organised else "person", None)
        self.emit(first, last, value)
        self.names.setdefault(self.words[last - 1], value)

    def again(self) -> list[Mention]:
        """All mentions, with the names that were met somewhere found everywhere else."""
        if not self.names:
            return self.out
        out = [m if m.types[0] != "person" else self.placed(m) for m in self.out]
        words, names = self.words, self.names
        text, starts = self.text, self.starts
        found: list[Mention] = []
        position = end = 0
        for token in compress(count(), map(names.__contains__, words)):
            while position < len(out) and out[position].first <= token:
                found.append(out[position])
                end = out[position].last
                position += 1
            if token < end or not text[starts[token]].isupper():
                continue
            value = names[words[token]]
            first = token
            if value.kind == "person" and token > end and self.forename(token - 1):
                first = token - 1
            end = token + 1
            found.append(Mention(first, end, types_of(value), value))
        return found + out[position:]

    def placed(self, mention: Mention) -> Mention:
        """A person with the country that only a later mention of the name told."""
        value = value_of(mention)
        if value.kind != "person" or value.country is not None or mention.last - mention.first > 1:
            return mention
        known = self.names.get(self.words[mention.last - 1])
        if known is None or known.country is None or known.kind != "person":
            return mention
        return Mention(mention.first, mention.last, mention.types, actor("person", known.country, value.form))

    def forename(self, token: int) -> bool:
        """Whether the word before a surname belongs to it."""
        return self.document.surface(token).istitle() and self.words[token] not in self.table.function
