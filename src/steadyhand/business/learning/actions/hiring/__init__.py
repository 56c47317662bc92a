"""Hiring, a change a file: the opening, who would like it, what was seen of them, and what is decided."""
