"""The door for a made-up dealership: years of calls, to demonstrate, to load-test and to compare policies.

`run.simulate` yields what happens, from values alone: no database, no Django (`happenings` are the words, `world` is
the life, `dealers` the habits, `measuring` the figures). `landing` writes it into the record.
"""
