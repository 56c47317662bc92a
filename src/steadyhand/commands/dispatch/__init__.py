"""`steadyhand dispatch`: a branch's day from its record, and the engine for a file, without a dealership."""
