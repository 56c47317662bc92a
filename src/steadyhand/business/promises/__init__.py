"""Times given to customers: at what odds, by whom, and kept or not.

`rules.py` says what may become of a promise; `forecasting/` is the engine that says how long things take here.
"""
