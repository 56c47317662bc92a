"""Why wasn't it finished on the first visit, and what would have finished it? Derived from rows, never typed.

`rules` decides what was missing, from values alone; `reading` gathers them for all calls of a period at once; `tree`
counts, and says what would have helped.
"""
