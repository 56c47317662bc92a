"""Accounts, sites, contacts, contracts and goals."""
