"""`steadyhand dispatch`: the engine for a file, without a dealership and a database."""
