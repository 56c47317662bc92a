"""The firm: its branches, calendars, and the people who sign in."""

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from steadyhand.business.dealership.rota.rules import Place
from steadyhand.business.dealership.rules import Role
from steadyhand.shared.identity import new_id
from steadyhand.shared.rows import Row


class Dealership(models.Model):
    """The firm itself. Its id is every other row's tenant_id."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="US", help_text="Two letters, as in US or DE.")
    region = models.CharField(max_length=3, blank=True, help_text="State or province, for its holidays.")
    zone = models.CharField(max_length=64, default="America/Chicago")
    clock = models.CharField(max_length=2, default="12", choices=[("12", "2:40 pm"), ("24", "14:40")])
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_demo = models.BooleanField(default=False)
    # What an administrator has decided about the list of first steps; all else on it is worked out from rows.
    first_steps_put_away_at = models.DateTimeField(null=True, blank=True)
    defaults_suit_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def tenant_id(self) -> UUID:
        return self.id


class Calendar(Row):
    """When work is done: weekly hours and closed days, in a time zone."""

    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=64)
    # {"mon": ["08:00-12:00", "13:00-17:00"], …}: shared.working_hours reads and checks it.
    weekly = models.JSONField()
    holidays_of = models.CharField(max_length=6, blank=True, help_text="Country, or country-region, as in US-OH.")

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "name", name="calendar_name")]

    def __str__(self) -> str:
        return self.name


class ClosedDay(Row):
    """A day on which a calendar does not open, whatever its weekly hours say."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="+", db_index=False)
    closed_on = models.DateField()
    reason = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint("calendar", "closed_on", "tenant_id", name="closed_day_once")]

    def __str__(self) -> str:
        return f"{self.closed_on} {self.reason}"


class Branch(Row):
    """A place the dealership works from."""

    branch_path: ClassVar[str] = "id"

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    zone = models.CharField(max_length=64)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+", db_index=False)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    # Where technicians' days start and end, unless they do so at home.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "code", name="branch_code")]

    def __str__(self) -> str:
        return self.name


class SettingValue(Row):
    """A clock or threshold that this dealership has set for itself. Without a row the setting's default holds."""

    key = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=14, decimal_places=4)

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "key", name="setting_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class PushDevice(Row):
    """A browser that somebody wants to be told on, as it introduced itself: where, and by which keys it reads."""

    user = models.ForeignKey("User", on_delete=models.CASCADE, related_name="+", db_index=False)
    endpoint = models.CharField(max_length=1000)
    # Its SHA-256: a browser is one device, whoever uses it last.
    endpoint_key = models.CharField(max_length=64)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "endpoint_key", name="push_device_once")]
        indexes = [models.Index(fields=["user"], name="push_device_user")]

    def __str__(self) -> str:
        return self.label


class WebhookEndpoint(Row):
    """A program of somebody's that is told what happens here (webhooks/). Its secret is nowhere: it is reckoned."""

    address = models.CharField(max_length=500)
    events = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    is_on = models.BooleanField(default=True)
    # Why it was switched off by itself, in a sentence.
    off_because = models.TextField(blank=True)
    # Since when nothing has arrived; empty while all goes well.
    failing_since = models.DateTimeField(null=True)
    # Until then nothing is tried there: a dead endpoint holds up no other.
    rests_until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # Which of its secrets signs, counted from its first; and those before it that sign beside it: {number: until}.
    secret_number = models.PositiveSmallIntegerField(default=1)
    earlier_secrets = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.address


class UserManager(BaseUserManager["User"]):
    """Users; `of` narrows to a dealership as for any row."""

    def of(self, tenant_id: UUID) -> models.QuerySet["User"]:
        return self.filter(tenant_id=tenant_id)


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in the roles they hold."""

    branch_path: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant_id = models.UUIDField(editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    theme = models.CharField(max_length=5, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint("tenant_id", "email", name="user_email")]

    def __str__(self) -> str:
        return self.name


class RoleHeld(Row):
    """One role of one person, at one branch or (branch empty) at all of them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    role = models.CharField(max_length=20, choices=[(role.value, role.label) for role in Role])
    branch = models.ForeignKey(
        Branch, on_delete=models.CASCADE, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("tenant_id", "user", "role", "branch", name="role_held_once"),
            # Empty differs from empty in a unique key, so "at all branches" needs its own.
            models.UniqueConstraint(
                "tenant_id", "user", "role", name="role_held_everywhere", condition=models.Q(branch__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["user"], name="role_held_user")]

    def __str__(self) -> str:
        return f"{Role(self.role).label}"


class OnCallPattern(Row):
    """How many weeks the rota of a branch goes round in, and the Monday from which they count."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    starts_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("branch", "tenant_id", name="on_call_pattern_once")]

    def __str__(self) -> str:
        return f"{self.weeks} weeks from {self.starts_on}"


class OnCallTurn(Row):
    """Who is on call on one weekday of one week of the pattern; both count from 0, Monday first."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    week = models.PositiveSmallIntegerField()
    weekday = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=6, choices=[(place.value, place.label) for place in Place])
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("branch", "week", "weekday", "place", "tenant_id", name="on_call_turn_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} in week {self.week + 1}"


class OnCallChange(Row):
    """Somebody who is on call on one day though the pattern names another: a swap, a favour."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    duty_on = models.DateField()
    place = models.CharField(max_length=6, choices=[(place.value, place.label) for place in Place])
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("branch", "duty_on", "place", "tenant_id", name="on_call_change_once")]

    def __str__(self) -> str:
        return f"{self.user} on {self.duty_on}"


class Leave(Row):
    """Days on which somebody is away, and who is on call in their stead; `until` is the first day back."""

    branch_path: ClassVar[str] = ""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    starts_on = models.DateField()
    until = models.DateField()
    cover = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "until"], name="leave_until")]

    def __str__(self) -> str:
        return f"{self.user} from {self.starts_on} until {self.until}"
