"""Questions others may ask about promises; the answers are frozen rows."""
