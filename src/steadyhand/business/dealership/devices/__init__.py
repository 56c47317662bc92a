"""Browsers on which people want to be told: added and taken off by themselves, gone when their service says so."""
