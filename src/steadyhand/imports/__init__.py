"""The door for files: mappings, dry run, rejected rows, landing, and the way out again."""
