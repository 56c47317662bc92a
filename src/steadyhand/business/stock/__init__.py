"""Parts: which a call will need, where they are, which go onto which truck, and what is asked for.

`kits/` foretells what calls need. `ledger/` holds what moved: lines that are only ever added, and balances that are
their sums. A balance below nothing is a question to whoever knows the shelf, never an error and never anybody's fault.
"""
