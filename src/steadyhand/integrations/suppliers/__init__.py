"""How an order reaches a supplier: by e-mail with a file, or as a file that somebody hands over.

A supplier's own interface would be a module beside these: `business/stock/orders/ways.py` says what it must do.
"""
