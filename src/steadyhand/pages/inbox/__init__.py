"""Requests with a clock for sales, IT specialists and parts.

Its pages come with follow-ups; until then these roles start at the record (pages/common).
"""
