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
_MENTION = "export_control.mention"
_BACK = 6  # sentences in which it must have told so; the head of the article counts too
_HEAD = 3
_VAGUE = frozenset(("restriction", "sanctions"))
# Words of names of goods by which a text takes up other goods: "the metals".
_GENERIC = frozenset("mineral metal material product good commodity technology item equipment raw".split())
# What tells that a text is about exports. English; another language adds its own words.
_OUTFLOW = frozenset("export exports exported exporting exporter exporters embargo embargoes".split())


@hookimpl
def eventsift_extractors() -> list[Extractor]:
    """Its one extractor."""
    return [
        Extractor(
            event=ExportControl, rules=[_RULES / "rules.yaml"], lexicons=[_RULES / "words.yaml"], finish=finish
        )
    ]


def finish(draft: Draft, reading: Reading) -> Draft | None:
    """Tell imposers from targets, say what holds events together, drop what only looks like a control."""
    rule = draft.match.rule.id
    if rule.startswith(_KNOWN) and not _about_exports(draft, reading):
        return None
    _present(draft)
    _sort_sides(draft)
    values = draft.values
    if not (values["imposers"] or values["targets"] or values["goods"]) or _of_others(draft):
        return None
    _hold_together(draft, rule == _MENTION)
    return draft


def _present(draft: Draft) -> None:
    """Modality as a verb of the trigger tells it (*the ban may be lifted*); who asks for a control is credited."""
    match = draft.match
    told = match.chosen.get("modality")
    if told and draft.modality == "asserted":
        draft.modality = told[0]
    if not draft.attribution and draft.modality == "possible":
        draft.attribution = list(match.filled.get("attribution", ()))


def _hold_together(draft: Draft, mention: bool) -> None:
    """The keys by which events of an article are merged, beside their fields."""
    values = draft.values
    if not values.get("measure"):
        values["measure"] = "restriction"
    if values["measure"] == "restriction":  # gives way to what another passage says more exactly
        draft.inherited.add("measure")
    values["kind"] = None if values["measure"] in _VAGUE else values["measure"]
    # A bare mention is evidence of whichever event tells of the same control.
    values["group"] = None if mention else values["action"]
    if mention:
        draft.inherited.add("action")
    values["stage"] = {"planned": "ahead", "possible": "ahead", "negated": "never"}.get(draft.modality, "done")
    when = values.get("date")
    values["year"] = when.range.start.year if isinstance(when, Resolved) and when.range.start else None
    names = {m.value.name for m in values["goods"] if isinstance(m.value, GoodValue)}
    values["words"] = sorted({word for name in names for word in name.split()} - _GENERIC)


def _about_exports(draft: Draft, reading: Reading) -> bool:
    document = reading.document
    sentences = document.sentences
    first = max(0, draft.sentence - _BACK)
    near = document.words[sentences[first].first : sentences[draft.sentence].last]
    head = document.words[: sentences[min(_HEAD, len(sentences)) - 1].last]
    return not (_OUTFLOW.isdisjoint(near) and _OUTFLOW.isdisjoint(head))


def _sort_sides(draft: Draft) -> None:
    """Nobody is imposer and target at once. Where nobody imposes, the state whose exports they are does."""
    values = draft.values
    imposers: list[Mention] = values["imposers"]
    targets: list[Mention] = values["targets"]
    if "imposers" in draft.inherited or not imposers:
        own = [m for m in targets if _adjective(m)]
        if own and not imposers:
            values["imposers"] = imposers = own
    states = {_country(m) for m in imposers} - {None}
    values["targets"] = [m for m in targets if m not in imposers and (_country(m) not in states or _firm(m))]


def _of_others(draft: Draft) -> bool:
    """Whether a state burdens the exports of another one: that is a limit on imports. Bans may hit a target."""
    return draft.values["measure"] in {"export_duty", "quota", None, "restriction"} and any(
        map(_adjective, draft.match.filled.get("targets", ()))
    ) and bool(draft.values["targets"])


def _adjective(mention: Mention) -> bool:
    return "state_adjective" in mention.types


def _firm(mention: Mention) -> bool:
    return "company" in mention.types


def _country(mention: Mention) -> str | None:
    return mention.value.country if isinstance(mention.value, ActorValue) else None
