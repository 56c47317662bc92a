"""The door for programs: an HTTP API with its schema, and webhooks.

Not needed yet: until it comes, programs use `steadyhand import` and `steadyhand export`.
"""
