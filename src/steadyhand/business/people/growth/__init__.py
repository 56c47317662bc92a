"""How technicians grow: what skills mean, what posts ask for, who covers whom, and who learns with whom."""
