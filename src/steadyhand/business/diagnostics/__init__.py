"""Guided tests, telemetry and probes.

Not needed yet.
"""
