"""What changes of stock and kits: one change a file."""
