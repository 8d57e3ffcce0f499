"""Recognisers: from tokens to typed mentions."""
