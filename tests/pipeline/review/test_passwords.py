"""How passwords are kept."""

from pipeline.review.passwords import hash_password, is_outdated, is_right


def test_a_hash_is_argon2id_and_of_its_own_each_time() -> None:
    first, second = hash_password("abc"), hash_password("abc")
    assert first != second
    assert first.startswith("$argon2id$")
    assert not is_outdated(first)
    assert is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$WPtAGt3s7Sk")


def test_only_the_same_password_is_right() -> None:
    kept = hash_password("contraseña")
    assert is_right("contraseña", kept)
    for wrong in ("", "Contraseña", "contraseña ", "x" * 10_000):
        assert not is_right(wrong, kept)
    assert not is_right("contraseña", "no es un hash")
    assert not is_right("", None), "an account that does not exist has no password, not an empty one"
