"""Apart from the one before: PostgreSQL refuses to change a table whose rows were changed in the same transaction."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_a_later_start")]

    operations = [
        migrations.AlterField("servicerequest", "asked_start", models.DateField()),
        migrations.AlterField("servicerequest", "latest_start", models.DateField()),
        migrations.AddConstraint(
            "servicerequest",
            models.CheckConstraint(
                condition=models.Q(start__gte=models.F("asked_start"))
                & models.Q(start__lte=models.F("latest_start")),
                name="request_starts_when_it_may",
            ),
        ),
    ]
