"""Recognisers: from tokens to typed mentions."""

from __future__ import annotations

__all__ = ["ACTOR_TYPES", "COUNT_TYPES", "RECOGNISED"]

# The types that our recognisers give, as their mentions hold them: symbols for them are made when an engine is loaded.
COUNT_TYPES = ("count", "quantity", "amount")
ACTOR_TYPES = (
    ("country", "actor", "state", "authority"),
    ("country", "actor", "state", "authority", "state_adjective"),
    ("bloc", "actor", "state", "authority"),
    ("bloc", "actor", "state", "authority", "state_adjective"),
    ("government_body", "actor", "authority"),
    ("company", "actor"),
    ("organisation", "actor"),
    ("person", "actor"),
    ("unnamed", "actor"),
)
RECOGNISED = (
    *ACTOR_TYPES,
    COUNT_TYPES,
    ("place", "country"),
    ("place", "bloc"),
    ("place", "place"),
    ("percent", "amount"),
    ("money", "amount"),
    ("price", "amount"),
    ("quantity", "amount"),
    ("number", "amount"),
    ("duration",),
    ("measure",),
    ("base_date", "date"),
    ("day_date", "date"),
    ("span_date", "date"),
)
