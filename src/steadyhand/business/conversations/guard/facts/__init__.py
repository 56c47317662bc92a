"""What a text says, held against what the record holds: times, parts, prices, serials, names, contract terms.

`Facts` is the record of one call as values (`record.py`), read from a file by `reading.py`; `checking.check` returns
the verdicts. What words mean in a language is in its folder: `languages/<language>/facts/`.
"""
