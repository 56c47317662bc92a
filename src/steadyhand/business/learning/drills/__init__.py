"""How a drill goes: a talk that branches, and words of one's own that are held against a visible rubric.

Values in, values out. What is in a drill stands in files (`content/drills/`).
"""
