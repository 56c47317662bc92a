"""What is there to be repaired? Invented makers, models, parts and codes, and how each part of a machine fails.

The words and numbers stand in the TOML files beside this; `read_catalogue` makes them rows that fit together.
"""

from steadyhand.simulator.catalogue.read import read_catalogue
from steadyhand.simulator.catalogue.rows import Catalogue, Cause, Model, Part, Segment, Subsystem, Supplier

__all__ = ["Catalogue", "Cause", "Model", "Part", "Segment", "Subsystem", "Supplier", "read_catalogue"]
