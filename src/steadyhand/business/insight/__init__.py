"""The numbers that the trade judges itself by, and scorecards, charts and satisfaction when their issues come.

It reads every other part and nothing below knows it. `reckoning` decides (values in, values out), `reading` fetches
what it decides on, `actions` keep what was decided: a row for each call with its reasons, and monthly tallies of these
rows. Nothing here is typed by anybody: all of it follows from the record and can be worked out anew.
"""
