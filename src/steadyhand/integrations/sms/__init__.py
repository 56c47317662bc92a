"""Text messages by one small HTTP interface (docs/operate/messages.md), or written to a file."""
