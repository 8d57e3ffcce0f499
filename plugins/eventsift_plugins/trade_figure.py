"""The plugin ``trade_figure``, with its last step: what only the whole figure, or those before it, can tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
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

# English words. A title with one of the first speaks of trade as a whole, not of one good; a sentence with one of the
# second speaks of a flow; a good behind one of the third is left out: *non-oil exports*.
_WHOLE = frozenset({"trade", "deficit", "surplus", "economy", "growth", "gdp"})
_FLOWS = frozenset(
    """
    exports export imports import trade deficit surplus gap output production shipments crop harvest stocks
    consumption demand sales growth
    """.split()
)

_WITHOUT = frozenset({"non", "excluding", "ex"})

_TWO_SIDED = frozenset({"exports", "imports", "trade", "balance"})
_NEEDS_GOODS = frozenset({"consumption", "stocks", "reserves", "capacity"})
_NEEDS_STATE = frozenset({"production", "consumption", "stocks"})
_BULK = frozenset({"t", "bbl", "bbl/d", "bushel", "gallon", "bale", "bag", "m3", "unit", "vehicle"})
_PARCELS = frozenset({"kg", "g"})
_FRACTIONS = frozenset({"%", "pp"})
_SIGNS = {
    **dict.fromkeys(("above", "more", "higher", "up", "greater", "larger"), "up"),
    **dict.fromkeys(("below", "less", "fewer", "lower", "down", "smaller"), "down"),
}
_OTHER_GAPS = frozenset({"budget", "fiscal", "spending", "government", "account"})
_LOOSE = "loose_"  # measures of words that count only beside a good
_OTHER = "other"  # the measure of gaps that are none of trade
_FEW = 1000  # things counted one by one: *17 rare earths* is no flow
_FAR = 50  # times: a bare number further off counts something else
_NEAR = 3  # sentences
_REACH = 14  # symbols


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Say the unit, the statistic, who reports and who is the partner; None for a number that is no figure of trade.

    A figure that only adds its change or its level to the one before is given to that one, and is None too.
    """
    values = draft.values
    values["measure"] = (values.get("measure") or "").removeprefix(_LOOSE) or None
    if values["measure"] in {None, _OTHER} or (_leans(draft) and not _follows(draft, reading)):
        return None
    if not _named(draft, "ellipsis", "share") and _unit(values.get("amount")) in _FRACTIONS:
        return None  # *imports will rise to 25 percent*: a rate
    _set_units(draft, reading)
    _set_direction(draft, reading)
    _set_statistic(values)
    _set_measure(draft)
    _set_roles(draft, reading)
    _set_goods(draft, reading)
    _set_modality(draft)
    _check_source(draft, reading)
    _set_time(draft, reading)
    _drop_borrowed(draft)
    if not _plausible(draft, reading) or _completes(draft, reading):
        return None
    return draft


def _named(draft: Draft, *names: str) -> bool:
    """Whether the draft's rule has one of these names, or a name that begins with one and a low line."""
    name = draft.match.rule.id.rpartition(".")[2]
    return name in names or name.partition("_")[0] in names


def _mention(value: Any) -> AmountValue | None:
    """The amount behind a field's value."""
    return value.value if isinstance(value, Mention) and isinstance(value.value, AmountValue) else None


def _unit(value: Any) -> str:
    amount = _mention(value)
    return amount.unit if amount else ""


# Figures that lean on another one: *against 3 million a year earlier*, *from 4,000 tonnes*, *worth $3 million*.


def _leans(draft: Draft) -> bool:
    return _named(
        draft,
        "ellipsis_beside",
        "ellipsis_earlier",
        "ellipsis_later",
        "ellipsis_worth",
        "ellipsis_part",
        "ellipsis_share",
    )


def _follows(draft: Draft, reading: Reading) -> bool:
    """Whether the figure on which it leans stands just before it; it is then of the same flow."""
    if _named(draft, "ellipsis_part", "ellipsis_share"):
        return _shares_total(draft, reading)
    match, values = draft.match, draft.values
    before = next((d for d in reversed(reading.drafts) if d.match.strip is match.strip), None)
    if before is None or not -1 <= match.start - before.match.end <= _REACH:
        return False
    worth = _named(draft, "ellipsis_worth")
    kind = _kind(values.get("amount"))
    if (kind == _kind(before.values.get("amount"))) == worth and kind not in {None, "percent"}:
        return False
    if kind == "percent" and before.values["statistic"] == "share":
        values["statistic"] = "share"
    elif _named(draft, "ellipsis_later") or (kind == "percent" and _named(draft, "ellipsis_earlier")):
        return False
    if kind is None and not _alike(_mention(values.get("amount")), _mention(before.values.get("amount"))):
        return False
    for name in ("measure", "goods", "partners", "reporters", *(["period"] if worth else [])):
        values[name] = before.values[name]
        draft.inherited.discard(name)
    draft.attribution = before.attribution
    draft.modality = before.modality if worth else "asserted"
    return True


def _shares_total(draft: Draft, reading: Reading) -> bool:
    """Whether a total is told just before, of which this is a part, or a rival's; it is then of the same flow."""
    values = draft.values
    before = next((d for d in reversed(reading.drafts) if 0 <= draft.sentence - d.sentence <= 1), None)
    if before is None or (before.match.strip is draft.match.strip and before.match.start > draft.match.start):
        return False
    if _named(draft, "ellipsis_share"):
        if before.values["statistic"] != "share":
            return False
    elif before.values["statistic"] == "share" or _kind(before.values.get("change")) == "money":
        return False
    own = {name for name in ("goods", "partners", "reporters") if name in draft.match.filled}
    for name in {"measure", "goods", "partners", "reporters", "period"} - own:
        values[name] = before.values[name]
        draft.inherited.discard(name)
    draft.inherited -= own
    draft.attribution = before.attribution
    draft.modality = before.modality
    return True


def _alike(amount: AmountValue | None, other: AmountValue | None) -> bool:
    """Whether a bare number may count the same thing as another one."""
    if amount is None or other is None:
        return True
    return other.value / _FAR <= amount.value <= other.value * _FAR


def _kind(mention: Any) -> str | None:
    """money, quantity or percent; None for a bare number."""
    types = mention.types if isinstance(mention, Mention) else ()
    return next((kind for kind in ("money", "quantity", "percent") if kind in types), None)


# Numbers.


def _set_units(draft: Draft, reading: Reading) -> None:
    """A bare number takes the unit of its neighbour: *from 4,000 to 5,000 tonnes*."""
    for name in ("amount", "change"):
        mention = draft.values.get(name)
        amount = _mention(mention)
        if isinstance(mention, Mention) and amount and not amount.unit:
            unit = _unit_near(mention, draft, reading)
            draft.values[name] = replace(mention, value=replace(amount, unit=unit)) if unit else None


def _unit_near(mention: Mention, draft: Draft, reading: Reading) -> str:
    """The unit of the last sum before it in the sentence, of the next one there, or of the last one of all."""
    strip = draft.match.strip
    low, high = strip.tokens[0], strip.ends[-1]
    earlier = before = ""
    for other in reading.mentions:
        if other.first >= high:
            break
        unit = _unit(other) if _kind(other) in {"money", "quantity"} else ""
        if not unit:
            continue
        if other.first > mention.first:
            return before or unit
        earlier = unit
        before = unit if other.first >= low else ""
    return before or earlier


def _set_direction(draft: Draft, reading: Reading) -> None:
    """The word behind a change tells its direction: *had slumped … 17 percent above*."""
    change = draft.values.get("change")
    if isinstance(change, Mention) and change.last < len(reading.document.words):
        told = _SIGNS.get(reading.document.words[change.last])
        draft.values["direction"] = told or draft.values.get("direction")


def _set_statistic(values: dict[str, Any]) -> None:
    if values.get("statistic") not in {None, "level"}:
        return
    if _unit(values.get("amount")) in _FRACTIONS:
        values["change"] = values.get("change") or values["amount"]
        values["amount"] = None
    values["statistic"] = "level" if values.get("amount") else "change"


def _set_measure(draft: Draft) -> None:
    """Sales to another state are exports; a surplus in tonnes that is not called one of trade is a stock."""
    values, match = draft.values, draft.match
    if values["measure"] == "consumption" and match.filled.get("target"):
        values["measure"] = "exports"
    sum_ = values.get("amount") or values.get("change")
    if values["measure"] == "balance" and not match.chosen.get("gap") and _unit(sum_) in _BULK:
        values["measure"] = "stocks"


# Actors and goods.


def _set_roles(draft: Draft, reading: Reading) -> None:
    """Who reports and who is the partner, from where the goods come and where they go."""
    filled, values = draft.match.filled, draft.values
    imports, two_sided = values["measure"] == "imports", values["measure"] in _TWO_SIDED
    origin, target, place = (filled.get(name, []) for name in ("origin", "target", "place"))
    values["reporters"] = [m for m in values["reporters"] if m.types[0] != "unnamed" or _who(m)]
    reporters = [*place, *(target if imports or not two_sided else origin)]
    partners = origin if imports else target
    if reporters:
        values["reporters"] = reporters
        draft.inherited.discard("reporters")
    if not two_sided:
        values["partners"] = []
    elif partners:
        values["partners"] = partners
    if values["measure"] == "trade" and values["statistic"] != "rank":
        if len(values["partners"]) > 1:
            values["reporters"] = list(values["partners"])
        return
    _tell_apart(draft, reading)


def _tell_apart(draft: Draft, reading: Reading) -> None:
    """No state is its own partner: an inherited reporter gives way, *that country* is the other one named before."""
    values = draft.values
    theirs = _keys(values["partners"])
    if "reporters" in draft.inherited:
        values["reporters"] = [m for m in values["reporters"] if key_of(m) not in theirs]
    own = _keys(values["reporters"])
    others = (m if key_of(m) not in own else _other_state(m, own, reading) for m in values["partners"])
    values["partners"] = [m for m in others if m is not None]


def _other_state(mention: Mention, own: set[Any], reading: Reading) -> Mention | None:
    """A mention that refers back, with the value of the nearest state before it that is none of ``own``."""
    if not isinstance(mention.value, ActorValue) or mention.value.form != "definite":
        return None
    for other in reversed(reading.mentions):
        if other.first < mention.first and other.types[0] == "country" and key_of(other) not in own:
            return replace(mention, value=other.value)
    return None


def _set_goods(draft: Draft, reading: Reading) -> None:
    """Goods and direction pass on only to figures that name no flow; others have the good of the title."""
    values = draft.values
    if _leans(draft):
        if not values.get("change") and not _named(draft, "ellipsis_later"):
            values["direction"] = None
        return
    whole = not _named(draft, "ellipsis")
    if "goods" in draft.inherited and whole and _unit(values.get("amount")) not in _BULK:
        values["goods"] = []
    if "direction" in draft.inherited and (whole or not values.get("change")):
        values["direction"] = None
    words = reading.document.words
    values["goods"] = [m for m in values["goods"] if not m.first or words[m.first - 1] not in _WITHOUT]
    if not values["goods"]:
        values["goods"] = _title_goods(reading)


def _title_goods(reading: Reading) -> list[Mention]:
    """The good that the title or headline speaks of, unless it tells of trade as a whole."""
    document = reading.document
    heads = [s for s in document.sentences[:2] if s.zone == "headline"]
    words = {w for s in heads for w in document.words[s.first : s.last]}
    if not _WHOLE.isdisjoint(words | set((document.article.title or "").lower().split())):
        return []
    goods = [m for m in reading.mentions if isinstance(m.value, GoodValue)]
    told = {key_of(m) for m in reading.title_mentions if isinstance(m.value, GoodValue)}
    told |= {key_of(m) for m in goods if any(s.first <= m.first < s.last for s in heads)}
    return next(([m] for m in goods if key_of(m) in told), [])


# How and when.


def _set_modality(draft: Draft) -> None:
    chosen = draft.match.chosen
    told = {*chosen.get("told", ()), *chosen.get("outlook", ())}
    if _leans(draft) and "told" not in chosen:
        return
    if "target" in told:
        draft.modality = "planned"
    elif "forecast" in told and draft.modality in {"asserted", "planned"}:
        draft.modality = "possible"


def _check_source(draft: Draft, reading: Reading) -> None:
    """A source that is handed down must have spoken of trade: the lead may credit another with something else."""
    if "attribution" not in draft.inherited:
        return
    words, sentences = reading.document.words, reading.document.sentences
    for mention in draft.attribution:
        around = next((s for s in sentences if s.first <= mention.first < s.last), None)
        if around is not None and _FLOWS.isdisjoint(words[around.first : around.last]):
            draft.attribution = []
            return


def _set_time(draft: Draft, reading: Reading) -> None:
    """The period is the date; a baseline such as *a year earlier* is counted from it, wherever it was told."""
    values, filled = draft.values, draft.match.filled
    reference = reading.published or reading.anchor
    if "period" in filled:
        beside = _range(reading.drafts[-1].values.get("period")) if _leans(draft) else None
        values["period"] = _resolved(filled["period"][0], reference, beside, draft.future)
    elif "period" in draft.inherited:
        values["period"] = None if _leans(draft) else _running_period(reading) or values["period"]
    if isinstance(values.get("period"), Mention):  # that of the lead, as it stands there
        values["period"] = _resolved(values["period"], reference, None, draft.future)
    values["date"] = period = values.get("period")
    if "baseline" in filled:
        values["baseline"] = _resolved(filled["baseline"][0], reference, _range(period), False)
    if values.get("baseline") and period and key_of(values["baseline"]) == key_of(period):
        values["baseline"] = None


def _running_period(reading: Reading) -> Any:
    """The period of the last figure; of those in its sentence the latest, for the others are told for comparison."""
    told = [d for d in reading.drafts if not _leans(d) and isinstance(d.values.get("period"), Resolved)]
    if not told:
        return None
    beside = (d.values["period"] for d in told if d.match.strip is told[-1].match.strip)
    return max(beside, key=lambda period: period.range.end or date.max)


def _range(value: Any) -> DateValue | None:
    return value.range if isinstance(value, Resolved) else None


def _resolved(
    mention: Mention, reference: date | None, period: DateValue | None, future: bool
) -> Resolved | None:
    if not isinstance(mention.value, DateExpression):
        return None
    found = resolve(mention.value, reference, future=future, period=period)
    return Resolved(mention, found) if found and (found.start or found.end) else None


def _drop_borrowed(draft: Draft) -> None:
    """Shares and ranks are background: the period and the source of the figures around them are not theirs."""
    if draft.values["statistic"] not in {"rank", "share"} or _named(draft, "record"):
        return
    if "period" in draft.inherited:
        draft.values["period"] = draft.values["date"] = None
    if "attribution" in draft.inherited:
        draft.attribution = []


# Is it a figure, and a new one?


def _plausible(draft: Draft, reading: Reading) -> bool:
    values = draft.values
    sum_ = values.get("amount") or values.get("change")
    measure, unit, goods = values["measure"], _unit(sum_), values["goods"]
    if values["statistic"] in {"level", "change"} and not unit:
        return _named(draft, "multiplied") and bool(values["reporters"] or goods)
    if unit in _PARCELS or any("narcotics" in m.types for m in goods) or _counts_few(values.get("amount")):
        return False
    if not goods and unit not in _BULK and (measure in _NEEDS_GOODS or _sends_unknown(draft)):
        return False
    money = len(unit) == 3 and unit.isupper()
    if measure == "consumption" and money:
        return False
    by_state = any(m.types[0] in {"country", "bloc", "unnamed"} for m in values["reporters"])
    if measure in _NEEDS_STATE and unit not in _BULK and (money or not goods) and not by_state:
        return False
    return measure != "balance" or _of_trade(draft, reading)


def _sends_unknown(draft: Draft) -> bool:
    """Whether someone *shipped three million*, and neither of what nor to whom is told."""
    return _named(draft, "shipped") and not draft.values["partners"]


def _counts_few(mention: Any) -> bool:
    amount = _mention(mention)
    return amount is not None and "count" in mention.types and amount.value < _FEW


def _of_trade(draft: Draft, reading: Reading) -> bool:
    """Whether a gap is one of trade: the trigger says so, it is one with a partner, or the article tells of one."""
    if draft.match.chosen.get("gap") or draft.values["partners"]:
        return True
    words, around = reading.document.words, draft.match.strip
    beside = set(words[around.tokens[0] : around.ends[-1]])
    if beside & {"exports", "imports"} and not beside & _OTHER_GAPS:
        return True
    return any(word == "trade" and after in _WHOLE | _FLOWS for word, after in pairwise(words))


def _completes(draft: Draft, reading: Reading) -> bool:
    """Whether it only adds the change to a level told just before (*fell to 58 billion … narrowed 6 percent*), or the
    level to a change; the figure before then takes it."""
    mine = draft.values
    if mine["statistic"] not in {"level", "change"} or (mine.get("amount") and mine.get("change")):
        return False
    for other in reversed(reading.drafts):
        if draft.sentence - other.sentence > _NEAR:
            return False
        if draft.modality == other.modality and _complement(mine, other.values):
            for name in ("amount", "change", "baseline"):
                other.values[name] = other.values.get(name) or mine.get(name)
            other.values["statistic"] = "level"
            other.passages.extend(draft.passages)
            return True
    return False


def _complement(mine: dict[str, Any], other: dict[str, Any]) -> bool:
    """One a bare level, the other a bare change, of the same flow and time."""
    if {mine["statistic"], other["statistic"]} != {"level", "change"}:
        return False
    if any(bool(mine.get(name)) == bool(other.get(name)) for name in ("amount", "change")):
        return False
    if any(mine.get(name) != other.get(name) for name in ("measure", "direction")):
        return False
    if [_who(m) for m in mine["reporters"]] != [_who(m) for m in other["reporters"]]:
        return False
    if any(_keys(mine[name]) != _keys(other[name]) for name in ("partners", "goods")):
        return False
    return bool(key_of(mine["period"]) == key_of(other["period"]))


def _who(mention: Mention) -> Any:
    """The state, or any firm of it: a firm is told by its name, then by its short form."""
    return mention.value.country if isinstance(mention.value, ActorValue) else key_of(mention)


def _keys(values: list[Any]) -> set[Any]:
    return {key_of(value) for value in values}


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=TradeFigure, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"], finish=finish
        )
    ]
