"""The plugin ``export_control``."""

from __future__ import annotations

from pathlib import Path

import eventsift_rules
from eventsift import Extractor, hookimpl
from eventsift.draft import Draft, Reading, Resolved
from eventsift.mentions import ActorValue, GoodValue, Mention
from eventsift_plugins.models import ExportControl

__all__ = ["eventsift_extractors", "finish"]

_RULES = Path(eventsift_rules.__file__).parent / "export_control"
_KNOWN = "export_control.known_"  # rules for "the ban": they hold only where the text has told of a control on exports
_PRONOUN = "export_control.known_pronoun"
_LEVEL = "export_control.known_level"
_IN_FORCE = ("export_control.mention", "export_control.in_force")
_OFFICE = ("title", "definite")
_BACK = 12  # sentences in which it must have told so
_NEAR = 2  # sentences in which the word exports does
_HEAD = 3  # sentences that may begin with a dateline
_ABBREVIATION = 3  # letters; U.S. and EU are upper case anywhere
_ON_TARGETS = ("sanctions", "entity_list")
_BURDENS = ("export_duty", "quota", "restriction", None)
_VAGUE = ("restriction", "sanctions")


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# English; another language adds its own words.
_GENERIC = _words_of("mineral metal material product good commodity technology item equipment raw")
_LICENCES = _words_of(
    "licences licenses permits certificates authorisations authorizations approvals bids applications requests"
)
_OUTFLOW = _words_of("export exports exported exporting exporter exporters")
_MOVED = _OUTFLOW | _words_of("ship ships shipped shipment shipments overseas abroad")


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=ExportControl,
            rules=[_RULES / "rules.yaml"],
            lexicons=[_RULES / "words.yaml"],
            finish=finish,
        )
    ]


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Tell imposers from targets, say what holds events together, drop what only looks like a control."""
    known = draft.match.rule.id.startswith(_KNOWN)
    if not _is_control(draft, reading, known):
        return None
    _share_clause(draft, reading)
    _name_goods(draft, reading)
    if known:
        _take_up(draft, reading)
    _present(draft)
    _sort_sides(draft, reading)
    if not _is_told(draft) or _on_imports(draft):
        return None
    _hold_together(draft)
    return draft


def _is_control(draft: Draft, reading: Reading, known: bool) -> bool:
    """*The ban* and *curbs on rice sales* are controls where the text speaks of exports; a count where of licences."""
    filled = draft.match.filled
    at_home = "sold" in filled and "targets" not in filled
    if (known or at_home) and not _about_exports(draft, reading):
        return False
    return all(reading.document.words[m.last - 1] in _LICENCES for m in filled.get("counted", ()))


def _is_told(draft: Draft) -> bool:
    """Whether enough is left of who, whom and what; a deed tells enough where it names exports. Drugs are seized."""
    values, rule = draft.values, draft.match.rule.id
    if any("narcotics" in m.types for m in values["goods"]):
        return False
    if not values["imposers"] and any("imposers" in names for names in draft.match.rule.require):
        return False
    weak = rule in _IN_FORCE or rule.startswith(_KNOWN) or draft.modality not in {"asserted", "planned"}
    return not weak or bool(values["imposers"] or values["targets"] or values["goods"])


def _share_clause(draft: Draft, reading: Reading) -> None:
    """*It shut off exports, halting supplies*: what stands before the first deed is the second one's only by it."""
    other = next((d for d in reversed(reading.drafts) if d.match.strip is draft.match.strip), None)
    if other is None or other.values["direction"] != draft.values["direction"]:
        return
    start, _ = other.match.strip.token_range(other.match.start, other.match.end)
    for name in ("imposers", "goods"):
        found, told = draft.values[name], other.values[name]
        if found and told and all(m.first < start for m in found):
            draft.values[name] = list(told)


def _name_goods(draft: Draft, reading: Reading) -> None:
    """Goods of curbs on sales; and what *the minerals* are that an event before has named."""
    values = draft.values
    sold = draft.match.filled.get("sold")
    found = [] if "goods" in draft.inherited else values["goods"]
    if sold:
        values["goods"] = found if found and not _words(sold) else list(sold)
        draft.inherited.discard("goods")
    elif found and not _words(found):
        told = next((d.values["goods"] for d in reversed(reading.drafts) if _words(d.values["goods"])), None)
        values["goods"] = list(told) if told else found


def _words(goods: list[Mention]) -> set[str]:
    """The words by which goods are known; none of a name that takes up others."""
    names = {m.value.name for m in goods if isinstance(m.value, GoodValue)}
    return {word for name in names for word in name.split()} - _GENERIC


def _take_up(draft: Draft, reading: Reading) -> None:
    """*The ban* is that of the last event told before; only its own words tell otherwise."""
    values = draft.values
    alike = [d for d in reading.drafts if values["measure"] in (None, d.values["measure"])] or reading.drafts
    if alike and not values["measure"]:
        values["measure"] = alike[-1].values["measure"]
    first, last = draft.match.strip.token_range(draft.match.start, draft.match.end)
    for name in ("imposers", "goods", "targets"):
        own = [m for m in values[name] if name not in draft.inherited]
        if name == "goods":
            own = [m for m in own if first <= m.first and m.last <= last]
        told = next((d.values[name] for d in reversed(alike) if d.values[name]), None)
        if told and not own:
            values[name] = list(told)
            draft.inherited.add(name)


def _present(draft: Draft) -> None:
    """Modality as a verb of the trigger tells it (*the ban may be lifted*); who asks for a control is credited."""
    match = draft.match
    told = match.chosen.get("modality")
    if told and draft.modality == "asserted":
        draft.modality = told[0]
    when = draft.values.get("date")
    if draft.future and isinstance(when, Resolved) and _is_report(when.mention, draft):
        draft.values["date"] = None
    if not draft.attribution and draft.modality == "possible":
        draft.attribution = list(match.filled.get("attribution", ()))


def _is_report(mention: Mention, draft: Draft) -> bool:
    """*It said on Friday it would*: a day before what is to come is the day of the report."""
    match = draft.match
    first, _ = match.strip.token_range(match.start, match.end)
    return "day_date" in mention.types and mention.last <= first


def _hold_together(draft: Draft) -> None:
    """The keys by which events of an article are merged, beside their fields."""
    values = draft.values
    mention = draft.match.rule.id in _IN_FORCE
    if values.get("measure") in _ON_TARGETS and "goods" in draft.inherited:
        values["goods"] = []
    if not values.get("measure"):
        values["measure"] = "restriction"
    if values["measure"] == "restriction":  # gives way to what another passage says more exactly
        draft.inherited.add("measure")
    values["kind"] = None if values["measure"] in _VAGUE else values["measure"]
    # A bare mention is evidence of whichever event tells of the same control.
    values["group"] = None if mention else values["action"]
    if mention:
        draft.inherited.add("action")
    values["stage"] = {"planned": "ahead", "possible": "ahead", "negated": "never"}.get(
        draft.modality, "done"
    )
    when = values.get("date")
    values["year"] = when.range.start.year if isinstance(when, Resolved) and when.range.start else None
    values["words"] = sorted(_words(values["goods"]))


def _about_exports(draft: Draft, reading: Reading) -> bool:
    """Whether the text has told of a control on exports, or of exports right before."""
    if draft.match.rule.id == _PRONOUN:
        return any(draft.sentence - other.sentence == 1 for other in reading.drafts)
    if any(draft.sentence - other.sentence <= _BACK for other in reading.drafts):
        return True
    document = reading.document
    first = document.sentences[max(0, draft.sentence - _NEAR)].first
    after = document.sentences[min(draft.sentence + 1, len(document.sentences) - 1)]
    words = document.words[first : after.last]
    told = _MOVED if draft.match.rule.id == _LEVEL else _OUTFLOW
    return not told.isdisjoint(words)


def _sort_sides(draft: Draft, reading: Reading) -> None:
    """Nobody is imposer and target at once. Where nobody imposes, the state whose exports they are does."""
    values = draft.values
    values["imposers"] = [m for m in values["imposers"] if _may_impose(m) and not _dateline(m, reading)]
    owners = draft.match.filled.get("owners", [])
    if not values["imposers"]:
        values["imposers"] = _whose_office(draft)
    if owners and (not values["imposers"] or "imposers" in draft.inherited):
        values["imposers"] = list(owners)
        draft.inherited.discard("imposers")
    if "imposers" in draft.inherited:  # "the embargo on Peru" is not Peru's
        hit = {_country(m) for m in draft.match.filled.get("targets", ())} - {None}
        values["imposers"] = [m for m in values["imposers"] if _country(m) not in hit]
    states = {_country(m) for m in values["imposers"]} - {None}
    values["targets"] = [
        m
        for m in [*values["targets"], *owners]
        if m not in values["imposers"]
        and (_country(m) not in states or _firm(m))
        and not _dateline(m, reading)
    ]


def _whose_office(draft: Draft) -> list[Mention]:
    """*The president's ban*, *the minister's order*: the state of the body that the sentence has named before."""
    strip, start = draft.match.strip, draft.match.start
    before = [mentions[0] for mentions in strip.mentions[:start] if mentions]
    if not before or not isinstance(before[-1].value, ActorValue) or before[-1].value.form not in _OFFICE:
        return []
    states = [m for m in before[:-1] if "authority" in m.types and _country(m)]
    return states[-1:] if len({_country(m) for m in states}) == 1 else []


def _on_imports(draft: Draft) -> bool:
    """Whether a state burdens what another one exports: a limit on imports. A ban may be an embargo."""
    values, filled = draft.values, draft.match.filled
    if values["measure"] == "export_duty" and filled.get("targets"):
        return True
    states = {_country(m) for m in values["imposers"]}
    return values["measure"] in _BURDENS and any(_country(m) not in states for m in filled.get("owners", ()))


def _may_impose(mention: Mention) -> bool:
    """Not an organisation of one country, nor someone of whom no office and no country is known."""
    value = mention.value
    if not isinstance(value, ActorValue):
        return False
    if value.kind == "organisation":
        return value.country is None
    return value.kind != "person" or value.country is not None or value.form == "title"


def _dateline(mention: Mention, reading: Reading) -> bool:
    """The town that a report comes from."""
    document = reading.document
    text = document.span_text(mention.first, mention.last)
    early = mention.first < document.sentences[min(_HEAD, len(document.sentences)) - 1].last
    seat = isinstance(mention.value, ActorValue) and mention.value.form != "name"
    return early and seat and text.isupper() and len(text) > _ABBREVIATION


def _firm(mention: Mention) -> bool:
    return "company" in mention.types


def _country(mention: Mention) -> str | None:
    return mention.value.country if isinstance(mention.value, ActorValue) else None
