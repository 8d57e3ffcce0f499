"""The rules and lexicons of the extractors that eventsift ships with: YAML, nothing else."""
