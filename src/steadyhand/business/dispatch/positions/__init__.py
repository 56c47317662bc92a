"""Where technicians are who have switched that on: the newest place of each phone, until their shift is over.

Off by default, switched on and off by whom it is about alone, and seen by the desk of their branch. `rules.py` says
until when and how fresh, `models.py` keeps one row a person, `queries.py` answers the board, the phone and the plan.
"""
