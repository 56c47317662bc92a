"""People are told on their own devices, by the push service of their browser."""
