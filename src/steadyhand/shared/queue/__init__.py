"""Work that waits for its moment: one table of jobs, written in the transaction of whatever wants them done.

`putting` writes one, `kinds` says what can be done, `taking` gives it to one worker for a while, `doing` does it with
its end in the handler's own transaction, `rules` says when to try again (docs/how-it-works/jobs.md).
"""
