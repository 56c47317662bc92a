"""What is ordered from suppliers: until when today, what is on its way, what came and what is late."""
