"""Plugins: found by entry point, loaded one by one, and never able to stop one another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Literal

import pluggy

from eventsift import hookspecs
from eventsift.errors import PluginError
from eventsift.extractor import Extractor

__all__ = ["GROUP", "Plugin", "PluginState", "load_plugins"]

GROUP = "eventsift"
PluginState = Literal["ok", "disabled", "broken"]


@dataclass(frozen=True, slots=True)
class Plugin:
    """One plugin, as far as it could be loaded. ``reason`` says why one is broken."""

    name: str
    distribution: str
    version: str
    state: PluginState
    reason: str = ""
    extractors: tuple[Extractor, ...] = ()
    lexicons: tuple[Path, ...] = ()
    module: Any = None

    def broken(self, reason: str) -> Plugin:
        """The same plugin, out of use."""
        return replace(self, state="broken", reason=reason, extractors=(), lexicons=())


def load_plugins(
    names: Sequence[str] | None = None,
    disable: Sequence[str] = (),
    extra: Iterable[tuple[str, Any]] = (),
) -> list[Plugin]:
    """All plugins, sorted by name: those of the entry-point group and ``extra`` (name, module or object) pairs.

    A disabled one is never imported. Raises PluginError where a name in ``names`` or ``disable`` is unknown.
    """
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, _distribution(point)))
    extras = list(extra)
    known = {point.name for point in points} | {name for name, _ in extras}
    for name in [*(names or ()), *disable]:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(sorted(known))}"
            raise PluginError(f"no plugin is called {name!r}{hint}")
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    loaded: dict[str, Plugin] = {}
    for point in points:
        plugin = Plugin(point.name, _distribution(point), _version(point), "ok")
        off = point.name in disable or (names is not None and point.name not in names)
        if point.name in loaded:
            first = loaded[point.name]
            key, where = f"{point.name} ({plugin.distribution})", f"{first.distribution} {first.version}"
            loaded[key] = plugin.broken(f"the name {point.name!r} is already taken by a plugin of {where}")
        elif off:
            loaded[point.name] = replace(plugin, state="disabled")
        else:
            loaded[point.name] = _import(point, plugin, manager)
    for name, module in extras:
        off = name in disable or (names is not None and name not in names)
        plugin = Plugin(name, "(given)", str(getattr(module, "__version__", "0")), "ok")
        if name in loaded:
            loaded[f"{name} (given)"] = plugin.broken(f"the name {name!r} is already taken")
        else:
            loaded[name] = replace(plugin, state="disabled") if off else _register(plugin, module, manager)
    return [loaded[name] for name in sorted(loaded)]


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else "(unknown)"


def _version(point: EntryPoint) -> str:
    return point.dist.version if point.dist else "0"


def _import(point: EntryPoint, plugin: Plugin, manager: pluggy.PluginManager) -> Plugin:
    try:
        module = point.load()
    except (Exception, SystemExit) as error:  # whatever a stranger's module does must not stop the others
        return plugin.broken(f"cannot import {point.value!r}: {type(error).__name__}: {error}")
    return _register(plugin, module, manager)


def _register(plugin: Plugin, module: Any, manager: pluggy.PluginManager) -> Plugin:
    try:
        manager.register(module, plugin.name)
    except (Exception, SystemExit) as error:  # a hook with wrong arguments, or a module registered twice
        return plugin.broken(f"cannot be registered: {error}")
    callers = manager.get_hookcallers(module) or []
    unknown = sorted(caller.name for caller in callers if not caller.has_spec())
    if unknown:
        manager.unregister(module)
        near = difflib.get_close_matches(
            unknown[0], [n for n in hookspecs.__all__ if n.startswith("eventsift_")], 1
        )
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return plugin.broken(f"implements an unknown hook {unknown[0]!r}{hint}")
    if not callers:
        return plugin.broken("implements no hook: decorate its functions with eventsift.hookimpl")
    try:
        extractors = tuple(_gather(callers, "eventsift_extractors", plugin.name))
        lexicons = tuple(Path(p) for p in _gather(callers, "eventsift_lexicons", plugin.name))
    except (Exception, SystemExit) as error:  # the plugin's own code runs here
        return plugin.broken(f"failed in registration: {type(error).__name__}: {error}")
    for item in extractors:
        if not isinstance(item, Extractor):
            return plugin.broken(f"eventsift_extractors gave {type(item).__name__}, not an Extractor")
    return replace(plugin, extractors=extractors, lexicons=lexicons, module=module)


def _gather(callers: Sequence[Any], hook: str, plugin_name: str) -> Iterable[Any]:
    for caller in callers:
        if caller.name != hook:
            continue
        for implementation in caller.get_hookimpls():
            if implementation.plugin_name == plugin_name:
                yield from implementation.function() or ()
