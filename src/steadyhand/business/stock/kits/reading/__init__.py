"""Calls and a parts catalogue from CSV files, line by line, with errors that say what to do."""
