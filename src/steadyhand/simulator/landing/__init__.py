"""From happenings to rows: in bulk, as an import would write them, or through the application's own flows.

`bulk` streams a dealership of any size into the database and lands it at once; `through_flows` lives a small one day by
day as people would, and `differences` says in which columns the two may differ and why. `digest` proves that two runs
wrote the same.
"""
