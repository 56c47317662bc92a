"""Days to plan out of files: our own JSON, and the formats that others publish their instances in."""
