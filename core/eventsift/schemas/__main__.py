"""Writes the schemas that ship with the package."""

from __future__ import annotations

from eventsift.schemas import FILES, schema_text

if __name__ == "__main__":
    for what, path in FILES.items():
        path.write_text(schema_text(what), encoding="utf-8", newline="\n")
