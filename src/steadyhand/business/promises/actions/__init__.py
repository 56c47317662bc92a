"""What may happen to a promise: one change a file."""
