"""Were promises kept? Counted by the day that was promised, never by the day on which something ended."""
