"""How long is the drive from each place to each other, at this hour? Values in, values out: no database, no network.

`pace` answers without a map, by straight lines and norms; `learning` makes it as fast as the dealership's own visits
were driven. `maps` is what a map must offer to answer instead; config/wiring joins those there are. `answer` is what
comes out: minutes, metres, who answered which share, who didn't and why. `places` and `guessing` say where a site is,
`packing` how drives are kept. `travelling.py` beside this folder puts it all together.
"""
