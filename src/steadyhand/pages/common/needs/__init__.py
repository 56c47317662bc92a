"""Noticing a need in four taps, the noticer's own page, and the rules by which each finds who answers it."""
