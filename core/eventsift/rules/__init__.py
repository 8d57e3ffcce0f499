"""The rule language: its patterns, its files, their checks and their examples."""
