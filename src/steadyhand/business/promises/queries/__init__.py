"""Questions about promises; the answers are frozen rows."""
