"""Which clocks and measures of trucks may a dealership set for itself?"""

from steadyhand.business.dealership.settings.setting import Setting, Unit

ORDER_CUT_OFF = Setting(
    key="stock.order_cut_off",
    title="Parts are ordered until",
    about="So long after midnight where the branch is: 15 h 30 min is 15:30. What is ordered later leaves a day later.",
    unit=Unit.MINUTES,
    default=930,
    least=0,
    most=1439,
    source="The trade's usual cut-off of large distributors; yours is on your supplier's order page.",
)
COUNTS_A_DAY = Setting(
    key="stock.counts_a_day",
    title="Parts a technician is asked to count a day",
    about="The doubtful and valuable ones first. 0: nobody is asked.",
    unit=Unit.COUNT,
    default=8,
    least=0,
    most=50,
    source="Ours: some twenty seconds each, so eight take less than three minutes.",
)
NEARBY_KM = Setting(
    key="stock.nearby_km",
    title="A colleague's truck is nearby up to",
    about="So many kilometres between two stops of a day. Parts on trucks farther away aren't offered in the morning.",
    unit=Unit.COUNT,
    default=15,
    least=1,
    most=200,
    source="Ours: a quarter of an hour in town; whoever drives farther has lost what the part saves.",
)
SETTINGS = (ORDER_CUT_OFF, COUNTS_A_DAY, NEARBY_KM)
