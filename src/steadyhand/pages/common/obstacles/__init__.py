"""Saying what stops one, and reading what became of it. Nothing here is for a customer."""
