"""Accounts, their sites and people, what they want, and what their contracts entitle them to."""

from typing import ClassVar

from django.db import models

from steadyhand.business.dealership.models import Branch, Calendar
from steadyhand.shared.rows import ArrivingRow


class Customer(ArrivingRow):
    """An account. `ref` is its customer number."""

    branch_path: ClassVar[str] = "branch_id"

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    segment = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, default="en")
    is_on_credit_hold = models.BooleanField(default=False)
    customer_since_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta(ArrivingRow.Meta):
        indexes = [
            models.Index(fields=["branch", "name"], name="customer_name"),
            models.Index(fields=["tenant_id", "name", "id"], name="customer_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Site(ArrivingRow):
    """A place where a customer's machines stand."""

    branch_path: ClassVar[str] = "customer__branch_id"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=60, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    how_to_get_in = models.TextField(blank=True)
    # In the words of whoever guards it, `county court badge`; only technicians who hold it are let in.
    clearance = models.CharField(max_length=100, blank=True)
    # Shown to the visiting technician on the day of the visit, to nobody else.
    door_code = models.CharField(max_length=60, blank=True)

    class Meta(ArrivingRow.Meta):
        indexes = [models.Index(fields=["customer"], name="site_customer")]

    def __str__(self) -> str:
        return self.name or self.street or self.city

    @property
    def address(self) -> str:
        place = " ".join(part for part in (self.city, self.region, self.postcode) if part)
        return ", ".join(part for part in (self.street, place) if part)


class Contact(ArrivingRow):
    """A person at a customer."""

    branch_path: ClassVar[str] = "customer__branch_id"

    class Channel(models.TextChoices):
        PHONE = "phone", "phone"
        EMAIL = "email", "e-mail"
        SMS = "sms", "text message"
        NONE = "none", "please don't"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    mobile = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    # The address that letters have come back from: nothing is sent to it until another stands above.
    email_returned = models.EmailField(blank=True)
    language = models.CharField(max_length=8, blank=True)
    preferred_channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.PHONE)
    has_agreed_to_email = models.BooleanField(default=False)
    has_agreed_to_sms = models.BooleanField(default=False)
    agreed_on = models.DateField(null=True, blank=True)
    has_left = models.BooleanField(default=False)

    class Meta(ArrivingRow.Meta):
        indexes = [
            models.Index(fields=["customer"], name="contact_customer"),
            models.Index(fields=["site"], name="contact_site", condition=models.Q(site__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name


class Goal(ArrivingRow):
    """What a customer wants for their own business, in their words."""

    branch_path: ClassVar[str] = "customer__branch_id"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()
    said_by = models.CharField(max_length=200)
    said_on = models.DateField()
    is_reached = models.BooleanField(default=False)

    class Meta(ArrivingRow.Meta):
        indexes = [models.Index(fields=["customer"], name="goal_customer")]

    def __str__(self) -> str:
        return self.words


class Contract(ArrivingRow):
    """What a customer is entitled to, for which machines, until when. `ref` is the contract number."""

    branch_path: ClassVar[str] = "customer__branch_id"

    class ResponseTerm(models.TextChoices):
        EACH_CALL = "each_call", "at most, for each call"
        QUARTERLY_AVERAGE = "quarterly_average", "on average, over a quarter"

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    covers_parts = models.BooleanField(default=True)
    covers_labour = models.BooleanField(default=True)
    covers_toner = models.BooleanField(default=True)
    covers_network = models.BooleanField(default=False)
    needs_purchase_order = models.BooleanField(default=False)
    purchase_order = models.CharField(max_length=60, blank=True)
    response_minutes = models.PositiveIntegerField(null=True, blank=True)
    response_term = models.CharField(
        max_length=20, choices=ResponseTerm.choices, default=ResponseTerm.QUARTERLY_AVERAGE
    )
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    lease_ends_on = models.DateField(null=True, blank=True)
    lessor = models.CharField(max_length=100, blank=True)

    class Meta(ArrivingRow.Meta):
        # None by their last day: SQLite would read the year's endings of all branches by it, where one's are few.
        indexes = [models.Index(fields=["customer"], name="contract_customer")]

    def __str__(self) -> str:
        return self.ref
