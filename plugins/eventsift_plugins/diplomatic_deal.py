"""The plugin ``diplomatic_deal``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift.dates import resolve
from eventsift.document import Document
from eventsift.draft import Draft, Reading, Resolved, key_of
from eventsift.mentions import ActorValue, AmountValue, DateExpression, Mention, PartsValue
from eventsift_plugins.models import DiplomaticDeal

__all__ = ["eventsift_extractors", "finish"]

_RULES = Path(eventsift_rules.__file__).parent / "diplomatic_deal"
_LEAD = 3  # sentences that tell between whom an article is
_REACH = 4  # symbols before the trigger that may name its parties: "the U.S.-China trade [talks]"
_MEMORY = "_before"  # a helper that the rule file hands on from event to event
_STATES = frozenset(["country", "bloc"])
_ACTORS = _STATES | {"government_body", "person", "organisation"}
_CAST = _STATES | {"organisation"}
_GOOD = frozenset(["good"])
_UNREAL = frozenset(["planned", "possible", "negated"])
_PEOPLE = frozenset(["person", "unnamed"])
_POWERS = _STATES | {"government_body"}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# -- English ---------------------------------------------------------------------------------
# After the name of a state these make it a private party: "Chinese firms".
_PRIVATE = _words("""
    company companies firm firms maker makers giant giants bank banks group carmaker carmakers
    automaker automakers chipmaker producer producers manufacturer manufacturers buyer buyers
    exporter exporters importer importers mill mills refiner refiners conglomerate startup
    subsidiary supplier suppliers operator investor investors consumers farmers businesses industry
    club team player striker midfielder tycoon billionaire trader traders store brand shareholders
    airline airlines steelmaker miner miners unit developer utility contractor retailer citizen
    citizens workers journalist singer actor market markets goods products economy imports exports
    soldiers troops shares stocks based airways
    packers growers refineries university universities cricket football rugby federation champions
""")
# What stands for all parties: "both sides", "the two countries".
_BOTH = _words("sides both pair they parties")
_TWO = _words("two three the")
_STATE_NOUNS = _words("countries nations governments neighbours neighbors leaders presidents ministers")
_WITH = _words("with")
# An organisation without a country whose name holds one of these is one of states.
_COMMON = _words("organisation organization nations countries states")
_GROUPS = _words("group")
# Deals of other kinds, and deals that tell by themselves that a state is a party to them.
_OTHER_DEALS = _words("plea merger takeover wage pay licensing record book peerage sponsorship transfer loan")
_TREATIES = _words(
    "treaty treaties accord accords pact pacts convention protocol truce ceasefire armistice hostilities"
)
_KINDS = _words("""
    climate nuclear arms peace extradition disarmament missile grain border defence defense security fisheries
    fishing tariff trade
""")
# Other sides that go without a name: "with six world powers".
_UNNAMED = _words("powers superpowers neighbours neighbors neighbour neighbor")
_STATE_UNITS = _words("country nation state government member")
_COUNTED = _words("accord agreement deal treaty pact protocol memorandum mou convention")
_SPEAK_FOR = _words(
    "ministers leaders officials negotiators envoys diplomats delegates delegations presidents"
)
_HYPHENS = frozenset("-‐‑")
_BY = _words("by")
_BROKERED = _words("brokered mediated hosted sponsored facilitated backed led supervised chaired organised")
# What may follow an adjective that stands for its state: "with the Japanese on", "her Chilean counterpart".
_AFTER_STATE = _words("""
    counterpart counterparts and or on in at to over about that who next last this after before by for of with
    officials leaders ministers envoys negotiators diplomats delegation delegates side sides government
    . , ; : ) - 's trade talks deal agreement pact peace summit truce ceasefire free border
""")
_REBELS = _words("rebels rebel insurgents guerrillas militants militia militias fighters")
_WHERE = _words("in at near outside to from")
_PREPOSITIONS = _words("in at to from with on against over about for into")
_NEW_CLAUSE = _words("and")
_OWN = _words("'s")
_THE = ["the"]
_BREAKS = _words(", and or but that which of")
_LINKS = _words(", and or the 's")
# Words in a trigger, or before it, that tell of a deal not made yet.
_CUES = (
    ("negated", _words("not never n't cannot won't didn't hasn't haven't wasn't")),
    ("possible", _words("may might could can should must")),
    ("planned", _words("will would shall")),
)
_UNTIL = _words("before until unless once if should whether must without")
_AIMS = _words("aim aims aimed goal goals hope hopes intention plan plans purpose view committed")
_AGREES = _words("agree agreed agrees")
_ABLE = _words("managed able succeeded")
_OPEN = _words("of for on at towards toward from about without")
# Where a clause that tells what is undertaken ends.
_CLAUSE_ENDS = _words("; : . but while although though because whereas")
_ARTICLES = _words("a an the this that its any when if as")
_SAYS = _words("said says say told added reported")
# --------------------------------------------------------------------------------------------

_MADE = frozenset(["agreed", "signed", "in_force", "suspended", "rejected", "ended"])
_DONE = frozenset(["agreed", "signed", "in_force"])


@dataclass(frozen=True, slots=True)
class _Told:
    """What an earlier event of the article says."""

    sentence: int
    parties: list[Mention]
    leader: Mention  # who deals with the others
    stage: str
    modality: str


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Settle the parties and the stage; without two parties there is no event.

    A rule that sets ``_needs`` is a weak one: ``two`` asks for both parties in the clause itself, ``one``
    for one of them, ``earlier`` for both or for something told of before, ``deal`` for a deal made by one
    that it names; a rule that sets ``_undertakes`` leads up to what is undertaken. ``_before`` holds what
    the article's deals before this one tell, the latest first.
    """
    values = draft.values
    before: list[_Told] = values.get(_MEMORY) or []
    named = _named(draft, reading)
    weak = draft.match.rule.set.get("_needs")
    named = _unique([*named, *draft.match.filled.get("_host", ())])
    if weak == "earlier":
        named = [m for m in named if not _is_common(m, reading.document) or "bloc" in m.types]
    both = _speaks_of_both(draft, reading.document) or any(told.sentence == draft.sentence for told in before)
    if weak and not _suffices(str(weak), named, both, before):
        return None
    trigger = _trigger_words(draft, reading.document)
    parties = _settled(named, draft, reading, before)
    if not _stands(parties, trigger, draft, reading.document):
        return None
    parties = [_first_name(m, before, reading.document) for m in parties]
    values["parties"] = parties
    topics = values["topics"]
    if "tariffs" in topics and "ceasefire" in topics and "security" not in topics:
        values["topics"] = [topic for topic in topics if topic != "ceasefire"]  # the truce of a trade war
    if draft.match.rule.set.get("_undertakes"):
        values["commitments"] = _commitments(draft, named, reading.document)
    if weak != "two":  # the phone of a phone call is none
        values["goods"] = _unique([*values["goods"], *_inside(draft, _GOOD, reading.document)])
    _settle_modality(draft, reading.document)
    if "date" not in draft.match.filled:
        values["date"] = _date_inside(draft, reading)
    if not draft.match.rule.set.get("stage"):
        _settle_stage(draft, before)
    values["_unreal"] = "yes" if values["stage"] != "talks" and draft.modality in _UNREAL else "no"
    if not parties:
        return draft
    told = _Told(
        draft.sentence,
        parties,
        _leader(named, parties, draft, reading.document),
        values["stage"],
        draft.modality,
    )
    values[_MEMORY] = [*before, told] if weak == "earlier" else [told, *before]
    return draft


def _country(mention: Mention) -> str | None:
    return mention.value.country if isinstance(mention.value, ActorValue) else None


def _trigger_words(draft: Draft, document: Document) -> list[str]:
    first, last = draft.match.strip.token_range(draft.match.start, draft.match.end)
    return document.words[first:last]


def _many_states(draft: Draft) -> bool:
    """*Nearly 200 nations approved*: parties that nobody names."""
    held = draft.match.strip.mentions[max(0, draft.match.start - _REACH) : draft.match.start]
    units = [m.value.unit for one in held for m in one if isinstance(m.value, AmountValue)]
    return not _STATE_UNITS.isdisjoint(units)


def _held(draft: Draft) -> list[tuple[Mention, ...]]:
    return draft.match.strip.mentions[draft.match.start : draft.match.end]


def _counts_deals(draft: Draft) -> bool:
    """*Signed three accords* is of deals; *signed three players* is not."""
    units = [m.value.unit for m in _held(draft)[-1] if isinstance(m.value, AmountValue)]
    return not units or not _COUNTED.isdisjoint(units)


def _stands(parties: list[Mention], trigger: list[str], draft: Draft, document: Document) -> bool:
    """Whether it is a deal between states: two of them, what states have in common, or one and a treaty."""
    if not _OTHER_DEALS.isdisjoint(trigger) or not _counts_deals(draft):
        return False
    if len(parties) > 1:
        return True
    if not parties:
        return _many_states(draft)
    if _is_common(parties[0], document):
        return True
    named = any("treaty" in m.types for held in _held(draft) for m in held)
    _, last = draft.match.strip.token_range(draft.match.start, draft.match.end)
    named = named or not _UNNAMED.isdisjoint(document.words[last : last + _REACH + 2])
    return named or not _TREATIES.isdisjoint(trigger) or not _KINDS.isdisjoint(trigger)


def _suffices(weak: str, named: list[Mention], both: bool, before: list[_Told]) -> bool:
    """Whether what a weak rule needs is there."""
    known = {key_of(m) for m in named if _country(m) != "XX"}
    if weak == "one":
        return bool(known) or both
    if weak == "deal":
        made = [told for told in before if told.stage in _MADE]
        return any(both or known & set(map(key_of, told.parties)) for told in made)
    return len(named) > 1 or bool(before and (weak == "earlier" or both))


def _settle_stage(draft: Draft, before: list[_Told]) -> None:
    """A deal that is only mentioned is the one told of before, and possible where that is still talked of."""
    keys = set(map(key_of, draft.values["parties"]))
    same = [told for told in before if keys == set(map(key_of, told.parties))]
    made = next((told for told in same if told.stage in _MADE), None)
    draft.values["stage"] = made.stage if made else "agreed"
    if made:
        draft.modality, draft.values["date"] = made.modality, None
    elif same and draft.modality == "asserted":
        draft.modality = "possible"


def _first_name(party: Mention, before: list[_Told], document: Document) -> Mention:
    """A party without a code is known by its name alone: the mention that an earlier deal has of it."""
    if isinstance(party.value, ActorValue) and party.value.country is None:
        name = document.words[party.first : party.last]
        for known in (m for told in before for m in told.parties):
            if document.words[known.first : known.last] == name:
                return known
    return party


def _commitments(draft: Draft, named: list[Mention], document: Document) -> list[Mention]:
    """What follows *agreed to*, up to the end of the clause, and who said so where one did."""
    match = draft.match
    first = match.strip.ends[match.end - 1]
    last = first
    for position in range(match.end, len(match.strip.symbols)):
        token = match.strip.tokens[position]
        if document.words[token] in _CLAUSE_ENDS or document.words[token] in _SAYS:
            break
        last = match.strip.ends[position]
    words = document.words
    if last < len(words) and words[last] in _SAYS:  # "…, the ministry said": the speaker is no part of it
        last = max((at for at in range(first, last) if words[at] == ","), default=last)
    while last > first and words[last - 1] == ",":
        last -= 1
    if last <= first or words[first] in _ARTICLES:  # *agreed to the plan* says of nothing that will be done
        return []
    by = [m for m in named if m.first < match.strip.tokens[match.start]]
    party = by[0] if len(by) == 1 else None
    return [Mention(first, last, ("commitment",), PartsValue((("party", party),)))]


def _settle_modality(draft: Draft, document: Document) -> None:
    """Words within or before the trigger may make a deal one to come: *a deal could be reached*."""
    if draft.modality != "asserted":
        return
    match = draft.match
    first = match.strip.tokens[match.start]
    words = _trigger_words(draft, document)
    before = document.words[max(match.strip.tokens[0], first - 4) : first]
    for modality, cues in _CUES:
        if not cues.isdisjoint(words):
            draft.modality = modality
            return
    if match.rule.set.get("stage") not in _DONE:
        if before[-1:] == ["to"] and not _AGREES.isdisjoint(before):
            draft.modality = "planned"
        return
    if not _UNTIL.isdisjoint(before):
        draft.modality = "possible"
    elif before[-1:] == ["to"] and _ABLE.isdisjoint(before):
        draft.modality = "planned"
    elif words[0].endswith("ing") and not _OPEN.isdisjoint(before[-1:]):
        draft.modality = "possible" if _AIMS.isdisjoint(before) else "planned"


def _named(draft: Draft, reading: Reading) -> list[Mention]:
    """The parties that the clause names."""
    document = reading.document
    trigger = draft.match.strip.tokens[draft.match.start]
    found = [m for m in draft.values["parties"] if m.first >= trigger or not _is_object(m, document)]
    found = [*_joined(found, draft, document), *_inside(draft, _STATES, document)]
    named = _powers((m for m in found if not _is_broker(m, document)), reading)
    if named and _lacks_subject(named, draft, document):
        begins = draft.match.strip.mentions[: min(draft.match.start, _REACH)]
        return _powers([*[m for held in begins for m in held[:1]][:1], *named], reading)
    return named


def _is_broker(mention: Mention, document: Document) -> bool:
    """*Brokered by Qatar*, *a Qatari-brokered truce*: who brings the parties together is none of them."""
    words = document.words
    before = words[max(0, mention.first - 4) : mention.first]
    by = before[:-1] if not _TWO.isdisjoint(before[-1:]) else before
    if not _BY.isdisjoint(by[-1:]) and not _BROKERED.isdisjoint(before):
        return True
    end = document.ends[mention.last - 1]
    return document.text[end : end + 1] in _HYPHENS and words[mention.last] in _BROKERED


def _joined(found: list[Mention], draft: Draft, document: Document) -> list[Mention]:
    """Those found, and whom *and the* joins to the first of them: words between them may hide a list."""
    trigger = draft.match.strip.tokens[draft.match.start]
    subjects = [m for m in found if m.first < trigger]
    if len(subjects) != 1:
        return found
    earlier = [m for m in _named_before(draft) if m.last <= subjects[0].first]
    if not earlier:
        return found
    between = document.words[earlier[-1].last : subjects[0].first]
    and_at = 0 if between and between[0] not in _OWN else -1  # "Chile's Ana Ruiz and Peru's ..."
    joins = len(between) <= _REACH and between and between[and_at] in _NEW_CLAUSE
    return [earlier[-1], *found] if joins and "actor" in earlier[-1].types else found


def _is_object(mention: Mention, document: Document) -> bool:
    """Whether it stands behind a preposition, alone or in a list: no subject of what follows."""
    at = mention.first - 1
    while at >= 0 and (document.words[at] in _LINKS or document.surface(at)[0].isupper()):
        if document.words[at] == "," and document.words[at + 1] in _NEW_CLAUSE:
            return False
        at -= 1
    if at < 0 or document.words[at] not in _PREPOSITIONS:
        return False
    return document.words[at - 1 : at] == [] or document.words[at - 1] not in _SPEAK_FOR


def _settled(named: list[Mention], draft: Draft, reading: Reading, before: list[_Told]) -> list[Mention]:
    """Those named; where the clause says *the two sides*, or leaves one out, those that the text tells."""
    if len(named) < 2 and _speaks_of_both(draft, reading.document):
        both = _powers(_named_before(draft), reading)
        named = both if len(both) > 1 else []
    if not named:
        told = before[0].parties if before else _protagonists(reading, alone=True)
        return told or _powers((m for m in draft.match.strip.mentions[0][:1]), reading)
    if _lacks_subject(named, draft, reading.document):
        return _unique([*named, *_subject(named, reading, before)])
    if len(named) > 1:
        return named
    key = key_of(named[0])
    known = [told.parties for told in before] + [_protagonists(reading)]
    return next((_unique([*named, *parties]) for parties in known if key in map(key_of, parties)), named)


def _subject(own: list[Mention], reading: Reading, before: list[_Told]) -> list[Mention]:
    """Who deals *with* them: who did before, else whom the lead tells of."""
    taken = set(map(key_of, own))
    told = [*(event.leader for event in before[:1]), *_protagonists(reading)]
    return [m for m in told if key_of(m) not in taken][:1]


def _leader(named: list[Mention], parties: list[Mention], draft: Draft, document: Document) -> Mention:
    """The party that does not stand behind *with*."""
    with_them = set(map(key_of, named)) if named and _lacks_subject(named, draft, document) else set()
    trigger = draft.match.strip.tokens[draft.match.start]
    others = [m for m in parties if key_of(m) not in with_them] or parties
    return min(others, key=lambda m: (m.first >= trigger, m.first))


def _powers(mentions: Iterable[Mention], reading: Reading) -> list[Mention]:
    return _unique(m for m in mentions if _is_power(m, reading))


def _named_before(draft: Draft) -> list[Mention]:
    """Whom the sentence names before the trigger."""
    match = draft.match
    return [m for held in match.strip.mentions[: match.start] for m in held[:1]]


def _speaks_of_both(draft: Draft, document: Document) -> bool:
    match = draft.match
    first = match.strip.tokens[max(0, match.start - _REACH)]
    words = document.words[first : match.strip.ends[match.end - 1]]
    if not _BOTH.isdisjoint(words):
        return True
    return any(b in _STATE_NOUNS and a in _TWO for a, b in pairwise(words))


def _lacks_subject(own: list[Mention], draft: Draft, document: Document) -> bool:
    """Whether all that is named stands behind *with*."""
    trigger = draft.match.strip.tokens[draft.match.start]
    first = own[0].first
    if first < trigger:
        return False
    return not _WITH.isdisjoint(document.words[max(trigger, first - 4) : first])


def _date_inside(draft: Draft, reading: Reading) -> Resolved | None:
    """The date within the trigger; what the context's wide patterns found may be of another thing."""
    match = draft.match
    for held in match.strip.mentions[match.start : match.end]:
        for mention in held:
            if isinstance(mention.value, DateExpression):
                found = resolve(mention.value, reading.published or reading.anchor, future=draft.future)
                return Resolved(mention, found) if found and (found.start or found.end) else None
    return None


def _inside(draft: Draft, types: frozenset[str], document: Document) -> Iterator[Mention]:
    """The mentions of these types in the noun phrase before the trigger; within it any actors too."""
    strip, start = draft.match.strip, draft.match.start
    first = start
    while first and start - first < _REACH:
        token = strip.tokens[first - 1]
        stops = document.words[token] in _BREAKS and not (first < start and strip.mentions[first])
        if stops or document.words[token] in _PREPOSITIONS:
            break
        first -= 1
    for position in range(first, draft.match.end):
        wanted = types if position < start or types is _GOOD else _ACTORS
        held = strip.mentions[position][:1]
        yield from (m for m in held if not wanted.isdisjoint(m.types) and not _names_deal(m, document))


def _names_deal(mention: Mention, document: Document) -> bool:
    """*The Ottawa landmine convention*: the town where a deal was made is no party to it."""
    seat = isinstance(mention.value, ActorValue) and mention.value.form == "seat"
    words = document.words
    if not seat or words[mention.first - 1 : mention.first] != _THE:
        return False
    return not (_COUNTED | _TREATIES).isdisjoint(words[mention.last : mention.last + 2])


def _is_power(mention: Mention, reading: Reading) -> bool:
    document = reading.document
    value = mention.value
    if not isinstance(value, ActorValue):
        return False
    if value.form == "region" or (value.form == "seat" and _is_place(mention, document)):
        return False
    adjective = value.form == "adjective"
    following = document.words[mention.last : mention.last + (2 if adjective else 1)]
    if not _PRIVATE.isdisjoint(following) or (adjective and value.country is None):
        return False
    if adjective and document.words[mention.first - 1 : mention.first] == ["with"]:
        return not following or following[0] in _AFTER_STATE
    if _is_common(mention, document):
        return value.kind != "bloc" or not any(
            m.first == mention.first and "treaty" in m.types for m in reading.mentions
        )
    if value.kind == "unnamed" and not _REBELS.isdisjoint(document.words[mention.first : mention.last]):
        return True
    if value.kind == "organisation":
        return any(m.first == mention.first and "armed_group" in m.types for m in reading.mentions)
    return value.kind in _POWERS or (value.kind in _PEOPLE and value.country is not None)


def _is_common(mention: Mention, document: Document) -> bool:
    """Whether it is a body that states have in common: its members may agree among themselves."""
    value = mention.value
    if not isinstance(value, ActorValue) or value.country is not None or value.form == "adjective":
        return False
    words = document.words[mention.first : mention.last]
    acronym = any(document.surface(token).isupper() for token in range(mention.first, mention.last))
    if value.kind == "organisation":
        return (acronym and len(words) == 1) or not _COMMON.isdisjoint(words)
    return value.kind == "bloc" or (value.kind == "government_body" and (acronym or words[0] in _GROUPS))


def _is_place(mention: Mention, document: Document) -> bool:
    """Whether a town is a place, not a government: behind *in*, or in the capitals of a dateline."""
    text = document.span_text(mention.first, mention.last)
    before = document.words[mention.first - 1] if mention.first else ""
    return before in _WHERE or (text.isupper() and len(text) > 3)


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    kept: dict[Any, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.first):
        kept.setdefault(key_of(mention), mention)
    return list(kept.values())


def _protagonists(reading: Reading, alone: bool = False) -> list[Mention]:
    """The two states that the lead speaks of most, if two; ``alone``: only where it names no company."""
    sentences = reading.document.sentences
    end = sentences[min(_LEAD, len(sentences)) - 1].last if sentences else 0
    counts: dict[Any, int] = {}
    first: dict[Any, Mention] = {}
    for mention in reading.mentions:
        if mention.first >= end:
            break
        if alone and "company" in mention.types:
            return []
        if not _CAST.isdisjoint(mention.types) and _is_power(mention, reading):
            key = key_of(mention)
            counts[key] = counts.get(key, 0) + 1
            first.setdefault(key, mention)
    for mention in reading.title_mentions:
        key = key_of(mention)
        if key in counts:
            counts[key] += 2
    ranked = sorted(counts, key=lambda key: -counts[key])[:2]
    return [first[key] for key in ranked] if len(ranked) == 2 else []


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=DiplomaticDeal,
            rules=[_RULES / "rules.yaml"],
            lexicons=[_RULES / "words.yaml", _RULES / "treaties.yaml", _RULES / "armed_groups.yaml"],
            finish=finish,
        )
    ]
