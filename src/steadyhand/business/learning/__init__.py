"""Modules, drills, cards, coaching, ride-alongs, hiring: from a training to a behaviour seen on a job, to the outcome.

What is learnt ships as files (`content/`); what somebody read, drilled and answered is rows, and theirs: others see
that they did, never how well. `coaching/` knows what is due when and who has the hours, `statistics/` what counts say.
"""
