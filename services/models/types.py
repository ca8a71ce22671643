"""What kinds of help exist. The fourth service is a new row here, never a new branch of code."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.names import NamedInFour


class UnitKind(models.TextChoices):
    """What one place is."""

    BED = "BED", _("bed")
    CASELOAD = "CASELOAD", _("slot of a caseload")
    SEAT = "SEAT", _("seat in a course")


class GivenWhere(models.TextChoices):
    """Where a service may be given."""

    IN_PRISON = "IN_PRISON", _("in prison")
    AFTER_RELEASE = "AFTER_RELEASE", _("after release")
    BOTH = "BOTH", _("in prison and after release")


class RegionRule(models.TextChoices):
    """What routing asks of the region a person wants to live in."""

    MUST_SERVE = "MUST_SERVE", _("the provider must serve the region")
    ANYWHERE_IN_COUNTRY = "ANYWHERE_IN_COUNTRY", _("from anywhere in the country unless stated otherwise")


class Starts(models.TextChoices):
    """What fixes the first day of a request."""

    ON_RELEASE = "ON_RELEASE", _("on release")
    WHEN_AGREED = "WHEN_AGREED", _("when agreed")


def check_unit_kinds(value: object) -> None:
    """At least one kind of place, and only kinds that exist."""
    if not isinstance(value, list) or not value or not set(value) <= set(UnitKind.values):
        raise ValidationError(_("Name at least one known kind of place."), code="unit_kinds")


class ServiceType(NamedInFour):
    """A kind of help, such as mentoring, with the rules by which it is routed.

    `decision_days` counts days before the start on which the house is named; null means at once.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=50, unique=True)
    unit_kinds = models.JSONField(_("kinds of place"), default=list, validators=[check_unit_kinds])
    given_where = models.CharField(_("where it is given"), max_length=20, choices=GivenWhere.choices)
    needs_release_date = models.BooleanField(_("a release date is needed"))
    region_rule = models.CharField(
        _("what routing asks of the region"), max_length=30, choices=RegionRule.choices
    )
    starts = models.CharField(_("what fixes the first day"), max_length=20, choices=Starts.choices)
    decision_days = models.PositiveSmallIntegerField(
        _("days before the start on which the house is named"), null=True, blank=True
    )
    order = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["order", "code"]

    @property
    def gives_bed(self) -> bool:
        """Whether people move in: they arrive and leave. Whoever gets other help meets somebody, also in prison."""
        return UnitKind.BED in self.unit_kinds
