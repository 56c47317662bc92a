"""A card a day: when is it asked again, and which one today?

The log of answers is the truth; what the scheduler remembers is reckoned from it and may be thrown away.
"""
