"""What the guard knows of each language: a folder each, with its rules, its words for times, and its model."""
