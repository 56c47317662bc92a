"""Coaching: what is due, ride-alongs, what was said about whom, how far behaviours have come."""
