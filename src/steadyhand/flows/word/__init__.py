"""Loop 2, the word: promise, watched, kept early or told early, a miss owned.

Comes with promises.
"""
