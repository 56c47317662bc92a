"""The guard from the command line: reviewing a file, and preparing its rules for a quick start and for the browser."""
