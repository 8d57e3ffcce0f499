"""The plugin ``smuggling_method``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift.document import Document
from eventsift.draft import Draft, Reading, key_of
from eventsift.mentions import ActorValue, AmountValue, GoodValue, Mention
from eventsift_plugins.models import Smuggling

__all__ = ["eventsift_extractors", "finish"]

_RULES = Path(eventsift_rules.__file__).parent / "smuggling_method"

# English, all of it: singular nouns that count people.
_PEOPLE = frozenset(
    """man woman person people suspect national smuggler trafficker member crewman citizen passenger driver official
    officer employee brother soldier sailor seaman fisherman farmer trader businessman resident foreigner traveller
    traveler tourist poacher student couple teenager worker courier mule gangster criminal dealer migrant individual
    executive engineer accomplice policeman defendant offender fugitive child boy girl arrest""".split()
)
# What is counted beside the goods themselves: boxes, and things that nobody smuggles by the number.
_NO_WARE = frozenset(
    """arrest case day hour mile kilometer kilometre ship vessel boat tanker container truck asset account record
    document property company bank country place vehicle car home house warehouse time year month week people town
    village site location operation raid door shop store state province city district island officer agent dog
    percent point group ring gang seizure shipment flight trip occasion unit dollar bag""".split()
)
_PARCELS = frozenset(
    """package packet parcel bag box bale brick bundle container crate sack carton case pallet capsule tablet pill
    consignment shipment drum barrel suitcase bottle jar block bar""".split()
)
_WORTH = frozenset({"worth", "value", "valued", "estimated"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
# Normal names that stand for whichever goods of their class were told of before.
_GENERIC = frozenset({"narcotic", "contraband", "counterfeit good", "wildlife", "arms", "antiquity", "contraband good"})
# Rules that only go on about an event told before.
_FOLLOWING = frozenset(
    {"smuggling.seizures", "smuggling.hidden", "smuggling.paperwork", "smuggling.arrested"}
)


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Tell goods from people among what is counted, find the amounts, and drop what is no smuggling."""
    rule = draft.match.rule.id
    if rule in _FOLLOWING and not ({"goods", "outcome"} & draft.inherited):
        return None
    _split_counts(draft)
    _name_generic(draft, reading)
    if not draft.values["goods"]:
        return None
    _quantities(draft, reading)
    return draft


def _split_counts(draft: Draft) -> None:
    goods = []
    for mention in draft.values["goods"]:
        if isinstance(mention.value, AmountValue):
            if mention.value.unit in _PEOPLE | _NO_WARE | _PARCELS or not mention.value.unit:
                continue
            mention = replace(mention, types=("good",), value=GoodValue(mention.value.unit))
        goods.append(mention)
    draft.values["goods"] = goods
    actors = []
    for mention in draft.values["actors"]:
        if isinstance(mention.value, AmountValue):
            if mention.value.unit not in _PEOPLE:
                continue
            mention = replace(mention, types=("unnamed", "actor"), value=ActorValue("unnamed", None))
        actors.append(mention)
    draft.values["actors"] = actors


def _name_generic(draft: Draft, reading: Reading) -> None:
    """*The drugs* are the narcotic that was told of before."""
    named: list[Mention] = []
    for good in draft.values["goods"]:
        value = good.value
        if (
            isinstance(value, GoodValue)
            and value.name in _GENERIC
            and good.first
            and reading.document.words[good.first - 1] in _DEFINITE
        ):
            good = replace(good, value=_before(good, value, reading) or value)
        named.append(good)
    draft.values["goods"] = list({key_of(m): m for m in reversed(named)}.values())[::-1]


def _before(good: Mention, value: GoodValue, reading: Reading) -> GoodValue | None:
    for mention in reversed(reading.mentions):
        other = mention.value
        if (
            mention.last <= good.first
            and isinstance(other, GoodValue)
            and other.name not in _GENERIC
            and not set(other.classes).isdisjoint(value.classes)
        ):
            return other
    return None


def _quantities(draft: Draft, reading: Reading) -> None:
    """The amounts of the goods in the clause, and what they are worth."""
    match, own = draft.match, []
    low, high = match.strip.tokens[0], match.strip.ends[-1]
    goods = [g for g in draft.values["goods"] if low <= g.first < high]
    first, last = match.strip.token_range(match.start, match.end)
    for mention in _amounts(reading, low, high):
        if _belongs(mention, goods, first, last, reading.document):
            own.append(mention)
    if own:
        draft.values["quantities"] = own
        draft.inherited.discard("quantities")
    elif draft.match.rule.id not in _FOLLOWING and "quantities" in draft.inherited:
        draft.values["quantities"] = []


def _amounts(reading: Reading, low: int, high: int) -> Iterator[Mention]:
    for mention in reading.mentions:
        if mention.first >= high:
            return
        if mention.first >= low and isinstance(mention.value, AmountValue):
            yield mention


def _belongs(amount: Mention, goods: list[Mention], first: int, last: int, document: Document) -> bool:
    value = amount.value
    assert isinstance(value, AmountValue)
    if value.unit in {"%", "pp", ""} or value.unit in _PEOPLE:
        return False
    near = any(
        amount.first <= g.first < amount.last or 0 <= g.first - amount.last <= 3 or 0 <= amount.first - g.last <= 1
        for g in goods
    )
    words = document.words
    if "money" in amount.types:
        around = [*words[max(0, amount.first - 4) : amount.first], *words[amount.last : amount.last + 2]]
        return not _WORTH.isdisjoint(around)
    if near:
        return True
    if "count" in amount.types:
        return value.unit in _PARCELS and any(abs(amount.first - g.last) <= 8 for g in goods)
    return any(0 <= amount.first - g.last <= 6 for g in goods) or 0 <= amount.first - last <= 3 or 0 <= first - amount.last <= 3


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=Smuggling, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"], finish=finish
        )
    ]
