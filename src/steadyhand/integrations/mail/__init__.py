"""E-mail by a mail server of the dealership's own (SMTP), or written to a file."""
