"""The trade's numbers: each with its definition, its trend and the calls behind it."""
