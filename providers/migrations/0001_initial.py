import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import providers.constraints
import providers.models.codes


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("geography", "0001_initial"),
        ("services", "0001_initial"),
        ("users", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.SlugField(max_length=80, unique=True, verbose_name="code")),
                (
                    "country",
                    models.CharField(
                        choices=[("EE", "Estonia"), ("LT", "Lithuania")], max_length=2, verbose_name="country"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_et", models.CharField(blank=True, max_length=200, verbose_name="name in Estonian")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("name_ru", models.CharField(blank=True, max_length=200, verbose_name="name in Russian")),
                ("name_lt", models.CharField(blank=True, max_length=200, verbose_name="name in Lithuanian")),
                ("also_called", models.CharField(blank=True, max_length=200, verbose_name="also called")),
                ("together_with", models.CharField(blank=True, max_length=200, verbose_name="together with")),
                ("web", models.CharField(blank=True, max_length=200, verbose_name="web address")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone")),
                (
                    "programme_period",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="programme period, as published"
                    ),
                ),
                (
                    "is_demonstration",
                    models.BooleanField(default=False, verbose_name="invented, for demonstration"),
                ),
                (
                    "only_in_language",
                    models.CharField(
                        blank=True, max_length=5, verbose_name="only in the list of this language"
                    ),
                ),
                ("source_documents", models.TextField(blank=True, verbose_name="source documents")),
                ("archived_at", models.DateTimeField(blank=True, null=True, verbose_name="archived at")),
            ],
            options={
                "verbose_name": "provider",
                "verbose_name_plural": "providers",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("country__in", ["EE", "LT"])), name="provider_country_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="provider_has_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="town, as stated")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street")),
                ("postcode", models.CharField(blank=True, max_length=20, verbose_name="postcode")),
                ("note_et", models.CharField(blank=True, max_length=300, verbose_name="note in Estonian")),
                ("note_en", models.CharField(blank=True, max_length=300, verbose_name="note in English")),
                ("note_ru", models.CharField(blank=True, max_length=300, verbose_name="note in Russian")),
                ("note_lt", models.CharField(blank=True, max_length=300, verbose_name="note in Lithuanian")),
                (
                    "prison",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="geography.prison",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="locations",
                        to="geography.region",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="locations",
                        to="providers.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "location",
                "verbose_name_plural": "locations",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("SERVICE_MANAGER", "service manager"),
                            ("PROJECT_MANAGER", "project manager"),
                            ("CONTACT", "contact person"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone, as published")),
                (
                    "phone_e164",
                    models.CharField(blank=True, max_length=20, verbose_name="phone, for dialling"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "published_for",
                    models.CharField(blank=True, max_length=40, verbose_name="as published for"),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
                (
                    "location",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="providers.location",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="providers.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["SERVICE_MANAGER", "PROJECT_MANAGER", "CONTACT"])),
                        name="contact_role_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="up to, not including")),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="providers.provider",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "worker of a provider",
                "verbose_name_plural": "workers of providers",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gt", models.F("start")), _connector="OR"
                        ),
                        name="providermembership_end_after_start",
                        violation_error_message="The last day must come after the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceAtLocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "unit_kind",
                    models.CharField(
                        choices=[
                            ("BED", "bed"),
                            ("CASELOAD", "slot of a caseload"),
                            ("SEAT", "seat in a course"),
                        ],
                        max_length=10,
                        verbose_name="kind of place",
                    ),
                ),
                ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                (
                    "house_rules",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[
                            providers.models.codes.CodeList(
                                [
                                    "WOMEN_ONLY",
                                    "MEN_ONLY",
                                    "NO_CHILDREN",
                                    "SOBER",
                                    "NO_VIOLENCE_OFFENCES",
                                    "NO_SEXUAL_OFFENCES",
                                    "NO_ARSON",
                                ]
                            )
                        ],
                        verbose_name="house rules",
                    ),
                ),
                (
                    "characteristics",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[
                            providers.models.codes.CodeList(
                                ["STEP_FREE", "SINGLE_ROOM", "WOMEN_ONLY", "GROUND_FLOOR", "CHILDREN", "PET"]
                            )
                        ],
                        verbose_name="characteristics",
                    ),
                ),
                (
                    "turnaround_days",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="working days a place stays empty"
                    ),
                ),
                (
                    "max_age_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="days until numbers are out of date"
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="working days to answer an offer"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="numbers confirmed at"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="providers.location",
                    ),
                ),
                (
                    "prisons",
                    models.ManyToManyField(blank=True, related_name="served_by", to="geography.prison"),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="providers.provider",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(blank=True, related_name="served_by", to="geography.region"),
                ),
                (
                    "service_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_at",
                        to="services.servicetype",
                    ),
                ),
            ],
            options={
                "verbose_name": "service at a location",
                "verbose_name_plural": "services at locations",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["service_type", "provider"],
                        name="service_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit_kind__in", ["BED", "CASELOAD", "SEAT"])),
                        name="service_unit_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_age_days__gt", 0)), name="service_max_age_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer_days__gt", 0)), name="service_answer_days_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="services.programme",
                    ),
                ),
                (
                    "service_at_location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="providers.serviceatlocation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service_at_location", "programme"), name="programme_offer_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="serviceatlocation",
            name="programmes",
            field=models.ManyToManyField(
                related_name="offered_by", through="providers.ProgrammeOffer", to="services.programme"
            ),
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(blank=True, null=True, verbose_name="up to, not including")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service_at_location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="providers.serviceatlocation",
                    ),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ["start", "id"],
                "indexes": [models.Index(fields=["service_at_location", "start"], name="pause_of_service")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end__isnull", True), ("end__gte", models.F("start")), _connector="OR"
                        ),
                        name="pause_end_not_before_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                (
                    "characteristics",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[
                            providers.models.codes.CodeList(
                                ["STEP_FREE", "SINGLE_ROOM", "WOMEN_ONLY", "GROUND_FLOOR", "CHILDREN", "PET"]
                            )
                        ],
                        verbose_name="characteristics",
                    ),
                ),
                ("opens", models.DateField(blank=True, null=True, verbose_name="from")),
                ("closes", models.DateField(blank=True, null=True, verbose_name="up to, not including")),
                (
                    "service_at_location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="providers.serviceatlocation",
                    ),
                ),
            ],
            options={
                "verbose_name": "house, mentor or course",
                "verbose_name_plural": "houses, mentors and courses",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens__isnull", True),
                            ("closes__isnull", True),
                            ("closes__gt", models.F("opens")),
                            _connector="OR",
                        ),
                        name="unitgroup_closes_after_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CapacityStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.DateField(verbose_name="from")),
                ("places", models.PositiveIntegerField(verbose_name="places")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="providers.unitgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of places",
                "verbose_name_plural": "numbers of places",
                "ordering": ["group", "start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "start"),
                        name="capacity_step_once_a_day",
                        violation_error_message="There is already a number from this date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 0)), name="capacity_step_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "characteristics",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[
                            providers.models.codes.CodeList(
                                ["STEP_FREE", "SINGLE_ROOM", "WOMEN_ONLY", "GROUND_FLOOR", "CHILDREN", "PET"]
                            )
                        ],
                        verbose_name="characteristics",
                    ),
                ),
                ("opens", models.DateField(verbose_name="from")),
                ("closes", models.DateField(blank=True, null=True, verbose_name="up to, not including")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="providers.unitgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "ordering": ["group", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "number"), name="unit_number_once_a_group"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes__isnull", True), ("closes__gte", models.F("opens")), _connector="OR"
                        ),
                        name="unit_closes_not_before_opens",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Void",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(verbose_name="up to, not including")),
                ("places", models.PositiveIntegerField(default=1, verbose_name="places")),
                (
                    "reason",
                    models.CharField(
                        choices=[("REPAIRS", "repairs"), ("LEAVE", "leave"), ("OTHER", "another reason")],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voids",
                        to="providers.unitgroup",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voids",
                        to="providers.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "temporarily closed place",
                "verbose_name_plural": "temporarily closed places",
                "ordering": ["start", "id"],
                "indexes": [models.Index(fields=["group", "end"], name="void_of_group")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="void_end_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__gt", 0)), name="void_places_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit__isnull", True), ("places", 1), _connector="OR"),
                        name="void_of_one_named_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["REPAIRS", "LEAVE", "OTHER"])),
                        name="void_reason_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(verbose_name="up to, not including")),
                ("limit_end", models.DateField(blank=True, null=True, verbose_name="may last until")),
                (
                    "requirement_codes",
                    models.JSONField(blank=True, default=list, verbose_name="needs of the place"),
                ),
                (
                    "firmness",
                    models.CharField(
                        choices=[
                            ("PROVISIONAL", "a place is kept"),
                            ("OFFERED", "offered to the provider"),
                            ("ACCEPTED", "accepted by the provider"),
                            ("PRESENT", "the person is there"),
                        ],
                        max_length=20,
                        verbose_name="how firm",
                    ),
                ),
                ("holder", models.UUIDField(db_index=True)),
                ("hold_expires_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="services.programme",
                    ),
                ),
                (
                    "service_at_location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stays",
                        to="providers.serviceatlocation",
                    ),
                ),
            ],
            options={
                "verbose_name": "stay",
                "verbose_name_plural": "stays",
                "ordering": ["start", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("hold_expires_at__isnull", False), ("released_at__isnull", True)),
                        fields=["hold_expires_at"],
                        name="stay_hold_to_expire",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="stay_end_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit_end__isnull", True), ("end__lte", models.F("limit_end")), _connector="OR"
                        ),
                        name="stay_within_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("firmness__in", ["PROVISIONAL", "OFFERED", "ACCEPTED", "PRESENT"])
                        ),
                        name="stay_firmness_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hold_expires_at__isnull", True),
                            ("firmness__in", ["PROVISIONAL", "OFFERED"]),
                            _connector="OR",
                        ),
                        name="stay_only_unsure_expires",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("holder",),
                        name="stay_one_for_a_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occupation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=[("STAY", "stay"), ("CLOSED", "closed")], max_length=10)),
                ("start", models.DateField()),
                ("blocked_until", models.DateField()),
                ("released_at", models.DateField(blank=True, null=True)),
                (
                    "stay",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occupations",
                        to="providers.stay",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="occupations",
                        to="providers.unit",
                    ),
                ),
                (
                    "void",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="providers.void",
                    ),
                ),
            ],
            options={
                "ordering": ["unit", "start"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=["unit", "blocked_until", "start"],
                        name="occupation_live",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("blocked_until__gt", models.F("start"))),
                        name="occupation_blocked_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "STAY"), ("stay__isnull", False), ("void__isnull", True)),
                            models.Q(("kind", "CLOSED"), ("stay__isnull", True), ("void__isnull", False)),
                            _connector="OR",
                        ),
                        name="occupation_stay_or_closed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True), ("stay__isnull", False)),
                        fields=("stay",),
                        name="occupation_one_for_a_stay",
                    ),
                    providers.constraints.NoOverlap(
                        end="blocked_until",
                        given_back="released_at",
                        key="unit",
                        name="occupation_no_overlap",
                        start="start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Overstay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("start", models.DateField(verbose_name="from")),
                ("end", models.DateField(verbose_name="expected to end")),
                ("blocked_until", models.DateField()),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overstays",
                        to="providers.stay",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overstays",
                        to="providers.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "overstay",
                "verbose_name_plural": "overstays",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))), name="overstay_end_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("blocked_until__gte", models.F("end"))),
                        name="overstay_blocked_to_its_end",
                    ),
                ],
            },
        ),
    ]
