"""Contacts are changed by their providers: each gets an id that may leave the house."""

import uuid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_ids(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Contact = apps.get_model("providers", "Contact")
    for row in Contact.objects.filter(public_id=None):
        Contact.objects.filter(pk=row.pk).update(public_id=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("providers", "0005_translating")]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="public_id",
            field=models.UUIDField(null=True, editable=False),
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="contact",
            name="public_id",
            field=models.UUIDField(unique=True, default=uuid.uuid4, editable=False),
        ),
    ]
