"""The door for the clock: what runs without anybody asking."""
