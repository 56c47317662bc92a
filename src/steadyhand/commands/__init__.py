"""The door for whoever runs it: the `steadyhand` command.

`main.py` lists the commands; each has a file or a folder of its own, whose code loads when it is asked for.
What a person did wrong is told as one sentence (`CannotDo`) and an exit code of 1, never as a traceback.
"""
