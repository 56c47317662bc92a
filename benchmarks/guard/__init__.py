"""How good and how fast is the conversation guard? `make bench-guard`."""
