"""Pages every role uses: sign-in, the record, finding things."""
