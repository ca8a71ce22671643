"""The day asked for and the last day that help may begin. Nobody had been asked before: both are the start."""

from typing import Any

from django.db import migrations, models


def as_asked(apps: Any, schema_editor: Any) -> None:
    requests = apps.get_model("referrals", "ServiceRequest").objects.using(schema_editor.connection.alias)
    requests.update(asked_start=models.F("start"), latest_start=models.F("start"))


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]

    operations = [
        migrations.AddField("servicerequest", "asked_start", models.DateField(null=True)),
        migrations.AddField("servicerequest", "latest_start", models.DateField(null=True)),
        migrations.RunPython(as_asked, migrations.RunPython.noop, elidable=True),
    ]
