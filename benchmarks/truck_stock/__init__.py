"""Is truck stock chosen as well as can be? Known values, the best of small cases, seconds, made-up months.

Run with `make bench-truck-stock`; `__main__` says what is run and what is asked of it.
"""
