"""One import from files to landing: what the files are, what is read, what was rejected, and who is at it.

`plan` recognises files, `batches` reads them (large ones in a process beside), `taking.pipeline` decides and writes,
`landing` makes it all visible at once, `report` says what happened, `lease` keeps two workers off one run.
"""
