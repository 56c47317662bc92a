"""Where somebody changed a field here and the ERP says something else: listed, never guessed.

`sifting` compares three values (what the ERP said before, what we say, what it says now), `keeping` writes the list
when the file lands, `deciding` is what a person does about it, `rules` says who is believed about which field.
"""
