"""How likely does a sentence say what a customer should never read? A small model, read once, on one thread.

Its weights lie in `languages/<language>/model/` and come from `training/guard/` (`make train-guard`); nothing is
fetched when it runs.
"""
