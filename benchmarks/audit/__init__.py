"""Is every page light, quick and open to everybody? `make audit-pages` walks the demo dealership with a real browser.

Three looks: what JavaScript a phone is sent, what Lighthouse says of the pages of a visit, what axe says of every page.
Lighthouse comes from npm, locked beside this file.
"""
