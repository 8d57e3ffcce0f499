"""The plugin ``diplomatic_deal``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift.document import Document
from eventsift.draft import Draft, Reading, key_of
from eventsift.mentions import ActorValue, Mention
from eventsift_plugins.models import DiplomaticDeal

__all__ = ["eventsift_extractors", "finish"]

_RULES = Path(eventsift_rules.__file__).parent / "diplomatic_deal"
_LEAD = 3  # sentences that tell between whom an article is
_REACH = 4  # symbols before the trigger that may name its parties: "the U.S.-China trade [talks]"
_STATES = frozenset(["country", "bloc"])
_POWERS = _STATES | {"government_body", "person", "unnamed"}
# English: after the name of a state these make it a private party: "Chinese firms".
_PRIVATE = frozenset(
    "company companies firm firms maker makers giant giants bank banks group carmaker carmakers automaker automakers "
    "chipmaker producer producers manufacturer manufacturers buyer buyers exporter exporters importer importers mill "
    "mills refiner refiners conglomerate startup subsidiary supplier suppliers operator investor investors consumers "
    "farmers businesses industry club team player striker midfielder tycoon billionaire trader traders store brand "
    "shareholders airline airlines steelmaker miner miners unit developer utility contractor retailer citizen citizens "
    "workers journalist singer actor market markets goods products economy imports exports soldiers troops shares "
    "stocks".split()
)

# English: what stands for all parties, and what comes before the other party.
_BOTH = frozenset("sides both countries nations governments neighbours neighbors pair they parties".split())
_WITH = frozenset(["with"])


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Settle the parties and the stage; without two parties there is no event."""
    parties = _parties(draft, reading)
    if len(parties) < 2:
        return None
    draft.values["parties"] = parties
    if not draft.values.get("stage"):
        draft.values["stage"] = "agreed"
    return draft


def _parties(draft: Draft, reading: Reading) -> list[Mention]:
    """Those that the clause names; where it says *the two sides*, or leaves one out, those that the text tells."""
    found = draft.values["parties"]
    own = [] if "parties" in draft.inherited else found
    own = _powers([*own, *_inside(draft)], reading)
    if len(own) < 2 and _speaks_of_both(draft, reading.document):
        own = _powers(_before(draft), reading)
        if len(own) < 2:
            own = []
    if not own:
        return found if "parties" in draft.inherited else _protagonists(reading)
    draft.inherited.discard("parties")
    if _lacks_subject(own, draft, reading.document):
        subject = _powers(_before(draft), reading)[:1] or _protagonists(reading)
        return _unique([*own, *[m for m in subject if key_of(m) not in set(map(key_of, own))][:1]])
    return own if len(own) > 1 else _completed(own, reading)


def _powers(mentions: Iterable[Mention], reading: Reading) -> list[Mention]:
    return _unique(m for m in mentions if _is_power(m, reading.document))


def _before(draft: Draft) -> list[Mention]:
    """Whom the sentence names before the trigger."""
    match = draft.match
    return [m for held in match.strip.mentions[: match.start] for m in held[:1]]


def _speaks_of_both(draft: Draft, document: Document) -> bool:
    match = draft.match
    first = match.strip.tokens[max(0, match.start - _REACH)]
    words = document.words[first : match.strip.ends[match.end - 1]]
    return not _BOTH.isdisjoint(words)


def _lacks_subject(own: list[Mention], draft: Draft, document: Document) -> bool:
    """Whether all that is named stands behind *with*."""
    trigger = draft.match.strip.tokens[draft.match.start]
    first = own[0].first
    if first < trigger:
        return False
    return not _WITH.isdisjoint(document.words[max(trigger, first - 4) : first])


def _inside(draft: Draft) -> Iterator[Mention]:
    """The states within the trigger and right before it."""
    match = draft.match
    mentions = match.strip.mentions
    for position in range(max(0, match.start - _REACH), match.end):
        yield from (m for m in mentions[position][:1] if not _STATES.isdisjoint(m.types))


def _is_power(mention: Mention, document: Document) -> bool:
    value = mention.value
    if not isinstance(value, ActorValue):
        return False
    following = document.words[mention.last] if mention.last < len(document.words) else ""
    if following in _PRIVATE:
        return False
    if value.kind in {"person", "organisation"}:
        return value.country is not None
    return value.kind in _POWERS


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    kept: dict[Any, Mention] = {}
    for mention in sorted(mentions, key=lambda m: m.first):
        kept.setdefault(key_of(mention), mention)
    return list(kept.values())


def _completed(parties: list[Mention], reading: Reading) -> list[Mention]:
    """With one party of the two that the article is about, the other one too; with none, both."""
    pair = _protagonists(reading)
    if parties and key_of(parties[0]) not in {key_of(m) for m in pair}:
        return parties
    return _unique([*parties, *pair])


def _protagonists(reading: Reading) -> list[Mention]:
    """The two states that the lead speaks of most, if there are two."""
    sentences = reading.document.sentences
    end = sentences[min(_LEAD, len(sentences)) - 1].last if sentences else 0
    counts: dict[Any, int] = {}
    first: dict[Any, Mention] = {}
    for mention in reading.mentions:
        if mention.first >= end:
            break
        if not _STATES.isdisjoint(mention.types) and _is_power(mention, reading.document):
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
            lexicons=[_RULES / "words.yaml"],
            finish=finish,
        )
    ]
