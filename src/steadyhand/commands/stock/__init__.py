"""`steadyhand stock`: what should lie on the trucks, from tables alone."""
