"""What a customer sees behind a signed link, without a password."""
