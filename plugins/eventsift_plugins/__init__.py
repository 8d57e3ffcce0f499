"""The extractors that eventsift ships with; each is a plugin like any third party's."""
