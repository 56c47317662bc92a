"""Technicians, what they can do and what they are certified for."""

from typing import ClassVar

from django.db import models

from steadyhand.business.customers.models import Customer
from steadyhand.business.dealership.models import Branch, Calendar, User
from steadyhand.business.people.expiry import ExpiryRule

# Tables in a folder of their own belong to this app, too; they name those of this file by strings.
from steadyhand.business.people.growth import models as growing  # noqa: F401
from steadyhand.business.people.levels import Source
from steadyhand.shared.rows import ArrivingRow


class Technician(ArrivingRow):
    """Somebody who visits customers' machines. `ref` is the technician number."""

    branch_path: ClassVar[str] = "branch_id"

    class StartsAt(models.TextChoices):
        BRANCH = "branch", "at the branch"
        HOME = "home", "at home"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    network_level = models.PositiveSmallIntegerField(default=0, help_text="0 none … 4 teaches")
    languages = models.CharField(max_length=100, blank=True, help_text="Codes, as in en, es.")
    started_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    day_starts_at = models.CharField(max_length=6, choices=StartsAt.choices, default=StartsAt.BRANCH)
    # Empty: they work when their branch does, break as the dealership does, and may stay as long as it lets people.
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    break_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    break_earliest = models.CharField(max_length=5, blank=True, help_text="As in 11:30.")
    break_latest = models.CharField(max_length=5, blank=True, help_text="As in 13:30.")
    overtime_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    clearances = models.CharField(max_length=300, blank=True, help_text="As sites name them, with commas between.")

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("user", "tenant_id", name="technician_user"),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(ArrivingRow):
    """One claim about how well a technician knows a family of machines or a craft: who says so, on what grounds.

    Claims are added and revoked, never changed, so that a level can be told for any day; only a claim that came in a
    file is the file's to correct. The level of a day is reckoned by `levels.py`.
    """

    branch_path: ClassVar[str] = "technician__branch_id"

    class Level(models.IntegerChoices):
        NONE = 0, "none"
        LEARNING = 1, "learning"
        ASSISTED = 2, "assisted"
        INDEPENDENT = 3, "independent"
        TEACHES = 4, "teaches"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    source = models.CharField(max_length=11, choices=Source.choices(), default=Source.OBSERVED)
    # Empty where it came in a file, or was written down before claims were kept.
    by_name = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    # Since always, and for ever, where empty; the last day still counts.
    valid_from = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    # From this day on it counts no more.
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by_name = models.CharField(max_length=200, blank=True)
    revoked_why = models.CharField(max_length=300, blank=True)

    class Meta(ArrivingRow.Meta):
        indexes = [models.Index(fields=["technician", "name"], name="skill_technician_name")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_level_display()}"


class Certification(ArrivingRow):
    """A vendor's certificate for a product line, and until when it holds; one that renews another is a new row."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    vendor = models.CharField(max_length=100)
    line = models.CharField(max_length=100)
    programme = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=60, blank=True)
    got_on = models.DateField(null=True, blank=True)
    # The last day on which it counts, with the vendor's grace; empty: it holds for ever.
    expires_on = models.DateField(null=True, blank=True)
    # How the vendor reckons that day (expiry.py); what came in a file names the day itself.
    rule = models.CharField(max_length=8, choices=ExpiryRule.choices(), default=ExpiryRule.FIXED)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=0)
    # The latest of the reminders (expiry.py) that somebody had, in days before it is to be renewed.
    reminded_days = models.PositiveSmallIntegerField(null=True, blank=True)
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta(ArrivingRow.Meta):
        indexes = [
            models.Index(fields=["technician"], name="certification_technician"),
            models.Index(fields=["renews"], name="certification_renews", condition=models.Q(renews__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.line}"


class Home(ArrivingRow):
    """Where a technician lives, on a row of its own: lists, files and the history of technicians never carry it."""

    branch_path: ClassVar[str] = "technician__branch_id"

    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("technician", "tenant_id", name="home_once"),
        ]

    def __str__(self) -> str:
        return f"home of {self.technician}"


class Answerable(ArrivingRow):
    """Who is answerable for a customer since a day, until the next row's day; nobody where it names nobody."""

    branch_path: ClassVar[str] = "customer__branch_id"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    technician = models.ForeignKey(
        Technician, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    since_on = models.DateField()

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint("customer", "since_on", "tenant_id", name="answerable_once_a_day"),
        ]
        indexes = [models.Index(fields=["technician"], name="answerable_technician")]

    def __str__(self) -> str:
        return f"{self.technician or 'nobody'} since {self.since_on}"


class Wish(ArrivingRow):
    """Whom not to send to a customer, or whom only, and why; inside only, a customer never reads it."""

    branch_path: ClassVar[str] = "customer__branch_id"

    class Kind(models.TextChoices):
        NEVER = "never", "don't send"
        ONLY = "only", "send only"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    technician = models.ForeignKey(Technician, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    why = models.CharField(max_length=300)
    ended_on = models.DateField(null=True, blank=True)

    class Meta(ArrivingRow.Meta):
        constraints = [
            *ArrivingRow.Meta.constraints,
            models.UniqueConstraint(
                "customer",
                "technician",
                "tenant_id",
                name="wish_once",
                condition=models.Q(ended_on__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["technician"], name="wish_technician")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.technician}"
