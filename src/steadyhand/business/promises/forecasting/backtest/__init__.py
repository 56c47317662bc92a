"""What would have been promised on somebody's own log, beside simpler rules and the dates that were really given?

`reading` makes cases of a file, `run` replays it, `rivals` are the simpler rules, `judging` counts what was kept.
Only values go in and out; the command and the page that show it are elsewhere.
"""
