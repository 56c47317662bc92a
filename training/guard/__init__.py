"""How the conversation guard's model is trained: own messages, the command, how good it is (`MODEL.md`)."""
