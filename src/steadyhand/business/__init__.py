"""The parts of a dealership and their rules; each may use only the parts below it (pyproject.toml)."""
