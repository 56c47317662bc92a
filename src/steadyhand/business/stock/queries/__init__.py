"""Questions others may ask about parts and kits; the answers are frozen rows."""
