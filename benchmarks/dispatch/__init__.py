"""Dispatch plans beside other engines' on the same days, with the same processor time. `make bench-dispatch`."""
