"""A guard that the database itself keeps: rows that may be added, never changed."""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table

_SQLITE = """
CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s
BEGIN SELECT RAISE(ABORT, 'rows of this table are never changed'); END
"""

# One function serves every such table; it outlives them without harm.
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION portal_refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of this table are never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER %(name)s BEFORE UPDATE ON %(table)s FOR EACH ROW EXECUTE FUNCTION portal_refuse_update()
"""


class AppendOnly(models.BaseConstraint):
    """Refuses every UPDATE of the table with an IntegrityError. Deleting (retention) stays possible.

    A constraint, not a `RunSQL`: SQLite rebuilds a table to alter it, and only what the model's constraints
    bring along is there afterwards.
    """

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None
        assert schema_editor is not None
        # Nothing inside CREATE TABLE. A deferred statement follows the table through SQLite's renaming.
        schema_editor.deferred_sql.append(self._statement(model, schema_editor))
        return None

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None
        assert schema_editor is not None
        return self._statement(model, schema_editor)

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        assert model is not None
        assert schema_editor is not None
        return Statement(
            "DROP TRIGGER %(name)s ON %(table)s",
            table=_table(model, schema_editor),
            name=schema_editor.quote_name(self.name),
        )

    def _statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Statement:
        return Statement(
            _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE,
            table=_table(model, schema_editor),
            name=schema_editor.quote_name(self.name),
        )

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Nothing to say about a row by itself."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AppendOnly) and self.name == other.name

    def __hash__(self) -> int:
        return hash((AppendOnly, self.name))


def _table(model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> Table:
    return Table(model._meta.db_table, schema_editor.quote_name)  # noqa: SLF001 - public, for all its name
