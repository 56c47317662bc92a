"""The door to other systems, one folder each: mail, text messages, webhooks; maps, sign-on and calendars to come.

`written.py` stands in for them where nothing is connected: the demo's messages go into files.
"""
