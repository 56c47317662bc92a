"""After how many pages does something fail next? Values in, values out.

Each subsystem fails by a power-law process (Crow-AMSAA) in the pages since it was last as new, its virtual age: the
expected number of failures up to age v is (v/η)^β. What a repair resets, partly resets or leaves is the virtual age
(Kijima). The next failure is found exactly by inversion, without stepping through days.

Source: L. H. Crow, "Reliability Analysis for Complex, Repairable Systems" (1974); M. Kijima, "Some Results for
Repairable Systems with General Repair", J. Appl. Prob. 26 (1989).
"""


def pages_to_failure(age: float, *, scale: float, shape: float, exposure: float) -> float:
    """Return the pages until the next failure of a subsystem of this virtual age.

    `exposure` is an exponential draw with mean 1, divided by whatever multiplies the machine's failure rate.
    """
    v = age / scale
    # float(): a power of floats may be complex, as far as its type says; here nothing is negative.
    return float(scale * ((v**shape + exposure) ** (1.0 / shape) - v))


def expected_failures(age: float, *, scale: float, shape: float) -> float:
    """Return how many failures a subsystem has had on average up to an age."""
    return float((age / scale) ** shape)
