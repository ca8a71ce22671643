"""The guard that no unit is held twice, kept by the database itself on PostgreSQL and on SQLite."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.utils.translation import gettext_lazy as _

# Immediate: every statement leaves a sound table behind. Deferrable: one UPDATE may move many rows, which
# PostgreSQL then judges by the end of the statement and not row by row.
_EXCLUDE = (
    "CONSTRAINT %(name)s EXCLUDE USING gist ("
    "int8range(%(key)s, %(key)s, '[]') WITH &&, daterange(%(start)s, %(end)s, '[)') WITH &&"
    ") WHERE (%(given_back)s IS NULL) DEFERRABLE INITIALLY IMMEDIATE"
)

# Judged row by row: whoever moves several rows deletes them and inserts them again.
_TRIGGER = """
CREATE TRIGGER %(trigger)s BEFORE %(event)s ON %(table)s
WHEN NEW.%(given_back)s IS NULL
BEGIN
    SELECT RAISE(ABORT, '%(message)s') FROM %(table)s AS other
    WHERE other.%(key)s = NEW.%(key)s AND other.%(given_back)s IS NULL
    AND other.%(end)s > NEW.%(start)s AND other.%(start)s < NEW.%(end)s%(not_itself)s;
END
"""
_SQLITE_EVENTS = {"INSERT": "", "UPDATE": " AND other.%(pk)s <> OLD.%(pk)s"}


class NoOverlap(models.BaseConstraint):
    """Rows with the same `key` never overlap on `[start, end)`, save those whose `given_back` is set.

    `key` is a foreign key to a row with a whole number as its key, `start` and `end` are dates, all four
    are names of fields; the table's own key is `id`. A violation is an IntegrityError.
    """

    default_violation_error_message = _("This place is already taken on some of these days.")

    def __init__(
        self, *, key: str, start: str, end: str, given_back: str, name: str, **messages: Any
    ) -> None:
        super().__init__(name=name, **messages)
        self.key, self.start, self.end, self.given_back = key, start, end, given_back

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None
        assert schema_editor is not None
        # Called for CREATE TABLE, and on SQLite also for the copy `new__…` that an altered table is rebuilt
        # as. Deferred statements follow the copy through its renaming and run once it has its name.
        if schema_editor.connection.vendor == "postgresql":
            return _EXCLUDE % self._columns(model, schema_editor)
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None
        assert schema_editor is not None
        if schema_editor.connection.vendor == "postgresql":
            add = "ALTER TABLE %(table)s ADD " + _EXCLUDE
            return Statement(add, table=_table(model, schema_editor), **self._columns(model, schema_editor))
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None
        assert schema_editor is not None
        # SQLite never comes here: it rebuilds the table, and triggers go with the old one.
        return Statement(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
            table=_table(model, schema_editor),
            name=schema_editor.quote_name(self.name),
        )

    def _triggers(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> list[Statement]:
        columns = self._columns(model, schema_editor)
        return [
            Statement(
                _TRIGGER,
                table=_table(model, schema_editor),
                trigger=schema_editor.quote_name(f"{self.name}_{event.lower()}"),
                event=event,
                message=self.name,
                not_itself=not_itself % columns,
                **columns,
            )
            for event, not_itself in _SQLITE_EVENTS.items()
        ]

    def _columns(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> dict[str, str]:
        fields = {"key": self.key, "start": self.start, "end": self.end, "given_back": self.given_back}
        columns = {part: _field(model, name).column or "" for part, name in fields.items()}
        columns |= {"name": self.name, "pk": "id"}
        return {part: schema_editor.quote_name(column) for part, column in columns.items()}

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ValidationError where the row would overlap another."""
        fields = {self.key, self.start, self.end, self.given_back}
        if fields & set(exclude or ()) or getattr(instance, self.given_back) is not None:
            return
        others = (
            model._default_manager.using(using)  # noqa: SLF001 - public, for all its name
            .exclude(pk=instance.pk)
            .filter(
                **{
                    self.key: getattr(instance, _field(model, self.key).attname),
                    f"{self.given_back}__isnull": True,
                    f"{self.end}__gt": getattr(instance, self.start),
                    f"{self.start}__lt": getattr(instance, self.end),
                }
            )
        )
        if others.exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        names = {"key": self.key, "start": self.start, "end": self.end, "given_back": self.given_back}
        return path, args, {**kwargs, **names}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoOverlap) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((NoOverlap, self.name))


def _table(model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Table:
    return Table(model._meta.db_table, schema_editor.quote_name)  # noqa: SLF001 - public, for all its name


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)  # noqa: SLF001 - public, for all its name
    assert isinstance(field, models.Field)
    return field
