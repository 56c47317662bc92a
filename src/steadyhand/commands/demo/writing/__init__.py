"""Writes the demo's import files: `python -m steadyhand.commands.demo.writing`, the same files each time.

`places.py` and `catalogue.py` hold what is invented by hand; `fleet.py` puts machines at customers and lets their
counters run; `past_calls.py` lets them break and be mended; `tables.py` writes what came of it.
"""
