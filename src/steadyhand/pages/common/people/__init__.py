"""People: who covers what, each one's own page, what posts ask for, and who learns with whom."""
