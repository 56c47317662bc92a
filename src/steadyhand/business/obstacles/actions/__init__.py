"""One change of the world a file."""
