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
SETTINGS = (ORDER_CUT_OFF, COUNTS_A_DAY)
