"""Every error that eventsift raises on purpose.

EventsiftError
├── UsageError            wrong call or configuration (exit code 2)
│   ├── RuleError         rule or lexicon files do not hold; carries all problems at once
│   └── PluginError       a named plugin cannot be used
├── InputError            an article or a line of input cannot be read (set aside, exit code 1)
└── ExtractionError       a plugin failed on an article (set aside, exit code 1)
"""

from __future__ import annotations

__all__ = ["EventsiftError", "ExtractionError", "InputError", "PluginError", "RuleError", "UsageError"]


class EventsiftError(Exception):
    """Base of all of them."""


class UsageError(EventsiftError):
    """Wrong call or configuration."""


class RuleError(UsageError):
    """Rule or lexicon files that do not hold."""


class PluginError(UsageError):
    """A named plugin cannot be used."""


class InputError(EventsiftError):
    """An article or a line of input that cannot be read."""


class ExtractionError(EventsiftError):
    """A plugin failed on an article."""
