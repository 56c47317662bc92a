"""How long may we take where not even the calendar says? What a dealership sets for itself is in settings.py."""

# At least so many days later, or twice the working days meant, where a calendar can't be counted by: a week holds every
# default of settings.CALL_BACK, whatever its holidays.
WITHOUT_CALENDAR_DAYS = 7
