"""A good service day: what may be, what it costs, who goes where, and why.

`problem` is what is known of the day, `hard_rules` what must never be, `costs` what a plan costs in customers' and
technicians' minutes, `timing` when each stop would be. `planning` has published engines (`engines/`) look for the plan,
`large` in parts (`cutting`) where hundreds go, `replanning` changes one as little as it can, `offering` finds times for
one more visit, `why` explains. `checker` reads nothing of these.
"""
