"""How follow-ups stand in the database: `book` writes what happens, `events` and `standing` turn rows into values.

Everything goes through the book. Whoever opens it has a dealership's follow-ups to themselves until the transaction
ends, so that an owner, a clock and the chain are decided on what is true; the rules decide, and nothing here does.
"""
