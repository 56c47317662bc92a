"""Questions others may ask about calls and visits; the answers are values."""
