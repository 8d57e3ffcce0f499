"""``eventsift plugins``: what is installed and whether it works."""

from __future__ import annotations

import click

__all__ = ["plugins"]

STYLES = {"ok": "green", "disabled": "dim", "broken": "bold red"}


@click.command(epilog="Example: eventsift plugins --disable trade_figure")
@click.option("--disable", metavar="NAME", multiple=True, help="Leave this plugin out. Repeatable.")
def plugins(disable: tuple[str, ...]) -> int:
    """List the plugins: version, distribution, event types, number of rules and state.

    Exit code 1 where one is broken; the reason is given below the table.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from eventsift.engine import load
    from eventsift.write.clean import clean

    console = Console(highlight=False, markup=False, emoji=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name in ("name", "version", "distribution", "event types"):
        table.add_column(name, overflow="fold")
    table.add_column("rules", justify="right")
    table.add_column("state")
    found = load(None, list(disable)).plugins
    for plugin in found:
        table.add_row(
            *(Text(clean(text)) for text in (plugin.name, plugin.version, plugin.distribution)),
            Text(clean(", ".join(plugin.event_types))),
            Text(str(plugin.rules)),
            Text(
                plugin.state.upper() if plugin.state == "broken" else plugin.state,
                STYLES.get(plugin.state, ""),
            ),
        )
    console.print(table)
    broken = [plugin for plugin in found if plugin.state == "broken"]
    for plugin in broken:
        console.print(Text(f"{plugin.name}: {clean(plugin.reason)}"), soft_wrap=True)
    return 1 if broken else 0
