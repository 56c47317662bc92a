"""The door for people: one folder for each role, and what they share."""
