"""Closed calls go out to the ERP, to be billed there: each once, and again as a numbered correction when it changes.

`lines` says what a call's lines are (docs/guides/erp.md has the format), `batching` makes numbered batches of them in
the database, `writing` puts them into out/ as whole files.
"""
