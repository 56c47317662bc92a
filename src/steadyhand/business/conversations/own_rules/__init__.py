"""Rules of the guard that a dealership adds itself: read as the shipped ones are, tried on examples of its own."""
