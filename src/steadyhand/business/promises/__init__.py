"""Times given to customers, at what odds, kept or not.

Not needed yet.
"""
