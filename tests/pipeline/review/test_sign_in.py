"""Signing in and out: the right password opens a session, guessing is stopped, and everything is noted."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from pipeline.review.passwords import hash_password
from pipeline.store import Store
from pipeline.store.accounts import EntryLimits
from tests.review_app import HOST, Browser, app_settings, browsing

PASSWORD = "una frase que nadie adivina"


@pytest.fixture(scope="module")
def kept() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def eva(store: Store, kept: str) -> str:
    store.accounts.add("Eva Ruiz", "reviewer", kept)
    return "Eva Ruiz"


def enter(browser: Browser, name: str, password: str = PASSWORD, back: str = "/catalogo") -> httpx.Response:
    browser.get("/entrar")
    form = {"csrftoken": browser.cookies["csrftoken"], "nombre": name, "clave": password, "volver": back}
    return browser.post("/entrar", data=form, follow_redirects=False)


def kinds(store: Store) -> list[str]:
    return [access.kind for access in store.accounts.audit()][::-1]


def test_one_is_led_back_to_the_page_that_was_asked_for(browser: Browser, eva: str) -> None:
    first = browser.get("/documentos?buscar=a&estado=done", follow_redirects=False)
    page = browser.get(first.headers["location"])
    assert 'value="/documentos?buscar=a&amp;estado=done"' in page.text
    answer = enter(browser, "  eva  RUIZ ", back="/documentos?buscar=a")
    assert (answer.status_code, answer.headers["location"]) == (303, "/documentos?buscar=a")
    assert "Eva Ruiz" in browser.get("/").text


def test_never_to_another_site(browser: Browser, eva: str) -> None:
    assert enter(browser, eva, back="https://otro.example").headers["location"] == "/"


@pytest.mark.parametrize(("name", "password"), [("Eva Ruiz", "otra cosa"), ("Nadie", PASSWORD), ("", ""), ("\0", "\0")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(browser: Browser, eva: str, name: str, password: str) -> None:
    answer = enter(browser, name, password)
    assert answer.status_code == 401
    assert "El nombre o la clave no son correctos" in answer.text
    assert "sesion" not in browser.cookies


def test_guessing_is_stopped_even_with_the_right_password(browser: Browser, store: Store, eva: str) -> None:
    for _ in range(EntryLimits().of_pair):
        assert enter(browser, eva, "otra cosa").status_code == 401
    answer = enter(browser, eva)
    assert answer.status_code == 429
    assert "espere quince minutos" in answer.text
    assert kinds(store)[-2:] == ["attempt", "limited"]


def test_what_is_decided_stands_under_the_name_of_the_account(browser: Browser, store: Store, eva: str) -> None:
    enter(browser, eva)
    browser.cookies.set("revisor", "Otra%20persona")
    browser.upload(("a.pdf", b"%PDF-a"))
    assert store.batch(1).by == eva


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser, eva: str) -> None:
    cookie = enter(browser, eva).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.replace("; ", ";").split(";"))


def test_behind_tls_it_is_sent_by_tls_only(store: Store, tmp_path: Path, eva: str) -> None:
    settings = app_settings(tmp_path, public="https://a.example", hosts=frozenset({"a.example"}))
    with browsing(store, settings) as browser:
        browser.base_url = httpx.URL("https://a.example")
        page = browser.get("/entrar")
        assert "; Secure" in page.headers["set-cookie"]
        form = {"csrftoken": browser.cookies["csrftoken"], "nombre": eva, "clave": PASSWORD, "volver": "/"}
        for origin, status in (("https://a.example", 303), ("http://a.example", 403), (HOST, 403)):
            answer = browser.post("/entrar", data=form, headers={"origin": origin}, follow_redirects=False)
            assert answer.status_code == status
        cookie = browser.post("/entrar", data=form, follow_redirects=False).headers["set-cookie"]
        assert cookie.startswith("__Host-sesion=")
        assert "Secure" in cookie


def test_who_goes_out_is_out_whatever_the_browser_keeps(browser: Browser, store: Store, eva: str) -> None:
    enter(browser, eva)
    token = browser.cookies["sesion"]
    browser.submit("/salir")
    browser.cookies.set("sesion", token)
    assert browser.get("/", follow_redirects=False).status_code == 303
    assert kinds(store) == ["added", "attempt", "entered", "left"]


def test_every_session_has_a_token_of_its_own(browser: Browser, store: Store, eva: str) -> None:
    tokens = set()
    for _ in range(3):
        enter(browser, eva)
        tokens.add(browser.cookies["sesion"])
    assert len(tokens) == 3


def change(browser: Browser, before: str, after: str, again: str | None = None) -> httpx.Response:
    return browser.submit("/clave", anterior=before, nueva=after, repetida=after if again is None else again)


def test_a_new_password_ends_the_other_sessions(browser: Browser, store: Store, eva: str) -> None:
    elsewhere = store.accounts.enter(eva, "", 60.0)
    enter(browser, eva)
    assert "Su clave cambió" in change(browser, PASSWORD, "otra frase bien larga").text
    assert store.accounts.of_session(elsewhere, "browser") is None
    assert browser.get("/").status_code == 200
    assert enter(browser, eva).status_code == 401
    assert enter(browser, eva, "otra frase bien larga").status_code == 303


@pytest.mark.parametrize(
    ("before", "after", "again", "says"),
    [
        ("no es", "otra frase bien larga", None, "no son correctos"),
        (PASSWORD, "corta", None, "debe tener de 10"),
        (PASSWORD, "x" * 201, None, "debe tener de 10"),
        (PASSWORD, "hola eva ruiz hola", None, "fácil de adivinar"),
        (PASSWORD, "aaaaaaaaaaaa", None, "fácil de adivinar"),
        (PASSWORD, "otra frase bien larga", "y otra", "no son iguales"),
    ],
)
def test_a_password_that_is_not_taken(
    browser: Browser, store: Store, eva: str, before: str, after: str, again: str | None, says: str
) -> None:
    enter(browser, eva)
    answer = change(browser, before, after, again)
    assert (answer.status_code, says in answer.text) == (422, True)
    assert "password" not in kinds(store)


def test_without_accounts_there_is_no_password(browser: Browser) -> None:
    assert browser.get("/clave").status_code == 404


def test_with_accounts_nobody_takes_another_name(browser: Browser, eva: str) -> None:
    enter(browser, eva)
    assert browser.submit("/revisor", nombre="Luis").status_code == 403


def test_administrators_see_who_came_in(browser: Browser, store: Store, kept: str) -> None:
    store.accounts.add("Luis", "administrator", kept, "raíz")
    enter(browser, "Luis", "otra cosa")
    enter(browser, "Luis")
    shown = browser.get("/cuentas").text
    assert all(words in shown for words in ("Intentó entrar", "Entró", "Cuenta agregada", "raíz", "testclient"))
    assert "argon2" not in shown
