"""Taking a part of a day out and putting it back otherwise, thousands of times: where somebody may drive by a store."""

from steadyhand.business.dispatch.solver.engines.ruin.facts import can
from steadyhand.business.dispatch.solver.engines.ruin.searching import improved

__all__ = ["can", "improved"]
