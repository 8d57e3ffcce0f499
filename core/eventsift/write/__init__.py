"""Writing: events as lines of JSON, or as a table for people."""

from __future__ import annotations

from eventsift.write.clean import clean
from eventsift.write.jsonl import to_line, write_jsonl
from eventsift.write.table import write_table
from eventsift.write.whole import check_output, whole_file

__all__ = ["check_output", "clean", "to_line", "whole_file", "write_jsonl", "write_table"]
