"""Questions others may ask about customers; the answers are values."""
