"""Messages that leave the house: written in the transaction they tell of, delivered by a worker afterwards.

`queueing` writes one with its job (shared/queue), `delivering` sends it through a channel, `rules` says when to try
again, `listing` shows what became of each. Channels are integrations; `config/settings.py` names them
(docs/operate/messages.md).
"""
