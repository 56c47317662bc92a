"""A technician's own truck on the phone, parts between two hands, and what is packed before the first drive.

`mine` shows what is aboard, `part` one part with all that can happen to it, `counting` the parts to count today.
`handing` begins a handover, `handovers` lists them and shows one. `morning` is for whoever drives, `mornings` for the
desk. `audit` is the monthly look at a truck, `audits` what came of it. `wording` says all of it.
"""
