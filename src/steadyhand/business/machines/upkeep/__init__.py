"""What does a machine need besides repairs? Maintenance that is due, parts nearly worn, meters that nobody reads.

`running` says how many pages it has printed since a moment; `maintenance`, `wear` and `silence` decide by that: values
in, values out. `facts` fetches what they start from.
"""
