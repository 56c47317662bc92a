"""Promises against real logs and against the made-up dealership: `make bench-promises`."""
