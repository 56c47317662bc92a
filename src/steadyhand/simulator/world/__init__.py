"""The made-up world itself: its state and what moves it on.

One heap of what is due next, in seconds of the world; each entry names a function and the thing it happens to. The
functions change the state, put happenings into `World.out` and what follows onto the heap. Nothing here knows a
database.
"""
