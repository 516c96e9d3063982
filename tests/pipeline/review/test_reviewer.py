"""Who is asking."""

from __future__ import annotations

import pytest

from pipeline.review.reviewer import LONGEST_NAME, local_path, tidy_name
from tests.review_app import Browser


def test_the_name_that_was_typed_is_kept_in_the_browser(browser: Browser) -> None:
    browser.submit("/revisor", nombre="  Éva\n<b>María ", volver="/")
    assert "Éva &lt;b&gt;María" in browser.get("/").text


def test_without_one_the_user_of_the_machine_reviews(browser: Browser) -> None:
    browser.submit("/revisor", nombre="Eva", volver="/")
    browser.submit("/revisor", nombre="  ", volver="/")
    assert 'value="ana"' in browser.get("/").text


def test_a_cookie_that_was_tampered_with_does_no_harm(browser: Browser) -> None:
    browser.cookies.set("revisor", "%0d%0aSet-Cookie:x%00%ff")
    assert browser.get("/").status_code == 200


def test_one_comes_back_to_the_page_where_one_was(browser: Browser) -> None:
    answer = browser.post(
        "/revisor",
        data={"csrftoken": browser.token(), "nombre": "Eva", "volver": "/documentos"},
        follow_redirects=False,
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/documentos")


@pytest.mark.parametrize("text", ["//otro.example", "https://otro.example", "/\\otro.example", "", "x", "/a\r\nb"])
def test_never_to_another_site(text: str) -> None:
    assert local_path(text) == "/"


def test_names_are_one_line_and_not_too_long() -> None:
    assert tidy_name(" a\tb\u202e c ") == "a b c"
    assert len(tidy_name("x" * 1000)) == LONGEST_NAME
