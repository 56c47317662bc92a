"""The door for the clock: what runs without anybody asking.

`schedule.py` lists what runs how often; `periodic.py` runs one such thing, again and again, whatever happens to the
others; `repeating.py` makes it a job where only one of several processes may do it. `workers.py` and `worker.py` do
what waits in the queue. `process.py` holds all of them together, and `heartbeat.py` says that it lives.
"""
