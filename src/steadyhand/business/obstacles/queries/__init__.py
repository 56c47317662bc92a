"""Questions others may ask about obstacles; the answers are values."""
