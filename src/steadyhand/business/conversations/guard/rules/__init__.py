"""Rules as data: what they may say, how they are read and tried, and where they hit in a text.

A rule stands in a readable TOML file (`languages/<language>/rules/`, or a dealership's own) with the sentences that it
must and must not hit; reading a file runs them. Patterns keep to a part of the regular expressions that Python and a
browser understand alike (`patterns.py`), so that `static/steadyhand/guard/guard.js` finds the very same words.
"""
