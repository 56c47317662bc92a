from datetime import timedelta

from tests.builders.forecasting import BEGAN, cases, hours_in

from steadyhand.business.promises.forecasting.cases import history_of


def test_of_many_cases_the_most_that_were_opened_last_are_told_as_all_of_them_would_be() -> None:
    many, now = cases(200), hours_in(600)

    whole, latest = history_of(many, now=now), history_of(many[::-1], now=now, most=50)

    assert latest.keys == whole.keys[-50:]
    assert latest.opened.tolist() == whole.opened[-50:].tolist()
    assert latest.closed.tolist() == whole.closed[-50:].tolist()


def test_what_is_opened_later_takes_no_place_among_the_most() -> None:
    now = BEGAN + timedelta(hours=100)

    assert len(history_of(cases(200), now=now, most=5)) == 5
    assert max(history_of(cases(200), now=now, most=5).opened) <= history_of([], now=now).now
