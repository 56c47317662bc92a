"""What can be reckoned, one change a file."""
