"""How does a made-up dealership do, by the trade's figures? Measured from the record, with the truth beside it."""

from steadyhand.simulator.measuring.figures import Figures
from steadyhand.simulator.measuring.watcher import Watcher, measure

__all__ = ["Figures", "Watcher", "measure"]
