"""The column that tells whether an account is active."""

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils import timezone


class _FromDeactivatedAt(DeferredAttribute):
    """Reads and writes `deactivated_at`, so that an instance never holds two answers."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return self if instance is None else instance.deactivated_at is None

    def __set__(self, instance: Any, value: bool | None) -> None:
        # Only presence counts here: what is missing from the dictionary Django takes for not loaded.
        instance.__dict__[self.field.attname] = value
        if value is None:
            return
        since = instance.__dict__.get("deactivated_at")
        instance.deactivated_at = None if value else since or timezone.now()


class ActiveField(models.BooleanField[bool, bool]):
    """True exactly where `deactivated_at` is null.

    Wagtail filters users by an `is_active` column and lets people tick it in its forms; the moment somebody
    was deactivated is what the portal keeps. No default: an unset value leaves `deactivated_at` to decide.
    """

    descriptor_class = _FromDeactivatedAt

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        # Django leaves alone what a base class already has, and AbstractBaseUser has `is_active = True`.
        setattr(cls, self.attname, self.descriptor_class(self))
