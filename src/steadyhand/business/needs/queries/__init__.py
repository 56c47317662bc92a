"""Questions others may ask about needs; the answers are values."""
