"""A simulated month of twelve technicians: the nearest who is qualified, as by hand, against our plans."""
