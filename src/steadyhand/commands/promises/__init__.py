"""`steadyhand promises`: what would have been promised on somebody's own log?"""
