"""Shelves and trucks: what lies where, how sure that is, and the forms that write the ledger's lines.

`wording` puts the ledger into words, `overview` shows all places and the open questions, `place` one shelf and its
lines, `finding` looks for a part within a form, `moving` are the forms, `opening` begins to keep track of a place.
`trucks` shows what each truck finishes, `truck` one truck's levels and what is proposed, `answering` answers it,
`limits` says what trucks can take and how large parts are, `loading` is the list of what to load, `curve` a drawing.
"""
