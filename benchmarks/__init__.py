"""How fast is it, and does it hold? Each file answers one figure; `make` lists them as bench-…."""
