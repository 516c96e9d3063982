"""Accounts on either base: names are kept for ever, sessions end when they should, attempts are counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pipeline.store import AccountError, Store
from pipeline.store.accounts import EntryLimits
from pipeline.store.engine import reading, writing


@pytest.fixture
def luis(store: Store) -> str:
    store.accounts.add("Luis", "administrator", "hash")
    return "Luis"


def test_a_name_is_found_however_it_is_typed(store: Store) -> None:
    assert not store.accounts.exist()
    store.accounts.add(" Éva \u202e Ruiz", "reader", "hash")
    found = store.accounts.find("EVA ruiz")
    assert found is not None
    assert (found.name, found.role, found.active) == ("Éva Ruiz", "reader", True)
    assert "hash" not in repr(found)
    assert store.accounts.exist()
    assert not store.accounts.has_administrator()


@pytest.mark.parametrize("name", ["luis", "LUÍS"])
def test_a_name_is_never_used_again(store: Store, luis: str, name: str) -> None:
    store.accounts.add("Otra", "administrator", "hash")
    store.accounts.remove(luis)
    assert store.accounts.find(luis) is None
    with pytest.raises(AccountError, match="Ya existe la cuenta"):
        store.accounts.add(name, "reader", "hash")


@pytest.mark.parametrize("name", ["", "  ", "x" * 81])
def test_a_name_that_is_none(store: Store, name: str) -> None:
    with pytest.raises(AccountError, match="de 1 a 80 letras"):
        store.accounts.add(name, "reader", "hash")


def test_the_last_administrator_stays(store: Store, luis: str) -> None:
    store.accounts.add("Ana", "reviewer", "hash")
    for change in (lambda: store.accounts.remove(luis), lambda: store.accounts.set_role(luis, "reader")):
        with pytest.raises(AccountError, match="única cuenta de administrador"):
            change()
    assert store.accounts.has_administrator()
    store.accounts.set_role("Ana", "administrator")
    store.accounts.remove(luis)
    assert [(account.name, account.active) for account in store.accounts.all()] == [("Ana", True), ("Luis", False)]


def test_an_account_that_does_not_exist_cannot_be_changed(store: Store) -> None:
    with pytest.raises(AccountError, match="No existe la cuenta «x»"):
        store.accounts.set_password("x", "hash")
    with pytest.raises(AccountError):
        store.accounts.give_key("x", 60.0)


def test_a_session_is_its_owners_until_it_ends(store: Store, luis: str) -> None:
    accounts = store.accounts
    token, old, key = accounts.enter(luis, "", 60.0), accounts.enter(luis, "", -1.0), accounts.give_key(luis, 60.0)
    assert accounts.of_session(token, "browser") == accounts.find(luis)
    assert accounts.of_session(key, "program") == accounts.find(luis)
    for given, kind in ((token, "program"), (key, "browser"), (old, "browser"), ("", "browser"), ("\ud800", "browser")):
        assert accounts.of_session(given, kind) is None  # type: ignore[arg-type]
    accounts.set_password(luis, "otro", keep=token)
    assert accounts.of_session(token, "browser") is not None
    assert accounts.of_session(key, "program") is None
    accounts.leave(token, luis, "")
    assert accounts.of_session(token, "browser") is None


def test_the_base_does_not_have_the_token(store: Store, luis: str) -> None:
    token = store.accounts.enter(luis, "", 60.0)
    with reading(store._engine) as connection:
        assert token not in str(connection.execute(text("SELECT * FROM sessions")).all())


LIMITS = EntryLimits(of_pair=3, of_address=5, of_name=7, seconds=60.0)


def test_attempts_are_limited_for_a_name_an_address_and_both(store: Store, luis: str) -> None:
    def tries(name: str, address: str, times: int = 10) -> int:
        return sum(store.accounts.may_try(name, address, LIMITS) for _ in range(times))

    assert tries("luis", "a") == LIMITS.of_pair
    assert tries("ana", "a") == LIMITS.of_address - LIMITS.of_pair
    assert tries("LUIS", "b") == LIMITS.of_pair
    assert tries("luis", "c") == LIMITS.of_name - 2 * LIMITS.of_pair
    assert tries("ana", "c") == LIMITS.of_pair


def test_who_enters_has_not_failed(store: Store, luis: str) -> None:
    for _ in range(2 * LIMITS.of_name):
        assert store.accounts.may_try(luis, "a", LIMITS)
        store.accounts.enter(luis, "a", 60.0)


def test_many_attempts_at_once_are_counted_all_the_same(store: Store, luis: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        allowed = list(threads.map(lambda _: store.accounts.may_try(luis, "a", LIMITS), range(24)))
    assert sum(allowed) == LIMITS.of_pair


def test_attempts_of_long_ago_do_not_count(store: Store, luis: str) -> None:
    limits = LIMITS._replace(seconds=0.0)
    assert all(store.accounts.may_try(luis, "a", limits) for _ in range(20))


def test_the_audit_says_who_did_what_to_whom(store: Store) -> None:
    store.accounts.add("Ana", "reader", "hash", "raíz")
    store.accounts.may_try("Nadie", "10.0.0.1", LIMITS)
    newest, first = store.accounts.audit()
    assert (newest.kind, newest.account, newest.address, newest.by) == ("attempt", "nadie", "10.0.0.1", "")
    assert (first.kind, first.account, first.by) == ("added", "ana", "raíz")


@pytest.mark.parametrize("deed", ["UPDATE access_log SET kind = 'left'", "DELETE FROM access_log"])
def test_the_audit_is_only_added_to(store: Store, luis: str, deed: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing(store._engine) as connection:
        connection.execute(text(deed))
