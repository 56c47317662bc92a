"""The promise page: kept or not, how early, told before; what is open; and the promises behind every number."""
