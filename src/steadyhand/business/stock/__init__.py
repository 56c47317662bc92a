"""Truck stock, kits, part requests. `levels` chooses what lies on the trucks; the parts catalogue is in machines."""
