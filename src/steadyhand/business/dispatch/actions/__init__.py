"""What may change about dispatch: one change a file."""
