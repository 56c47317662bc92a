"""`steadyhand stock`: what can be asked of the engines of parts without a dealership."""
