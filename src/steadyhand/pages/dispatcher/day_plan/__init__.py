"""The day plan at the desk: making it, what it would change, taking it on, and the reasons behind each call in it.

`panel.py` is what the board says of it, `one.py` the plan's own page, `deciding.py` what may become of it, `reasons.py`
why a call is planned as it is, `beside.py` two plans side by side, `checking.py` what a move by hand breaks and costs.
Words and figures for all of them are in `figures.py`.
"""
