"""The door for whoever runs it: the `steadyhand` command."""
