"""Loop 2, the word: promise, watched, kept early or told early, a miss owned; and a customer's good word, passed on.

Promises come with their issue.
"""
