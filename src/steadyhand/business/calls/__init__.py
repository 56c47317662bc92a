"""Service calls, the visits made for them, and what was done."""
