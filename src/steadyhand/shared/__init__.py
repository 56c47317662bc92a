"""What knows nothing about the business: clock, rights, history, ids, finding by key."""
