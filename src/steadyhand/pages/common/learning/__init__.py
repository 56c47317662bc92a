"""Learning: modules, drills, a card a day. What somebody reads and answers is theirs; who leads sees that they did."""
