"""Service software for dealerships whose technicians are the customer relationship."""
