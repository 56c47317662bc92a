"""An owner, a clock, a listener, an outcome: what keeps anything open from being dropped.

`rules/` decides, values in, values out: what a follow-up is after its events, when its clocks run out, whom a silent
one climbs to, who hears of what. Tables, actions and pages come with the issue that puts it to use.
"""
