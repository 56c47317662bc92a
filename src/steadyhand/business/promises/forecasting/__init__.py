"""How long will it take, and how sure is that? From a dealership's own history, open cases included.

Django-free: values in, values out. What goes in is `Case`, what comes out is `Forecast`; hours are hours of whichever
clock the caller counts by (the wall's, or somebody's working hours).
"""
