"""Which parts a call will need, and where they are: kits, truck stock, part requests. The catalogue is in machines."""
