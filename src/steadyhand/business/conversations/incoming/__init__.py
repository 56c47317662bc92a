"""What customers write to us: e-mails and texts as they arrive, read without trusting a byte of them.

`mail` reads an e-mail into plain values, `html_text` what only HTML says, `returned` knows letters that came back,
`keywords` the words that end texts. Nothing in here knows a database.
"""
