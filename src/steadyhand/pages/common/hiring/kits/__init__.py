"""Interview kits: what is asked for each post, written question by question, version by version, and as a file."""
