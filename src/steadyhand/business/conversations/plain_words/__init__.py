"""Faults and fixes as a customer can hear them, and words for when somebody is worried or angry.

The library ships with the product, original wording; a dealership changes any entry, adds its own, and keeps the rest.
"""
