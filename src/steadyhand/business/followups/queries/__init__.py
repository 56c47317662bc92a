"""Questions others may ask about follow-ups; the answers are values."""
