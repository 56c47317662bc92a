"""Modules, drills, cards, coaching, ride-alongs, hiring: learning that is looked for on a visit until it sticks.

What is learnt ships as files (`content/`); what somebody read, drilled and answered is rows, and theirs: others see
that they did, never how well.
"""
