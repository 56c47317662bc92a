"""Are all groups of candidates served alike, step by step? Answers without names, shown only as frozen counts.

`questions` are what candidates may be asked, `releasing` decides when counts may be shown at all and who is left out so
that nobody's answer can be worked out, `reading` says what the counts say. No Django in here.
"""
