"""`steadyhand promises`: try the promise engine on a log of one's own, without the application."""
