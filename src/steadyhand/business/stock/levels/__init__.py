"""Which parts at which level on each truck, so that most calls are finished with what is aboard?

The repair-kit problem, with several parts a call, several units, and a branch behind the trucks. An engine: values in,
values out, no database. `demand` reads past calls, `aboard` says how likely enough of a part is there, `kit` what a set
of levels is worth, `choosing` finds levels, `bound` how far from the best they can be, `moves` what is to be carried
from where to where, `reasons` why. docs/how-it-works/truck-stock.md tells the method.
"""
