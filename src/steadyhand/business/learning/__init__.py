"""Modules, drills, coaching, ride-alongs, hiring.

Not needed yet.
"""
