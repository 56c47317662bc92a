"""Times in a text: what they are counted by; the words are each language's own (languages/<language>/times)."""
