"""Honest statistics for a small team: pure functions of counts, without Django and without scipy.

A person's rate is k of n with an interval, pulled towards the team's; only the outermost limits of a funnel speak of a
person; a series is read by control charts; a training is judged by a stepped roll-out in drawn order. "Too few to tell"
is a result like any other.
"""
