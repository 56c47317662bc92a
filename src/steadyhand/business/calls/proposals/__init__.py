"""Visits that technicians propose for customers they answer for: preventive or courtesy, on a day or in a week.

`rules` says what may be wished and what may become of it, `models` keeps it, `queries` answers who waits for what.
`keeping` moves its follow-up along. Changes: actions/propose_visit.py, decline_proposed.py, withdraw_proposed.py;
taking on is a flow (flows/visit/take_on_proposed.py), for it takes a call.
"""
