"""One promise: what was said, how it stands, and what is done: tell early, tell good news, own it."""
