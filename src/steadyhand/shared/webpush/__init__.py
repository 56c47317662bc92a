"""Messages to a browser that isn't open: sealed so that it alone reads them, signed so that services carry them.

`sealing` is RFC 8291, `naming` RFC 8292 (VAPID), `keys` this server's own key pair. Nothing here speaks to the network.
"""
