"""The ledger of parts: each line says how many of a part came to a place or left it, when, why and on whose word."""
