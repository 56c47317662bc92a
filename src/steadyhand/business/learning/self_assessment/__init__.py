"""How do people see the programme? Twenty questions a quarter, where the two sides differ, and what next."""
