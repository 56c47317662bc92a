"""Urgent calls taken after hours: somebody is alerted, and if they don't answer the next one, until a person has it.

`rules` says who comes next and when, `settings` in which order and after how many minutes, `reading` asks the rows. The
flows (flows/visit/alert_on_call.py and its neighbours) find the people and write their messages.
"""
