"""Coaching after a training: what is due when, who has the hours for it, and what gives way where nobody has.

Values in, values out: no database, no clock.
"""
