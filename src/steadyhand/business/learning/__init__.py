"""Modules, drills, coaching, ride-alongs, hiring: from a training to a behaviour seen on a job, and on to the outcome.

`coaching/` knows what is due when and who has the hours, `statistics/` what counts say, `content/` what is learnt.
"""
