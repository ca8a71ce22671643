from django.db import migrations, models
from django.db.models import F, Q


def block_until_the_end(apps, schema_editor):
    overstay = apps.get_model("providers", "Overstay")
    overstay.objects.filter(blocked_until__isnull=True).update(blocked_until=F("end"))


class Migration(migrations.Migration):
    """A place that somebody overstayed on stays empty for its turnaround, too."""

    dependencies = [("providers", "0002_pages")]

    operations = [
        migrations.AddField("overstay", "blocked_until", models.DateField(null=True)),
        migrations.RunPython(block_until_the_end, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("overstay", "blocked_until", models.DateField()),
        migrations.AddConstraint(
            "overstay",
            models.CheckConstraint(
                name="overstay_blocked_to_its_end", condition=Q(blocked_until__gte=F("end"))
            ),
        ),
    ]
