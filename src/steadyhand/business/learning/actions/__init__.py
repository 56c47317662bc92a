"""What can happen in learning, one change of the world a file."""
