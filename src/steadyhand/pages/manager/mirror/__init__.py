"""The company's mirror: what of what customers were told was unfit, and what it comes from. Never whose."""
