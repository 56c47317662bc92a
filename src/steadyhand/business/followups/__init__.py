"""An owner, a clock, a listener, an outcome.

Not needed yet.
"""
