"""The occasions on which a call's customer hears from us: which words, which of them leave the house, and when.

`moment` names the fifteen, `templates` has their words by language (shipped, or the dealership's own), `quiet` knows
when nobody is disturbed, `deciding` says of one moment whether it goes now, later, or stands on the page only. Nothing
in here knows a database.
"""
