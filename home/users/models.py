"""People who sign in. They do so by e-mail address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import ActiveField


class UserQuerySet(models.QuerySet["User"]):
    def update(self, **values: Any) -> int:
        """Update; `is_active` and `deactivated_at` move together, as the database demands."""
        if "deactivated_at" in values:
            values["is_active"] = values["deactivated_at"] is None
        elif "is_active" in values:
            values["deactivated_at"] = None if values["is_active"] else timezone.now()
        return super().update(**values)


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=lower_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who may sign in; without a password only a link can let them in.

        Raises ValueError where the address is blank.
        """
        if not email.strip():
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who may do everything in the administration."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. What they may see comes from dated memberships, not from this row."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="et")
    is_staff = models.BooleanField(_("may use the administration"), default=False)
    # The order matters: a row is read field by field, and `is_active` must find this one already set.
    deactivated_at: models.DateTimeField[datetime | str | None, datetime | None] = models.DateTimeField(
        _("deactivated at"), null=True, blank=True
    )
    is_active = ActiveField(_("active"))
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                name="user_active_until_deactivated",
                condition=models.Q(is_active=True, deactivated_at__isnull=True)
                | models.Q(is_active=False, deactivated_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.email = lower_email(self.email)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.email = lower_email(self.email)
        super().save(*args, update_fields=_both_or_neither(update_fields), **kwargs)


def lower_email(address: str) -> str:
    """Return the address as it is stored and looked up."""
    return address.strip().lower()


def _both_or_neither(update_fields: Iterable[str] | None) -> set[str] | None:
    if update_fields is None:
        return None
    fields, pair = set(update_fields), {"is_active", "deactivated_at"}
    return fields | pair if fields & pair else fields
