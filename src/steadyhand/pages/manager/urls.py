"""Addresses of the service manager."""

from django.urls import path

from steadyhand.pages.manager import backtests, loops, overruled, people_cards, satisfaction, territories, today
from steadyhand.pages.manager.mirror import mirror
from steadyhand.pages.manager.numbers import first_call, models, one_number, overview
from steadyhand.pages.manager.promises import lists
from steadyhand.pages.manager.promises import overview as promised

urlpatterns = [
    path("today/", today.today, name="manager-today"),
    path("today/put-off/", people_cards.put_off, name="people-put-off"),
    path("today/thank/", people_cards.say_thanks, name="people-thank"),
    path("loops/", loops.loops, name="loops"),
    path("promises/try/", backtests.backtests, name="backtests"),
    path("promises/try/<uuid:backtest_id>/", backtests.backtest, name="backtest"),
    path("promises/try/<uuid:backtest_id>/standing/", backtests.backtest_standing, name="backtest-standing"),
    path("promises/try/<uuid:backtest_id>/throw-away/", backtests.backtest_throw_away, name="backtest-throw-away"),
    path("told/mirror/", mirror.mirror, name="mirror"),
    path("told/mirror/rows/", mirror.rows, name="mirror-rows"),
    path("territories/", territories.territories, name="territories"),
    path("territories/take-on/", territories.take_on, name="territories-take-on"),
    path("territories/take-back/", territories.take_back, name="territories-take-back"),
    path("plans/overruled/", overruled.overruled, name="plans-overruled"),
    path("satisfaction/", satisfaction.shown, name="satisfaction"),
    path("numbers/", overview.numbers, name="numbers"),
    path("promises/", promised.promises, name="promises"),
    path("promises/mine/", promised.mine, name="promises-mine"),
    path("promises/open/", lists.open_ones, name="promises-open"),
    path("promises/rows/", lists.rows, name="promise-rows"),
    path("numbers/models/", models.models, name="numbers-models"),
    path("numbers/machines/", models.machines, name="numbers-machines"),
    path("numbers/first-call/", first_call.first_call, name="first-call"),
    path("numbers/<slug:metric>/", one_number.number, name="number"),
    path("numbers/<slug:metric>/rows.csv", one_number.rows_file, name="number-rows"),
]
