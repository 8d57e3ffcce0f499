"""The plugin ``smuggling_method``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift.draft import Draft, Reading, Resolved, key_of
from eventsift.mentions import ActorValue, AmountValue, GoodValue, Mention
from eventsift.recognise.units import word_set
from eventsift_plugins.models import Smuggling

__all__ = ["eventsift_extractors", "finish"]

_RULES = Path(eventsift_rules.__file__).parent / "smuggling_method"

# English: singular nouns that count people.
_PEOPLE = word_set(
    """
    man woman person people suspect national smuggler trafficker member crewman citizen passenger driver
    official officer employee brother soldier sailor seaman fisherman farmer trader businessman resident
    foreigner traveller traveler tourist poacher student couple teenager worker courier mule gangster
    criminal dealer migrant individual executive engineer accomplice policeman defendant offender
    fugitive child boy girl
    """
)
# English: what holds the goods, and so counts beside them.
_PARCELS = word_set(
    """
    package packet parcel bag box bale brick bundle container crate sack carton case pallet capsule
    tablet pill consignment shipment drum barrel suitcase bottle jar block bar
    """
)
# English: what is counted in such news and is no good.
_NO_WARE = word_set(
    """
    arrest day hour mile kilometer kilometre ship vessel boat tanker truck asset account record document
    property company bank country place vehicle car home house warehouse time year month week town
    village site location operation raid door shop store state province city district island agent dog
    point group ring gang seizure flight trip occasion unit dollar compartment item charge count lorry
    container_ship sailboat trawler
    """
)
_WEIGHTS = {"t": 1000.0, "kg": 1.0, "g": 0.001}
_MEASURES = frozenset({*_WEIGHTS, "oz", "carat", "gallon", "litre", "hl", "m3", "bbl", "bag", "bale", "head"})
_WORTH = frozenset({"worth", "value", "valued"})
_DEFINITE = frozenset({"the", "these", "those", "this", "such"})
_SAYING = frozenset({"said", "says", "told", "announced", "reported", "statement", "stated", "accused"})
_LINKS = frozenset({",", "and", "or", "of", "also", "as", "well"})
_APART = frozenset(
    {"similar", "separate", "another", "previous", "earlier", "unrelated", "repeatedly", "regularly"}
)
_FRONTS = word_set("front shell sham intermediaries middleman middlemen")
_ILLICIT = word_set("narcotics wildlife tobacco contraband counterfeit antiquities arms")
_BANNED = _ILLICIT - {"arms"}  # guns are seized in houses, too
# Normal names that stand for whichever goods of their class were told of before.
_GENERIC = frozenset(
    {
        "narcotic",
        "contraband",
        "counterfeit good",
        "wildlife",
        "arms",
        "antiquity",
        "mineral",
        "critical mineral",
    }
    | {"metal", "fuel", "technology", "gem"}
)
# Rules that only go on about an event told before, and those of acts that someone may be accused of.
_FOLLOWING = frozenset(
    f"smuggling.{name}"
    for name in (
        *("told_bust", "hidden", "paperwork", "arrested", "smuggled_goods", "route_to", "route_from"),
        "route_via",
    )
)
# Rules of ordinary words: they need a word of smuggling in the sentence or in one beside it.
_CUED = frozenset({"smuggling.seize_near", "smuggling.covert", "smuggling.plundered"})
# English: how words of smuggling begin.
_CUES = (
    *("smuggl", "traffick", "contraband", "illegal", "illicit", "undeclared", "untaxed", "poach", "loot"),
    *("plunder", "pillag", "rustl", "forged", "falsif", "bribe", "misdeclar", "embargo", "unlicensed"),
)
# Rules of words that also have an everyday sense.
_EVERYDAY = frozenset({"smuggling.smuggle", "smuggling.smuggling_of"})
_ACCUSING = frozenset(
    f"smuggling.{name}"
    for name in (
        *("smuggle", "smuggling", "smuggling_of", "illegal_export", "steal", "evade", "transship", "moved"),
        *("court", "covert", "bribed", "plundered", "shell", "dark_ship"),
    )
)
# Rules that tell of a way themselves, beside the ways that the sentence tells.
_WAYS = {
    f"smuggling.{name}": (way,)
    for name, way in (
        *(("plundered", "theft"), ("dark_ship", "ship_to_ship"), ("shell", "front_company")),
        *(("undervalued", "undervaluation"), ("bribed", "corruption"), ("misdeclared", "mislabelling")),
        ("transship", "transshipment"),
    )
}
# Rules of trials; English: words of a trial that has not ended.
_TRIALS = frozenset({"smuggling.court", "smuggling.charged_export"})
_CHARGED = frozenset({"charged", "indicted", "suspected", "accused", "trial", "arraigned"})
_NEAR = 4  # sentences within which goods of another name may still be those of the same haul
_FAR = 8  # sentences within which a story may be gone on with
_LONG_AGO, _YEARS_AGO = timedelta(days=45), timedelta(days=300)
_SAME_WEIGHT = 0.05


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Tell goods from people among what is counted, find the amounts of the haul, and join it to its story.

    Returns None for what goes on about no event told before, and for what names no goods.
    """
    values = draft.values
    values["methods"] = list(dict.fromkeys([*_WAYS.get(draft.match.rule.id, ()), *values["methods"]]))
    found = values["actors"] or _subject(draft)
    values["actors"] = [m for mention in found if (m := _actor(mention))]
    values["goods"] = _goods(draft, reading)
    _listed(draft, reading)
    values["quantities"] = _quantities(draft, reading)
    _from_adjective(values, reading)
    _fronts(draft, reading)
    _places(values)
    _time(draft, reading)
    _outlook(draft, reading)
    story = _story(draft, reading)
    if not story and not _stands_alone(draft, reading):
        return None
    _join(draft, story, len(reading.drafts))
    return draft


def _stands_alone(draft: Draft, reading: Reading) -> bool:
    """Whether a draft with no story before it tells of goods, and of more than a dog smuggled into a school."""
    rule, values = draft.match.rule.id, draft.values
    illicit = any(not _ILLICIT.isdisjoint(good.types) for good in values["goods"])
    if rule in _EVERYDAY and draft.modality == "asserted" and not illicit:
        told = any(values[name] for name in ("quantities", "origin", "transit", "destination"))
        return told or values.get("outcome") == "foiled" or bool(draft.attribution)
    if rule == "smuggling.smuggled_goods":
        return values.get("outcome") == "foiled"
    if rule == "smuggling.hidden":
        return illicit
    banned = any(not _BANNED.isdisjoint(good.types) for good in values["goods"])
    if rule in _CUED and not (banned or _is_cued(draft, reading)):
        far = values["methods"] or (values["origin"] and values["destination"])
        return bool(rule == "smuggling.covert" and far)
    return rule not in _FOLLOWING and bool(values["goods"] or values["destination"])


def _is_cued(draft: Draft, reading: Reading) -> bool:
    """Whether the sentence, or one beside it, has a word of smuggling."""
    beside = [strip for strip in reading.strips if abs(strip.sentence - draft.sentence) <= 1 and strip.tokens]
    words = reading.document.words
    return any(word.startswith(_CUES) for strip in beside for word in words[strip.tokens[0] : strip.ends[-1]])


def _subject(draft: Draft) -> list[Mention]:
    """Smugglers who are the subject of the trigger itself."""
    match = draft.match
    if match.rule.id != "smuggling.smugglers":
        return []
    return [m for m in match.strip.mentions[match.start] if "unnamed" in m.types]


def _actor(mention: Mention) -> Mention | None:
    if not isinstance(mention.value, AmountValue):
        return mention
    if not _is_people(mention.value):
        return None
    return replace(mention, types=("unnamed", "actor"), value=ActorValue("unnamed", None))


def _is_people(value: AmountValue) -> bool:
    return bool(value.unit) and value.unit.split()[-1].lower() in _PEOPLE


def _goods(draft: Draft, reading: Reading) -> list[Mention]:
    found: dict[Any, Mention] = {}
    for mention in draft.values["goods"]:
        good = mention if isinstance(mention.value, GoodValue) else _counted(mention, draft, reading)
        if good and not _is_money(good, draft):
            good = _specific(good, reading)
            if draft.match.rule.id == "smuggling.hidden" and not _told(good, reading):
                continue
            found.setdefault(key_of(good), good)
    return list(found.values())


def _listed(draft: Draft, reading: Reading) -> None:
    """Goods that stand in one list with goods of the haul are of it too: *liquor and cigarettes*."""
    goods, strip = draft.values["goods"], draft.match.strip
    low, high = strip.tokens[0], strip.ends[-1]
    near = [m for m in reading.mentions if low <= m.first and m.last <= high]
    all_goods = [m for m in near if isinstance(m.value, GoodValue)]
    counted = {i for m in near if isinstance(m.value, AmountValue) for i in range(m.first, m.last)}
    words = reading.document.words
    for one, other in pairwise(all_goods):
        between = {words[i] for i in range(one.last, other.first) if i not in counted}
        if between & {",", "and"} and between <= _LINKS and (one in goods) != (other in goods):
            goods.append(other if one in goods else one)


def _is_money(good: Mention, draft: Draft) -> bool:
    """Cash that is seized is the proceeds; cash that is smuggled is goods, and so are false notes."""
    value = good.value
    assert isinstance(value, GoodValue)
    smuggled = draft.match.rule.id in {"smuggling.smuggle", "smuggling.smuggling"}
    return "currency" in value.classes and not smuggled and not value.name.startswith("counterfeit")


def _told(good: Mention, reading: Reading) -> bool:
    """What hides the goods is none of them: only illicit goods, and those told of before, go on in a story."""
    if not _ILLICIT.isdisjoint(good.types):
        return True
    return any(key_of(good) == key_of(m) for draft in reading.drafts for m in draft.values["goods"])


def _counted(mention: Mention, draft: Draft, reading: Reading) -> Mention | None:
    """What a number counts: a good of a lexicon, or any noun that stands beside the trigger."""
    for other in reading.mentions:
        if other.last == mention.last and isinstance(other.value, GoodValue):
            return other
    value = mention.value
    if not isinstance(value, AmountValue) or "count" not in mention.types or len(value.unit) < 3:
        return None
    if {value.unit, value.unit.split()[-1]} & (_PEOPLE | _PARCELS | _NO_WARE):
        return None
    first, last = draft.match.strip.token_range(draft.match.start, draft.match.end)
    if min(abs(mention.first - last), abs(first - mention.last)) > 4:
        return None
    return replace(mention, types=("good",), value=GoodValue(value.unit))


def _specific(good: Mention, reading: Reading) -> Mention:
    """*The drugs* are the narcotic that was told of before."""
    value, words = good.value, reading.document.words
    assert isinstance(value, GoodValue)
    if value.name not in _GENERIC or not good.first or words[good.first - 1] not in _DEFINITE:
        return good
    for mention in reversed(reading.mentions):
        other = mention.value
        if (
            mention.last <= good.first
            and isinstance(other, GoodValue)
            and other.name not in _GENERIC
            and not set(other.classes).isdisjoint(value.classes)
        ):
            return replace(good, value=other)
    return good


def _quantities(draft: Draft, reading: Reading) -> list[Mention]:
    """The amounts of the goods in the clause, and what they are worth."""
    strip = draft.match.strip
    low, high = strip.tokens[0], strip.ends[-1]
    goods = [g for g in draft.values["goods"] if low <= g.first < high]
    around = strip.token_range(draft.match.start, draft.match.end)
    words = reading.document.words
    return [m for m in _amounts(reading, low, high) if _is_quantity(m, goods, around, words)]


def _amounts(reading: Reading, low: int, high: int) -> Iterator[Mention]:
    for mention in reading.mentions:
        if mention.first >= high:
            return
        if mention.first >= low and isinstance(mention.value, AmountValue):
            yield mention


def _is_quantity(
    amount: Mention, goods: list[Mention], around: tuple[int, int], words: Sequence[str]
) -> bool:
    value = amount.value
    assert isinstance(value, AmountValue)
    if "each" in words[max(0, amount.first - 4) : amount.last + 1]:
        return False
    behind = min((abs(amount.first - g.last) for g in goods), default=99)
    if "money" in amount.types:
        beside = [*words[max(0, amount.first - 4) : amount.first], *words[amount.last : amount.last + 2]]
        return behind <= 16 and not _WORTH.isdisjoint(beside)
    of_goods = any(amount.first <= g.first < amount.last or 0 <= g.first - amount.last <= 3 for g in goods)
    if "count" in amount.types:
        return (of_goods and not _is_people(value) and value.unit not in _NO_WARE) or (
            value.unit in _PARCELS and behind <= 8
        )
    if value.unit not in _MEASURES:
        return False
    first, last = around
    return of_goods or behind <= 6 or 0 <= amount.first - last <= 3 or 0 <= first - amount.last <= 3


def _from_adjective(values: dict[str, Any], reading: Reading) -> None:
    """*Iranian oil*, *a load of Kenyan tea*: goods come from the state that stands right before them."""
    if values["origin"]:
        return
    starts = {good.first for good in values["goods"]}
    words = reading.document.words
    taken = {key_of(m) for name in ("destination", "transit") for m in values[name]}
    values["origin"] = [
        m
        for m in reading.mentions
        if "state" in m.types
        and (m.last in starts or (m.last + 1 in starts and words[m.last] == "'s"))
        and key_of(m) not in taken
    ]


def _fronts(draft: Draft, reading: Reading) -> None:
    """Front companies are actors without a name, and a method besides."""
    strip, words = draft.match.strip, reading.document.words
    methods = draft.values["methods"]
    for mention in (m for some in strip.mentions for m in some if "unnamed" in m.types):
        if not _FRONTS.isdisjoint(words[mention.first : mention.last]) and "front_company" not in methods:
            methods.append("front_company")


def _places(values: dict[str, Any]) -> None:
    """Countries, and those that go without a name; seized *from a driver* is no place. None stands twice."""
    values["actors"] += [m for m in values["origin"] if _is_nobody(m) and not values["actors"]]
    for name in ("origin", "transit", "destination"):
        values[name] = [m for m in values[name] if not _is_nobody(m)]
    passed = {key_of(m) for m in values["transit"]}
    values["destination"] = [m for m in values["destination"] if key_of(m) not in passed]
    values["origin"] = [m for m in values["origin"] if key_of(m) not in passed]
    left = {key_of(m) for m in values["origin"]}
    values["destination"] = [m for m in values["destination"] if key_of(m) not in left]
    placed = {(m.first, m.last) for name in ("origin", "transit", "destination") for m in values[name]}
    values["actors"] = [m for m in values["actors"] if (m.first, m.last) not in placed]


def _time(draft: Draft, reading: Reading) -> None:
    """*The ministry said on Friday* dates the saying, not what is said."""
    told = draft.values.get("date")
    if not isinstance(told, Resolved):
        return
    if draft.match.rule.id in _FOLLOWING:
        draft.values["date"] = None
        return
    first, last = told.mention.first, told.mention.last
    words = reading.document.words
    beside = {*words[max(0, first - 2) : first], *words[last : last + 1]}
    if not _SAYING.isdisjoint(beside):
        draft.values["date"] = None


def _outlook(draft: Draft, reading: Reading) -> None:
    """What was tried is asserted; what a state's body lays at the door of others is alleged."""
    told = draft.match.chosen.get("told", [])
    if "denied" in told:
        draft.modality = "negated"
    elif draft.modality == "planned" and draft.values.get("outcome"):
        draft.modality = "asserted"
    if draft.modality != "asserted":
        return
    if draft.match.rule.id in _TRIALS:
        strip, match = draft.match.strip, draft.match
        first, last = strip.token_range(match.start, match.end)
        if not _CHARGED.isdisjoint(reading.document.words[first:last]):
            draft.modality = "alleged"
    if draft.match.rule.id not in _ACCUSING:
        return
    by_state = any(m.types[0] in {"government_body", "country"} for m in draft.attribution)
    if "alleged" in told or (by_state and draft.values["actors"] and draft.values.get("outcome") != "foiled"):
        draft.modality = "alleged"


def _is_nobody(mention: Mention) -> bool:
    value = mention.value
    return isinstance(value, ActorValue) and value.kind == "unnamed" and value.country != "XX"


# -- stories: drafts of an article that tell of one haul, or of one accusation ----------------------------------------


def _story(draft: Draft, reading: Reading) -> list[Draft]:
    """The drafts before it that tell of the same; empty for a new story."""
    stories: dict[int, list[Draft]] = {}
    for other in reading.drafts:
        stories.setdefault(other.values["_story"], []).append(other)
    recent = sorted(stories.values(), key=lambda story: story[-1].sentence, reverse=True)
    if draft.match.rule.id in _FOLLOWING:
        recent = [story for story in recent if draft.sentence - story[-1].sentence <= _FAR]
        return next((s for s in recent if _agree(draft, s, reading.published) and _same_goods(draft, s)), [])
    strip = draft.match.strip
    words = reading.document.words[strip.tokens[0] : strip.ends[-1]]
    if not _APART.isdisjoint(words):
        recent = [story for story in recent if story[-1].sentence == draft.sentence]
    return next((s for s in recent if _agree(draft, s, reading.published) and _same_goods(draft, s)), [])


def _agree(draft: Draft, story: list[Draft], published: date | None) -> bool:
    if any((other.modality == "negated") != (draft.modality == "negated") for other in story):
        return False
    if not _meet(_weights([draft]), _weights(story)) or not _same_time(draft, story):
        return False
    if _dated_apart(draft, story, published):
        return False
    if draft.match.rule.id in _ACCUSING and not _same_voice(draft, story):
        return False
    return all(_states_meet(draft, story, name) for name in ("actors", "origin", "destination"))


def _dated_apart(draft: Draft, story: list[Draft], published: date | None) -> bool:
    """*In January, 600 kg were found*: a time and an amount that the story before has not is another haul, and so
    is one of long ago that is told far behind news without a day."""
    told = draft.values.get("date")
    if not isinstance(told, Resolved) or any(other.values.get("date") for other in story):
        return False
    age = published - told.range.end if published and told.range.end else timedelta(0)
    if age > _LONG_AGO and draft.values.get("outcome") == "foiled":
        return age > _YEARS_AGO or draft.sentence - story[-1].sentence > _NEAR
    mine, theirs = ({key_of(m) for d in one for m in d.values["quantities"]} for one in ([draft], story))
    return bool(mine and theirs) and mine.isdisjoint(theirs) and not _meet_strictly(draft, story)


def _meet_strictly(draft: Draft, story: list[Draft]) -> bool:
    mine, theirs = _weights([draft]), _weights(story)
    return bool(mine and theirs) and _meet(mine, theirs)


def _same_voice(draft: Draft, story: list[Draft]) -> bool:
    """A state that accuses and a paper that reports tell of two things; so do two states."""
    mine, theirs = _voices([draft]), _voices(story)
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _voices(drafts: list[Draft]) -> set[str]:
    voices = set()
    for mention in (m for draft in drafts for m in draft.attribution):
        if isinstance(mention.value, ActorValue):
            if mention.value.kind in {"government_body", "country"}:
                voices.add(mention.value.country or "")
            elif mention.value.kind in {"organisation", "company"}:
                voices.add(mention.value.country or "private")
    return voices


def _weights(drafts: list[Draft]) -> list[float]:
    return [
        m.value.value * _WEIGHTS[m.value.unit]
        for draft in drafts
        for m in draft.values["quantities"]
        if isinstance(m.value, AmountValue) and m.value.unit in _WEIGHTS
    ]


def _meet(mine: list[float], theirs: list[float]) -> bool:
    return not mine or not theirs or any(abs(a - b) <= _SAME_WEIGHT * max(a, b) for a in mine for b in theirs)


def _same_time(draft: Draft, story: list[Draft]) -> bool:
    mine = draft.values.get("date")
    if not isinstance(mine, Resolved):
        return True
    for other in story:
        theirs = other.values.get("date")
        if isinstance(theirs, Resolved) and not _overlap(mine, theirs):
            return False
    return True


def _overlap(a: Resolved, b: Resolved) -> bool:
    starts = [r.range.start for r in (a, b) if r.range.start]
    ends = [r.range.end for r in (a, b) if r.range.end]
    return not starts or not ends or max(starts) <= min(ends)


def _states_meet(draft: Draft, story: list[Draft], name: str) -> bool:
    mine = _states([draft], name)
    theirs = _states(story, name)
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _states(drafts: list[Draft], name: str) -> set[str]:
    return {
        m.value.country
        for draft in drafts
        for m in draft.values[name]
        if isinstance(m.value, ActorValue)
        and m.value.country not in (None, "XX")
        and m.value.kind != "person"
    }


def _same_goods(draft: Draft, story: list[Draft]) -> bool:
    if not draft.values["goods"] and draft.match.rule.id not in _FOLLOWING:
        return draft.sentence - story[-1].sentence <= _NEAR
    mine = [m.value for m in draft.values["goods"] if isinstance(m.value, GoodValue)]
    theirs = [m.value for other in story for m in other.values["goods"] if isinstance(m.value, GoodValue)]
    if not mine or not theirs or {v.name for v in mine} & {v.name for v in theirs}:
        return True
    if story[-1].sentence == draft.sentence:
        return True
    if draft.match.rule.id in _ACCUSING and _states([draft], "destination") & _states(story, "destination"):
        sides = [_states(one, "actors") | _states(one, "origin") for one in ([draft], story)]
        return _same_class(mine, theirs) and (not all(sides) or not sides[0].isdisjoint(sides[1]))
    generic = {v.name for v in mine} <= _GENERIC or {v.name for v in theirs} <= _GENERIC
    if draft.values.get("outcome") == "foiled" == story[-1].values.get("outcome"):
        return generic or draft.sentence - story[-1].sentence <= _NEAR
    return generic and _same_class(mine, theirs)


def _same_class(mine: list[GoodValue], theirs: list[GoodValue]) -> bool:
    return bool({c for v in mine for c in v.classes} & {c for v in theirs for c in v.classes})


def _join(draft: Draft, story: list[Draft], number: int) -> None:
    values = draft.values
    values["_story"] = story[0].values["_story"] if story else number
    if not story:
        return
    drafts = [*story, draft]
    if any(other.values.get("outcome") == "foiled" for other in drafts):
        for other in drafts:
            other.values["outcome"] = "foiled"
    modality = _modality(drafts)
    for other in drafts:
        other.modality = modality


def _modality(drafts: list[Draft]) -> str:
    """A seizure is a fact whatever else is alleged of it."""
    told = [d.modality for d in drafts]
    if any(d.match.rule.set.get("outcome") == "foiled" and d.modality == "asserted" for d in drafts):
        return "asserted"
    return next((m for m in ("alleged", "asserted") if m in told), told[0])


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=Smuggling, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"], finish=finish
        )
    ]
