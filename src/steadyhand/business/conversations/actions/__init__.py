"""What can happen to what was said: kept, held, released, corrected, taken back."""
