"""Tell how a referral was routed, from what was stored at the time."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from referrals.models import Referral
from referrals.numbers import normalise
from referrals.replay import replayed


class Command(BaseCommand):
    help = "Prints every routing decision of a referral with its reasons, as stored. Names no person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="the referral's number, however it was typed: R-7F3K-92QV")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default="en", help="of the sentences (en)")

    def handle(self, *args: Any, **options: Any) -> None:
        number = normalise(options["number"])
        referral = Referral.objects.filter(number=number).first()
        if referral is None:
            raise CommandError(f"There is no referral with the number {number}.")
        with override(options["language"]):
            for line in replayed(referral):
                self.stdout.write(line)
