"""Everything customers were told, and the guard over it.

Not needed yet.
"""
