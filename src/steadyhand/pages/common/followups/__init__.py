"""Everybody's inbox, one follow-up with all that can be done, and the answer by a link without a password."""
