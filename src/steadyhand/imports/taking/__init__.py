"""From a file's rows to the record's: find what they name, check them, see what is new, and write it unseen.

`pipeline` takes a few thousand rows at a time, held by column (`rows`); `references` finds what they name, `scratch`
remembers what this run has read, `tables` talks to the database in bulk. A dry run goes the same way
and writes nothing.
"""
