"""Pages of what customers were told: the timeline, what is held, and what is owed to them."""
