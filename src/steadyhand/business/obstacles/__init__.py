"""What stops a technician from doing right by the customer: raised in two answers, owned, removed, and told back.

It stays inside the company: nothing that a customer reads may import this part, and a test looks
(tests/shape/test_obstacles_stay_inside.py). Its owner, clocks and listeners are its follow-up's.
"""
