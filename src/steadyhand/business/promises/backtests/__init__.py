"""Somebody brings a log of their own and sees how many promises the engine would have kept in it."""
