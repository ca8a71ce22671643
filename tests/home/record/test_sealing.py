import base64
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from home.record.keys import Keyring, keyring
from home.record.models import DataKey
from home.record.sealing import (
    KeysMissing,
    SealBroken,
    UnknownMasterKey,
    blind_index,
    new_key,
    rewrap_keys,
    seal,
    unseal,
)

ANSWERS = {"name": "Õie Ülo-Näide", "code": "00000000000", "tags": ["ü", None, 1.5, True], "dates": {}}
OLD = "old:" + base64.b64encode(b"o" * 32).decode()
NEW = "new:" + base64.b64encode(b"n" * 32).decode()


@pytest.mark.django_db
@pytest.mark.parametrize("value", [ANSWERS, [], "", 0, None, "ülo"])
def test_what_was_sealed_is_read_again(value: Any) -> None:
    key = new_key()
    sealed = seal(key=key, value=value, purpose="draft")
    stored = DataKey.objects.get(pk=key.pk)
    assert unseal(key=stored, sealed=sealed, purpose="draft") == value
    assert unseal(key=stored, sealed=memoryview(sealed), purpose="draft") == value


@pytest.mark.django_db
@pytest.mark.parametrize("value", [ANSWERS, [ANSWERS] * 500, [], 0, None])
def test_what_was_packed_is_read_in_the_same_way(value: Any) -> None:
    key = new_key()
    sealed = seal(key=key, value=value, purpose="decision", pack=True)
    assert unseal(key=key, sealed=sealed, purpose="decision") == value
    if len(str(value)) > 1_000:
        assert len(sealed) < len(seal(key=key, value=value, purpose="decision")) / 10


@pytest.mark.django_db
def test_nothing_of_it_can_be_read_in_between() -> None:
    key = new_key()
    sealed = seal(key=key, value=ANSWERS, purpose="draft")
    assert b"lo-N" not in sealed
    assert b"00000" not in sealed
    assert sealed != seal(key=key, value=ANSWERS, purpose="draft")


@pytest.mark.django_db
def test_a_seal_holds_for_its_purpose_only() -> None:
    key = new_key()
    sealed = seal(key=key, value=ANSWERS, purpose="draft")
    with pytest.raises(SealBroken):
        unseal(key=key, sealed=sealed, purpose="note")


@pytest.mark.django_db
def test_a_seal_cannot_move_to_another_person() -> None:
    key, other = new_key(), new_key()
    sealed = seal(key=key, value=ANSWERS, purpose="draft")
    with pytest.raises(SealBroken):
        unseal(key=other, sealed=sealed, purpose="draft")
    # Nor does a key: its wrapping is bound to its row.
    other.wrapped = key.wrapped
    with pytest.raises(SealBroken):
        seal(key=other, value=ANSWERS, purpose="draft")


@pytest.mark.django_db
def test_every_changed_byte_breaks_the_seal() -> None:
    key = new_key()
    sealed = seal(key=key, value="x", purpose="draft")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            unseal(key=key, sealed=bytes(changed), purpose="draft")
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            unseal(key=key, sealed=sealed[:length], purpose="draft")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [float("nan"), {1, 2}, object()])
def test_only_json_is_sealed(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        seal(key=new_key(), value=value, purpose="draft")


@pytest.mark.django_db
def test_new_keys_come_under_the_first_master_key_and_all_unwrap(settings: Settings) -> None:
    settings.SEALING_KEYS = OLD
    key = new_key()
    sealed = seal(key=key, value=ANSWERS, purpose="draft")
    settings.SEALING_KEYS = f"{NEW}, {OLD}"
    assert new_key().master_key_id == "new"
    assert unseal(key=key, sealed=sealed, purpose="draft") == ANSWERS


@pytest.mark.django_db
def test_after_rewrapping_the_old_master_key_may_go(settings: Settings) -> None:
    settings.SEALING_KEYS = OLD
    keys = [new_key() for _ in range(5)]
    sealed = [seal(key=key, value=number, purpose="draft") for number, key in enumerate(keys)]
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    untouched = new_key()
    assert rewrap_keys(batch=2) == 5
    assert rewrap_keys() == 0
    settings.SEALING_KEYS = NEW
    for number, key in enumerate(DataKey.objects.exclude(pk=untouched.pk).order_by("pk")):
        assert unseal(key=key, sealed=sealed[number], purpose="draft") == number


@pytest.mark.django_db
def test_a_master_key_that_is_gone_is_named(settings: Settings) -> None:
    settings.SEALING_KEYS = OLD
    key = new_key()
    settings.SEALING_KEYS = NEW
    with pytest.raises(UnknownMasterKey, match="'old'") as failure:
        seal(key=key, value=1, purpose="draft")
    assert failure.value.key_id == "old"
    with pytest.raises(CommandError, match="'old'"):
        call_command("rewrap_keys")


@pytest.mark.django_db
def test_the_command_says_how_many_it_wrapped(settings: Settings) -> None:
    settings.SEALING_KEYS = OLD
    new_key()
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    out = StringIO()
    call_command("rewrap_keys", stdout=out)
    assert out.getvalue() == "1 data keys wrapped anew\n"


@pytest.mark.parametrize(
    "setting", ["", "old", "old:", "old:not base64!", "old:c2hvcnQ=", f"{OLD},{OLD}", OLD[3:]]
)
def test_unusable_master_keys_are_refused(settings: Settings, setting: str) -> None:
    settings.SEALING_KEYS = setting
    with pytest.raises(KeysMissing) as failure:
        keyring()
    assert "c2hvcnQ=" not in str(failure.value)


def test_keys_are_not_shown_where_the_keyring_is(settings: Settings) -> None:
    assert "oooo" not in repr(Keyring(current="old", keys={"old": b"o" * 32}))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Õie-Mai Ülo", "oie mai ulo"),
        ("ŽYDRŪNĖ", "Žydrūnė"),
        ("Пётр", "ПЕТР"),
        ("380 0101-0000", "38001010000"),
    ],
)
def test_a_name_is_found_however_it_was_typed(typed: str, stored: str) -> None:
    assert blind_index(purpose="name", value=typed) == blind_index(purpose="name", value=stored)


def test_a_blind_index_depends_on_purpose_value_and_key(settings: Settings) -> None:
    index = blind_index(purpose="name", value="Mari")
    others = [blind_index(purpose="code", value="Mari"), blind_index(purpose="name", value="Mary")]
    settings.BLIND_INDEX_KEY = base64.b64encode(b"b" * 32).decode()
    others.append(blind_index(purpose="name", value="Mari"))
    assert len({index, *others}) == 4
    assert all(len(value) == 64 for value in others)


@pytest.mark.parametrize("value", ["", "  ", "–"])
def test_nothing_has_no_index(value: str) -> None:
    with pytest.raises(ValueError, match="nothing to index"):
        blind_index(purpose="code", value=value)


def test_a_missing_index_key_is_told(settings: Settings) -> None:
    settings.BLIND_INDEX_KEY = ""
    with pytest.raises(KeysMissing, match="BLIND_INDEX_KEY"):
        blind_index(purpose="name", value="Mari")


@given(st.text(min_size=1, alphabet=st.characters(categories=["L", "N"])))
def test_case_and_spaces_never_change_an_index(value: str) -> None:
    assert blind_index(purpose="name", value=f" {value.casefold()} ") == blind_index(
        purpose="name", value=value
    )
