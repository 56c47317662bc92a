"""Who is on call, for everybody; changed by whoever runs the desk or the dealership; and alerts to be answered."""
