"""The event types of the built-in plugins."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from eventsift.events import Actor, Amount, Commitment, DateRange, Event, Good

__all__ = ["DiplomaticDeal", "ExportControl", "Smuggling", "TradeFigure"]


class ExportControl(Event):
    """A state or bloc limits, or loosens limits on, what leaves it or reaches a target."""

    type: Literal["export_control"]
    direction: Literal["restrict", "relax"] = Field(description="Whether trade becomes harder or easier.")
    action: Literal["impose", "tighten", "maintain", "ease", "suspend", "lift"] = Field(
        description="impose: new or takes effect; tighten: wider or stricter; maintain: kept, extended in "
        "time, enforced; ease: exceptions, licences granted; suspend: paused for a time; lift: ended."
    )
    measure: Literal[
        "ban", "licence", "control_list", "quota", "export_duty", "entity_list", "sanctions", "restriction"
    ] = Field(description="The kind of control; restriction where nothing more exact is said.")
    imposers: tuple[Actor, ...] = Field(default=(), description="Who sets the measure.")
    targets: tuple[Actor, ...] = Field(default=(), description="Whom it is aimed at.")
    goods: tuple[Good, ...] = Field(
        default=(), description="The goods, software or technology under control."
    )
    reasons: tuple[
        Literal[
            "retaliation", "national_security", "supply", "foreign_policy", "non_proliferation", "environment"
        ],
        ...,
    ] = Field(default=(), description="Why, as the article tells it.")


class Smuggling(Event):
    """Goods moved against the law or around a control, or a seizure of such goods."""

    type: Literal["smuggling"]
    methods: tuple[
        Literal[
            "mislabelling",
            "false_documents",
            "false_origin",
            "transshipment",
            "concealment",
            "mail",
            "carried",
            "front_company",
            "undervaluation",
            "corruption",
            "border_crossing",
            "ship_to_ship",
            "theft",
            "online_sale",
        ],
        ...,
    ] = Field(default=(), description="How it was done.")
    actors: tuple[Actor, ...] = Field(default=(), description="Who does it or is accused of it.")
    goods: tuple[Good, ...] = Field(default=(), description="What was smuggled.")
    quantities: tuple[Amount, ...] = Field(default=(), description="How much of it, or what it is worth.")
    origin: tuple[Actor, ...] = Field(default=(), description="Countries that the goods came from.")
    transit: tuple[Actor, ...] = Field(default=(), description="Countries that they passed through.")
    destination: tuple[Actor, ...] = Field(default=(), description="Countries that they were bound for.")
    outcome: Literal["attempted", "foiled", "completed"] | None = Field(
        default=None, description="foiled: seized, arrested, detected; null where it is not said."
    )


class TradeFigure(Event):
    """One number about trade or supply: a level, a change, a share or a rank.

    ``period`` and ``date`` are the same; whichever is left out is taken from the other.
    """

    type: Literal["trade_figure"]
    measure: Literal[
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
    ] = Field(description="What is counted.")
    statistic: Literal["level", "change", "share", "rank"] = Field(
        description="What the number is; level where there is a level beside a change."
    )
    amount: Amount | None = Field(default=None, description="The level, or the share in %.")
    change: Amount | None = Field(
        default=None, description="The size of the change, its sign being in direction."
    )
    direction: Literal["up", "down", "flat"] | None = Field(default=None, description="Which way it moved.")
    reporters: tuple[Actor, ...] = Field(default=(), description="Whose trade or supply it is.")
    partners: tuple[Actor, ...] = Field(default=(), description="To or from whom.")
    goods: tuple[Good, ...] = Field(default=(), description="Which goods; empty for trade as a whole.")
    period: DateRange | None = Field(
        default=None, description="The time that the number is of; the same as date."
    )
    baseline: DateRange | None = Field(default=None, description="What a change is measured from.")

    @model_validator(mode="before")
    @classmethod
    def _one_time(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("period") != data.get("date"):
            if data.get("period") is None:
                return data | {"period": data["date"]}
            if data.get("date") is None:
                return data | {"date": data["period"]}
        return data

    @model_validator(mode="after")
    def _change_has_no_sign(self) -> Self:
        if self.period != self.date:
            raise ValueError("period and date of a trade figure must be the same")
        if self.change is not None and self.change.value < 0:
            raise ValueError(
                f"change must not be negative ({self.change.value}); its sign belongs in direction"
            )
        return self


class DiplomaticDeal(Event):
    """States, blocs or their bodies negotiate, reach, carry out, suspend or end an agreement."""

    type: Literal["diplomatic_deal"]
    parties: tuple[Actor, ...] = Field(default=(), description="Between whom.")
    stage: Literal["talks", "proposed", "agreed", "signed", "in_force", "suspended", "rejected", "ended"] = (
        Field(description="How far it has come; rejected also where talks collapsed.")
    )
    topics: tuple[
        Literal[
            "trade",
            "tariffs",
            "export_controls",
            "critical_minerals",
            "technology",
            "energy",
            "agriculture",
            "security",
            "ceasefire",
            "climate",
            "migration",
            "finance",
            "health",
            "transport",
            "other",
        ],
        ...,
    ] = Field(default=(), description="What it is about.")
    goods: tuple[Good, ...] = Field(default=(), description="Goods that the deal names.")
    commitments: tuple[Commitment, ...] = Field(default=(), description="What each side undertakes.")
