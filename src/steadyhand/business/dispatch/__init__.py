"""Who goes where, and why.

Planning by hand lives in calls; the engine comes here.
"""
