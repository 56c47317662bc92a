"""Loop 3, the need: noticed, permission, owner and clock, answered, thanked.

Comes with follow-ups.
"""
