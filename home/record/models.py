"""What every room records: data keys, receipts, events, and work that is still to be done."""

from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from .constraints import AppendOnly


class DataKey(models.Model):
    """The key that seals what is known about one person in one referral, itself sealed by a master key.

    Deleting the row makes everything sealed under it unreadable, in backups too.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    wrapped = models.BinaryField()
    master_key_id = models.CharField(max_length=40, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.public_id)


class Receipt(models.Model):
    """An operation that was done, so that asking again gives the same result."""

    operation = models.CharField(max_length=80)
    actor_id = models.UUIDField()
    key = models.CharField(max_length=100)
    request_hash = models.CharField(max_length=64)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operation", "actor_id", "key"], name="receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"


class Event(models.Model):
    """What happened: who, when, to what, from which state to which, why. Added, never changed."""

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    # Plain ids, not foreign keys: the record outlives the rows it tells about, and lies below them.
    actor_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    reason_code = models.CharField(max_length=80, blank=True)
    note_sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"], name="event_of_subject"),
            models.Index(fields=["kind", "at"], name="event_of_kind"),
        ]
        constraints = [AppendOnly(name="event_append_only")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class Outbox(models.Model):
    """Work to be done after a change was committed: a mail, an offer, an index update. Public ids only."""

    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    dedupe_key = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outbox_due",
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_sent_or_failed",
                condition=models.Q(sent_at__isnull=True) | models.Q(failed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe_key}"
