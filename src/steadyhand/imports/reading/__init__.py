"""From a dealer's file to typed rows, and from rows back to a file. No database, no Django.

`files` opens whatever was exported, `headers` says which column is what, `values` turns cells into values,
`rows` does all of it for a whole file in constant memory; `rejects` and `writing` go the other way.
"""
