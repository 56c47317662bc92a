"""What may become of a follow-up? Decided here, for every kind alike; no database, no clock.

`kinds` says what a kind declares, `events` what can happen, `standing` what a follow-up is after its events, `clocks`
when it must be answered, `ladder` whom silence climbs to, `hearing` who is told.
"""
