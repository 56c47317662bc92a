"""Anything may happen to follow-ups, in any order: is what was promised of them still true after every step?

`house` founds a dealership, `machine` lets things happen in it, `promised` looks after each, without asking the code it
looks at; `breaks` are deliberate faults that must each be found. The suite runs a little of it, `make prove-followups`
much.
"""
