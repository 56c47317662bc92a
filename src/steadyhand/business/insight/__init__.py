"""Scorecards, control charts, satisfaction, the numbers of the 7:30 and Friday pages.

Not needed yet.
"""
