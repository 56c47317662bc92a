"""Loop 5, the company: obstacles raised inside, owned, removed.

Comes with follow-ups.
"""
