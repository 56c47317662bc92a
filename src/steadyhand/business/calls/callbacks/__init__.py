"""Which calls came back too soon, and how many would have by chance alone?

`rules` is our own measure: model-specific, in pages where meters are known; `norms` makes the models' usual intervals,
`chance` the floor beside them. `trade` is the trade's formula, so that numbers can be reconciled. Values in, values
out.
"""
