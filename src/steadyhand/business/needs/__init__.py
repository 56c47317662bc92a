"""What a customer would be better off having solved: noticed, passed on, answered, and told back.

A need keeps what was seen, by whom and with whose leave; its owner, clocks and listeners are the follow-up's that it
points to. Nothing here knows a price, a quota or a ranking.
"""
