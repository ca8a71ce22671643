"""Accounts of invented people, with which each part in the portal can be played."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.crypto import salted_hmac

from home.geography.models import CountryMembership, Prison, PrisonMembership
from home.users.models import User
from providers.content.reading import Row
from providers.models import Provider, ProviderMembership

HERE = Path(__file__).parent
EDITORS = "Editors"
LOADER = "demonstration"
OWN_LANGUAGE = {"EE": "et", "LT": "lt"}


@dataclass(frozen=True)
class Account:
    """One line of the table that `make run` prints. `part` says in English who this is."""

    email: str
    part: str
    language: str


def password_of_this_installation() -> str:
    """The password that all demonstration accounts share: made from the installation's secret, never stored."""
    return f"demo-{salted_hmac('demonstration accounts', 'password').hexdigest()[:10]}"


def load_accounts(*, rows: list[Row], today: date, password: str) -> None:
    """Make the accounts that are missing, with memberships from the first of the month; leave the others alone.

    `rows` are the providers of data.yaml: each has one worker.
    """
    people = _people()
    since = today.replace(day=1)
    for row in people["officers"]:
        prison = Prison.objects.get(code=row["prison"])
        user = _user(people, row, password)
        PrisonMembership.objects.get_or_create(user=user, prison=prison, defaults={"start": since})
    for row in people["coordinators"]:
        user = _user(people, row, password)
        CountryMembership.objects.get_or_create(user=user, country=row["country"], defaults={"start": since})
    for row in people["editors"]:
        _user(people, row, password).groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    for row in rows:
        provider = Provider.objects.get(code=row["code"])
        user = _user(people, _worker(row), password)
        ProviderMembership.objects.get_or_create(user=user, provider=provider, defaults={"start": since})


def loader() -> User:
    """The account in whose name invented numbers are entered: closed from the start, nobody signs in with it."""
    email = f"{LOADER}@{_people()['domain']}"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email, None, name=LOADER, deactivated_at=timezone.now())


def account(login: str) -> User | None:
    """The account of one of the invented people, by the part of its address before the "@"; None where it is gone."""
    return User.objects.filter(email=_email(_people(), {"login": login}), is_active=True).first()


def accounts(rows: list[Row]) -> Iterator[Account]:
    """Every demonstration account, officers first; `rows` are the providers of data.yaml."""
    people = _people()
    for row in people["officers"]:
        yield _account(people, row, f"officer of {Prison.objects.get(code=row['prison']).name_in('en')}")
    for row in rows:
        yield _account(people, _worker(row), f"worker of {row['names']['en']} ({row['country']})")
    for row in people["coordinators"]:
        yield _account(people, row, f"coordinator, {row['country']}")
    for row in people["editors"]:
        yield _account(people, row, "editor of pages (/cms/)")


def _people() -> Row:
    people: Row = yaml.safe_load((HERE / "accounts.yaml").read_text(encoding="utf-8"))
    return people


def _worker(row: Row) -> Row:
    language = OWN_LANGUAGE[row["country"]]
    return {"login": row["worker"], "name": row["names"][language], "language": language}


def _account(people: Row, row: Row, part: str) -> Account:
    return Account(_email(people, row), part, row["language"])


def _email(people: Row, row: Row) -> str:
    return f"{row['login']}@{people['domain']}"


def _user(people: Row, row: Row, password: str) -> User:
    email = _email(people, row)
    return User.objects.filter(email=email).first() or User.objects.create_user(
        email, password, name=row["name"], language=row["language"]
    )
