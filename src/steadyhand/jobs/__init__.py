"""The door for the clock: what runs without anybody asking.

`schedule.py` lists what runs how often; `periodic.py` runs one such thing, again and again, whatever happens to the
others; `process.py` is the process that holds them together, and `heartbeat.py` says that it lives.
"""
