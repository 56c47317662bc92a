"""The door to other systems, one folder each: mail, SMS, maps, sign-on, calendars.

Empty until the first one is needed.
"""
