"""Questions about what was said: on one timeline, lately, still owed, held."""
