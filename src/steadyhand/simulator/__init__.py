"""The door for a made-up dealership: years of calls through the same flows.

Comes with the believable demo dealership.
"""
