"""What can happen to a promise."""
