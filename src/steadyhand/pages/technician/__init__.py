"""The technician's phone: the day, the brief, the closing."""
