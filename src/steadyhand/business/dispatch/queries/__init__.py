"""Questions others may ask about dispatch; the answers are frozen values."""
