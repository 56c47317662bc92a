"""Were the parts that a call needed in its kit? Made-up dealerships and imported histories, told again in order."""
