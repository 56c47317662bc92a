"""How did it go? At most three questions to a customer once a call is over, on their own page.

One answer a call, which they may change for a week. A poor one is a follow-up of the service manager's: somebody rings.
"""
