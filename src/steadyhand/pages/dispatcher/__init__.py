"""The dispatcher's screens: the call form, the board, a call."""
