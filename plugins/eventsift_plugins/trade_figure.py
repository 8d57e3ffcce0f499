"""The plugin ``trade_figure``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift.dates import resolve
from eventsift.draft import Draft, Reading, Resolved, key_of
from eventsift.mentions import ActorValue, AmountValue, DateExpression, DateValue, GoodValue, Mention
from eventsift_plugins.models import TradeFigure

__all__ = ["eventsift_extractors", "finish"]

_RULES = Path(eventsift_rules.__file__).parent / "trade_figure"
_MEASURES = frozenset(
    [
        "exports",
        "imports",
        "trade",
        "balance",
        "production",
        "consumption",
        "stocks",
        "reserves",
        "capacity",
        "price",
        "tariff_revenue",
        "investment",
    ]
)
_NEEDS_GOODS = frozenset({"consumption", "stocks", "reserves", "capacity"})
_BULK = frozenset({"t", "bbl", "bbl/d", "bushel", "gallon", "bale", "bag"})
_FEW = 1000  # things counted one by one: *17 rare earths* is no flow
_NEAR = 3  # sentences
_REACH = 14  # symbols
_SMALL_WEIGHTS = frozenset({"kg", "g"})
_FRACTIONS = frozenset({"%", "pp"})
# English words of a title that speaks of trade as a whole, not of one good.
_WHOLE = frozenset({"trade", "deficit", "surplus", "economy", "growth", "gdp"})
_FLOWS = frozenset(
    [
        "exports",
        "export",
        "imports",
        "import",
        "trade",
        "deficit",
        "surplus",
        "gap",
        "output",
        "production",
        "shipments",
        "crop",
        "harvest",
        "stocks",
        "consumption",
        "demand",
        "sales",
        "growth",
    ]
)
_NO_GOOD = frozenset({"narcotics"})


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Say what only the whole figure tells: its unit, its statistic, who reports and who is the partner.

    Returns None for a number that is no figure of trade or supply.
    """
    values = draft.values
    if values.get("measure") not in _MEASURES or (_leans(draft) and not _follows(draft, reading)):
        return None
    _units(draft, reading)
    _statistic(values)
    if (
        values["measure"] == "balance"
        and not draft.match.chosen.get("gap")
        and _unit(values.get("amount") or values.get("change")) in _BULK
    ):
        values["measure"] = "stocks"
    if values["measure"] == "consumption" and draft.match.filled.get("target"):
        values["measure"] = "exports"
    _roles(draft, reading)
    _goods(draft, reading)
    _outlook(draft)
    _source(draft, reading)
    _time(draft, reading)
    if values["statistic"] in {"rank", "share"} and not draft.match.rule.id.endswith(".record"):
        _standing(draft)
    if _completes(draft, reading):
        return None
    return draft if _plausible(draft, reading) else None


def _leans(draft: Draft) -> bool:
    """Whether it is told beside another figure: *against 3 million a year earlier*, *from 4,000 tonnes*."""
    return draft.match.rule.id.endswith(("_beside", "_earlier"))


def _follows(draft: Draft, reading: Reading) -> bool:
    """Whether the figure beside which it is told stands just before it; it is then of the same flow."""
    match = draft.match
    before = next((d for d in reversed(reading.drafts) if d.match.strip is match.strip), None)
    if before is None or not -1 <= match.start - before.match.end <= _REACH:
        return False
    if _kind(draft.values.get("amount")) not in {None, "percent", _kind(before.values.get("amount"))}:
        return False
    for name in ("measure", "goods", "partners", "reporters"):
        draft.values[name] = before.values[name]
        draft.inherited.discard(name)
    draft.modality, draft.attribution = "asserted", before.attribution
    return True


def _kind(mention: Any) -> str | None:
    """money or quantity; None for a bare number."""
    types = mention.types if isinstance(mention, Mention) else ()
    return next((kind for kind in ("money", "quantity", "percent") if kind in types), None)


def _units(draft: Draft, reading: Reading) -> None:
    """A bare number takes the unit of its neighbour: *from 4,000 to 5,000 tonnes*."""
    for name in ("amount", "change"):
        mention = draft.values.get(name)
        if isinstance(mention, Mention) and isinstance(mention.value, AmountValue) and not mention.value.unit:
            unit = _unit_near(mention, draft, reading)
            draft.values[name] = replace(mention, value=replace(mention.value, unit=unit)) if unit else None


def _unit_near(mention: Mention, draft: Draft, reading: Reading) -> str:
    """The unit of the last sum before it, or else the next one in the sentence."""
    strip = draft.match.strip
    low, high = strip.tokens[0], strip.ends[-1]
    before = after = ""
    for other in reading.mentions:
        value = other.value
        if not isinstance(value, AmountValue) or not value.unit or value.unit in _FRACTIONS:
            continue
        if "quantity" not in other.types and "money" not in other.types:
            continue
        if other.first < mention.first:
            before = value.unit if other.first >= low or not before or other.first < low else before
        elif low <= other.first < high:
            after = value.unit
            break
    return _in_sentence(before, after, mention, draft, reading)


def _in_sentence(before: str, after: str, mention: Mention, draft: Draft, reading: Reading) -> str:
    low = draft.match.strip.tokens[0]
    near = any(
        isinstance(m.value, AmountValue) and m.value.unit == before and low <= m.first < mention.first
        for m in reading.mentions
    )
    return before if near or not after else after


def _statistic(values: dict[str, Any]) -> None:
    amount = values.get("amount")
    if values.get("statistic") in (None, "level"):
        if isinstance(amount, Mention) and _unit(amount) in _FRACTIONS:
            values["amount"], values["change"] = None, values.get("change") or amount
        values["statistic"] = "level" if values.get("amount") else "change"


def _unit(mention: Any) -> str:
    return (
        mention.value.unit if isinstance(mention, Mention) and isinstance(mention.value, AmountValue) else ""
    )


def _roles(draft: Draft, reading: Reading) -> None:
    """Who reports and who is the partner, from where the goods come and where they go."""
    filled, values = draft.match.filled, draft.values
    imports = values["measure"] == "imports"
    origin, target, place = (filled.get(name, []) for name in ("origin", "target", "place"))
    two_sided = values["measure"] in {"exports", "imports", "trade", "balance"}
    reporters = [*place, *(target if imports or not two_sided else origin)]
    partners = origin if imports else target if two_sided else []
    if reporters:
        values["reporters"] = reporters
        draft.inherited.discard("reporters")
    if partners:
        values["partners"] = partners
    if not two_sided:
        values["partners"] = []
    if values["measure"] == "trade" and len(values["partners"]) > 1:
        values["reporters"] = list(values["partners"])
    _tell_apart(draft, reading)


def _tell_apart(draft: Draft, reading: Reading) -> None:
    """No state is its own partner: an inherited reporter gives way, *that country* is the other one named before."""
    values = draft.values
    if values["measure"] == "trade" and values["statistic"] != "rank":
        return
    theirs = {key_of(m) for m in values["partners"]}
    if "reporters" in draft.inherited:
        values["reporters"] = [m for m in values["reporters"] if key_of(m) not in theirs]
    own = {key_of(m) for m in values["reporters"]}
    values["partners"] = [
        other
        for m in values["partners"]
        if (other := m if key_of(m) not in own else _other_state(m, own, reading)) is not None
    ]


def _other_state(mention: Mention, own: set[Any], reading: Reading) -> Mention | None:
    """A mention that refers back, with the value of the nearest state before it that is none of ``own``."""
    if not isinstance(mention.value, ActorValue) or mention.value.form != "definite":
        return None
    for other in reversed(reading.mentions):
        if other.first < mention.first and other.types[0] == "country" and key_of(other) not in own:
            return replace(mention, value=other.value)
    return None


def _goods(draft: Draft, reading: Reading) -> None:
    """Goods and direction pass on only to figures that name no flow of their own; others have what the title tells."""
    values = draft.values
    whole = "ellipsis" not in draft.match.rule.id
    if _leans(draft):
        values["direction"] = values["direction"] if values.get("change") else None
        return
    if "goods" in draft.inherited and whole:
        values["goods"] = []
    if "direction" in draft.inherited and (whole or not values.get("change")):
        values["direction"] = None
    if not values["goods"]:
        values["goods"] = _headline_goods(reading)
        draft.inherited.add("goods")


def _headline_goods(reading: Reading) -> list[Mention]:
    """The good that the title speaks of, unless it tells of trade as a whole."""
    document = reading.document
    heads = [s for s in document.sentences[:2] if s.zone == "headline"]
    words = {w for s in heads for w in document.words[s.first : s.last]}
    words |= set((document.article.title or "").lower().split())
    if not _WHOLE.isdisjoint(words):
        return []
    told = {key_of(m) for m in reading.title_mentions if isinstance(m.value, GoodValue)}
    goods = [m for m in reading.mentions if isinstance(m.value, GoodValue)]
    told |= {key_of(m) for m in goods if any(s.first <= m.first < s.last for s in heads)}
    return next(([m] for m in goods if key_of(m) in told), [])


def _source(draft: Draft, reading: Reading) -> None:
    """A source that is handed down must have spoken of trade: the lead may credit another with something else."""
    if "attribution" not in draft.inherited:
        return
    words, sentences = reading.document.words, reading.document.sentences
    for mention in draft.attribution:
        around = next((s for s in sentences if s.first <= mention.first < s.last), None)
        if around is not None and _FLOWS.isdisjoint(words[around.first : around.last]):
            draft.attribution = []
            return


def _outlook(draft: Draft) -> None:
    told = [*draft.match.chosen.get("told", []), *draft.match.chosen.get("outlook", [])]
    if "target" in told:
        draft.modality = "planned"
    elif "forecast" in told and draft.modality in {"asserted", "planned"}:
        draft.modality = "possible"


def _time(draft: Draft, reading: Reading) -> None:
    """The period is the date; a baseline such as *a year earlier* is counted from it, wherever it was told."""
    values, filled = draft.values, draft.match.filled
    reference = reading.published or reading.anchor
    if "period" in filled:
        beside = reading.drafts[-1].values.get("period") if reading.drafts and _leans(draft) else None
        told = beside.range if isinstance(beside, Resolved) else None
        values["period"] = _resolved(filled["period"][0], reference, told, draft.future)
    elif "period" in draft.inherited:
        values["period"] = None if _leans(draft) else _running_period(reading) or values["period"]
    if isinstance(values.get("period"), Mention):  # that of the lead, as it stands there
        values["period"] = _resolved(values["period"], reference, None, draft.future)
    period = values.get("period")
    values["date"] = period
    if "baseline" in filled:
        counted = period.range if isinstance(period, Resolved) else None
        values["baseline"] = _resolved(filled["baseline"][0], reference, counted, False)
    if values.get("baseline") and period and key_of(values["baseline"]) == key_of(period):
        values["baseline"] = None


def _running_period(reading: Reading) -> Any:
    """The period of the last figure that is not one of an earlier time told for comparison."""
    told = (d.values.get("period") for d in reversed(reading.drafts) if not _leans(d))
    return next((period for period in told if period), None)


def _resolved(
    mention: Mention, reference: date | None, period: DateValue | None, future: bool
) -> Resolved | None:
    if not isinstance(mention.value, DateExpression):
        return None
    found = resolve(mention.value, reference, future=future, period=period)
    return Resolved(mention, found) if found and (found.start or found.end) else None


def _completes(draft: Draft, reading: Reading) -> bool:
    """Whether it only adds the change to a level told just before (*fell to 58 billion … narrowed 6 percent*), or the
    level to a change; the figure before then takes it."""
    mine = draft.values
    if mine["statistic"] not in {"level", "change"} or (mine.get("amount") and mine.get("change")):
        return False
    for other in reversed(reading.drafts):
        if draft.sentence - other.sentence > _NEAR:
            return False
        if _complement(mine, other.values) and draft.modality == other.modality:
            for name in ("amount", "change", "baseline"):
                other.values[name] = other.values.get(name) or mine.get(name)
            other.values["statistic"] = "level"
            other.passages.extend(draft.passages)
            return True
    return False


def _complement(mine: dict[str, Any], other: dict[str, Any]) -> bool:
    if other["statistic"] not in {"level", "change"} or mine["statistic"] == other["statistic"]:
        return False
    if bool(mine.get("amount")) == bool(other.get("amount")) or bool(mine.get("change")) == bool(
        other.get("change")
    ):
        return False
    if mine.get("direction") != other.get("direction") or mine["measure"] != other["measure"]:
        return False
    if [_who(m) for m in mine["reporters"]] != [_who(m) for m in other["reporters"]]:
        return False
    same = all(_keys(mine[name]) == _keys(other[name]) for name in ("partners", "goods"))
    return same and _keys([mine["period"]]) == _keys([other["period"]])


def _who(mention: Mention) -> Any:
    """The state, or any firm of it: a firm is told by its name, then by its short form."""
    return mention.value.country if isinstance(mention.value, ActorValue) else key_of(mention)


def _keys(values: list[Any]) -> set[Any]:
    return {key_of(value) for value in values}


def _standing(draft: Draft) -> None:
    """Shares and ranks are background: the period and the source of the figures around them are not theirs."""
    for name in draft.inherited & {"period"}:
        draft.values[name] = draft.values["date"] = None
    if "attribution" in draft.inherited:
        draft.attribution = []


def _plausible(draft: Draft, reading: Reading) -> bool:
    values = draft.values
    measure, unit = values["measure"], _unit(values.get("amount") or values.get("change"))
    if values["statistic"] in {"level", "change"} and not unit:
        return False
    if unit in _SMALL_WEIGHTS or any(not _NO_GOOD.isdisjoint(m.types) for m in values["goods"]):
        return False
    own_goods = bool(values["goods"])
    if measure in _NEEDS_GOODS and not own_goods:
        return False
    amount = values.get("amount")
    if isinstance(amount, Mention) and "count" in amount.types and amount.value.value < _FEW:
        return False
    if draft.match.rule.id.endswith(".shipped") and not (own_goods or values["partners"]):
        return False
    money = len(unit) == 3 and unit.isupper()
    if measure == "consumption" and money:
        return False
    by_state = any(m.types[0] in {"country", "bloc"} for m in values["reporters"])
    if measure in {"production", "consumption", "stocks"} and (money or not own_goods) and not by_state:
        return False
    return measure != "balance" or _of_trade(draft, reading)


def _of_trade(draft: Draft, reading: Reading) -> bool:
    """Whether a gap is one of trade: the trigger says so, or the article has spoken of one."""
    if draft.match.chosen.get("gap"):
        return True
    return (
        bool(draft.values["partners"]) or "trade" in draft.values.get("measure", "") or _trade_told(reading)
    )


def _trade_told(reading: Reading) -> bool:
    words = reading.document.words
    return any(
        words[i] == "trade"
        and i + 1 < len(words)
        and words[i + 1] in {"deficit", "surplus", "gap", "balance"}
        for i in range(len(words) - 1)
    )


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=TradeFigure, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"], finish=finish
        )
    ]
