"""Before the first drive: what the day's calls will need, what is aboard for them, and where the rest is.

`rules` weighs it, values in, values out. A flow gathers what it needs (flows/visit/check_before_driving.py).
"""
