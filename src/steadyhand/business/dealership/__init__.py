"""The firm: branches, users, roles, working calendars."""
