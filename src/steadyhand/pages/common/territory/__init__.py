"""My territory: what is worth a visit among a technician's customers, the visits they propose, the desk's answers.

`lists` puts the facts into words, `page` shows them to the technician and to whoever plans, `proposing` is the form,
`answering` the desk's side, `map` the customers on a map.
"""
