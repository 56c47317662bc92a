"""Models, machines, meters, the parts catalogue."""
