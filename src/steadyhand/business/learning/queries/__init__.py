"""What can be asked of learning; the answers are values."""
