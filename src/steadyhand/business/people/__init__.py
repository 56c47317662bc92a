"""Technicians, their skills and certificates."""
