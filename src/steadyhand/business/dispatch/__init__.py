"""Who goes where, when, and why.

`solver/` plans a day from values and says why; it knows neither Django nor a database. Planning by hand lives in calls.
"""
