"""What waits for sales, IT specialists and parts, each with everything known about it."""
