"""Promises replayed on three real logs, beside simpler methods and the companies' own dates; and how fast it is."""
