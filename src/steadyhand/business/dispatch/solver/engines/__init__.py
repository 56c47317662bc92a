"""Published engines behind one shape: a piece of a day in, an order of stops for each of its technicians out."""
