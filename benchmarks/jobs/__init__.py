"""How fast is our queue, and how punctual, beside two that others use? Started by `make bench-jobs`.

`__main__` runs the rounds, `legs` is one queue in one database with its workers, `ours` and `theirs` are what a leg
runs, in our environment and in a throw-away one with `rivals.txt` in it; `effect` is what every job does.
"""
