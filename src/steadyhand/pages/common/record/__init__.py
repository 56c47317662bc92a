"""The record's pages: finding anything, customers, machines, and the forms that change them.

Everybody reads what their branches have; the desk and the stewards change it.
"""
