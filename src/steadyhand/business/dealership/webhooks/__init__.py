"""Other programs are told what happens here: which events there are, who wants which, and how each of them fares.

`rules` names the events, `announcing` queues them in the transaction of what happened, `reading` and `faring` serve the
page and the channel that delivers them (integrations/webhooks, docs/guides/webhooks.md).
"""
