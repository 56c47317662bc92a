"""A part that somebody asked for: what may become of it, and every step of it.

One row a part; the parts of one call share the call's follow-up, which has the owner and the clock. `rules` says what
may follow what, `keeping` writes a step, and the actions that answer stand in `stock/actions/`.
"""
