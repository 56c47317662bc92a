"""Does it keep its word when it is killed? `make chaos` kills it, in the middle of work, two hundred times.

`__main__.py` goes through both databases, each in a process of its own (`leg.py`); a leg repeats rounds: people work
(`people.py`), everything is killed with signal 9 (`server.py`), it starts again, and `verdicts.py` looks: what had been
acknowledged is there once and whole, what had not been is there whole or not at all, and sent again is there once.
"""
