"""The door to other systems, one folder each: mail, text messages, push messages, webhooks, maps; sign-on to come.

`outward.py` is how typed addresses are spoken to.
`written.py` stands in for them where nothing is connected: the demo's messages go into files.
"""
