"""What happens on a truck between loading and using: parts handed over, the truck looked at once a month, its clocks.

`rules` says how a handover stands and what a look at a truck asks, `models` keeps both, `settings` are the
dealership's own clocks, `keeping` moves a handover's follow-up along. Changes: actions/begin_handover.py,
confirm_handover.py, settle_handover.py, end_handover.py, note_audit.py, photograph_audit.py.
"""
