"""What is dropped becomes a batch; names are only shown, and what is too much is refused with a page."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from extractores.readers import read_bytes
from pipeline.review.multipart import Upload
from pipeline.review.settings import UploadLimits
from pipeline.review.uploads import FOLDER, clear_uploads, find_documents, shown_name
from pipeline.store import Store
from tests.pdf_builder import PdfBuilder
from tests.review_app import Browser, app_settings, browsing

LIMITS = UploadLimits(file_bytes=2_000, batch_bytes=1_500_000, files=3, ratio=10)


def packed(*members: tuple[str, bytes], encrypted: bool = False) -> bytes:
    """Return a ZIP; an encrypted one only says so, which is what is looked at."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    content = bytearray(file.getvalue())
    if encrypted:
        content[6] |= 1
        content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def names(store: Store, batch: int = 1) -> list[str]:
    return [row.name for row in store.batch(batch).documents]


def nothing_is_left(folder: Path) -> bool:
    return list((folder / FOLDER).iterdir()) == []


def test_several_files_become_a_batch(browser: Browser, store: Store, tmp_path: Path) -> None:
    answer = browser.upload(("a.pdf", b"%PDF-a"), ("b.txt", b"texto"), follow=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/lotes/1")
    assert names(store) == ["a.pdf", "b.txt"]
    assert [store.content_path(row.id).read_bytes() for row in store.batch(1).documents] == [b"%PDF-a", b"texto"]
    assert store.batch(1).by == "ana"
    assert nothing_is_left(tmp_path)


def test_a_large_file_comes_whole(browser: Browser, store: Store) -> None:
    content = bytes(range(256)) * 20_000
    browser.upload(("a.pdf", content))
    assert store.content_path(1).read_bytes() == content


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("C:\\Users\\ana\\matriz.pdf", "matriz.pdf"),
        ("/etc/passwd", "passwd"),
        ("a\0b\u202efdp.exe", "a b fdp.exe"),
        ("x" * 500 + ".pdf", "x" * 196 + ".pdf"),
        ("///", "sin nombre"),
        ("<script>.pdf", "<script>.pdf"),
        ("matríz  ñ.pdf", "matríz ñ.pdf"),
    ],
)
def test_a_name_is_only_what_is_shown(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "<script>alert(1)</script>.pdf", "a\u202eb.pdf", '".pdf', "%2e%2e%2f.pdf"]
)
def test_names_do_no_harm(browser: Browser, store: Store, tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents}
    page = browser.upload((name, b"%PDF-a"))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    written = [path for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("lotaip.db")]
    assert written == [store.content_path(1)]
    assert {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents} == before


def test_a_zip_gives_its_documents(browser: Browser, store: Store, tmp_path: Path) -> None:
    content = packed(
        ("enero/a.pdf", b"%PDF-a"), ("../../b.txt", b"texto"), ("leame.doc", b"x"), ("__MACOSX/._a.pdf", b"x")
    )
    browser.upload(("Matrices.ZIP", content), ("c.pdf", b"%PDF-c"))
    assert sorted(names(store)) == ["a.pdf", "b.txt", "c.pdf"]
    assert nothing_is_left(tmp_path)


def test_the_same_content_is_one_document(browser: Browser, store: Store) -> None:
    browser.upload(("a.pdf", b"%PDF-a"), ("z.zip", packed(("b.pdf", b"%PDF-a"))))
    assert names(store) == ["a.pdf", "b.pdf"]
    assert len({row.id for row in store.batch(1).documents}) == 1


def test_a_zip_without_documents_is_refused(browser: Browser, tmp_path: Path) -> None:
    page = browser.upload(("a.zip", packed(("leame.doc", b"x"))))
    assert (page.status_code, "«a.zip» no contiene" in page.text) == (422, True)
    assert nothing_is_left(tmp_path)


def test_a_file_that_is_no_zip_is_a_document_that_will_fail(browser: Browser, store: Store) -> None:
    browser.upload(("a.zip", b"PK\x03\x04 roto"))
    assert names(store) == ["a.zip"]


def test_an_encrypted_zip_is_refused_with_what_to_do(browser: Browser, store: Store, tmp_path: Path) -> None:
    page = browser.upload(("a.zip", packed(("a.pdf", b"%PDF-a"), encrypted=True)))
    assert (page.status_code, "protegido con contraseña" in page.text) == (422, True)
    assert store.batches() == ()
    assert nothing_is_left(tmp_path)


def test_nothing_at_all_is_refused(browser: Browser, store: Store) -> None:
    page = browser.upload(("", b""))
    assert (page.status_code, "elija al menos uno" in page.text) == (422, True)
    assert store.batches() == ()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([("a.pdf", b"x" * 2_001)], "«a.pdf» supera"),
        ([(f"{n}.pdf", b"x") for n in range(4)], "máximo 3"),
        ([("a.zip", packed(*((f"{n}.pdf", b"x") for n in range(4))))], "máximo 3"),
        ([("a.zip", packed(("a.pdf", bytes(1_400_000))))], "al descomprimirse"),
    ],
    ids=["large file", "many files", "many in a ZIP", "bomb"],
)
def test_too_much_is_refused_with_a_page(
    store: Store, tmp_path: Path, files: list[tuple[str, bytes]], says: str
) -> None:
    with browsing(store, app_settings(tmp_path, uploads=LIMITS)) as browser:
        page = browser.upload(*files)
    assert (page.status_code, says in page.text) == (413, True)
    assert store.batches() == ()
    assert nothing_is_left(tmp_path)


def test_so_is_more_than_all_files_together_may_have(store: Store, tmp_path: Path) -> None:
    with browsing(store, app_settings(tmp_path, uploads=UploadLimits(batch_bytes=100_000))) as browser:
        page = browser.upload(("a.pdf", bytes(1_200_000)))
    assert page.status_code == 413
    assert store.batches() == ()


def test_a_zip_may_pack_text_well(tmp_path: Path) -> None:
    archive = tmp_path / "1"
    archive.write_bytes(packed(("a.txt", b"Unidad administrativa\n" * 20_000)))
    assert len(find_documents([Upload("a.zip", archive)], UploadLimits(ratio=1))) == 1


@pytest.mark.parametrize("length", [1, 60, 200, 290])
def test_a_form_that_breaks_off_is_refused(browser: Browser, store: Store, tmp_path: Path, length: int) -> None:
    token = browser.token()
    whole = (
        f'--x\r\nContent-Disposition: form-data; name="csrftoken"\r\n\r\n{token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="archivos"; filename="a.pdf"\r\n\r\n'
        + "%PDF-" * 30
        + "\r\n--x--\r\n"
    ).encode()
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert browser.post("/lotes", content=whole, headers=headers, follow_redirects=False).status_code == 303
    broken = browser.post("/lotes", content=whole[:length], headers=headers)
    assert broken.status_code in (400, 403)
    assert len(store.batches()) == 1
    assert nothing_is_left(tmp_path)


def test_what_a_killed_server_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "x").mkdir(parents=True)
    (tmp_path / FOLDER / "x" / "1").write_bytes(b"x")
    clear_uploads(tmp_path)
    assert not (tmp_path / FOLDER).exists()
    clear_uploads(tmp_path)


def reserved(password: str) -> bytes:
    pdf = PdfBuilder()
    pdf.text(40, 40, "Reservado")
    return pdf.encrypted_bytes(password) if password else pdf.to_bytes()


def test_what_the_password_opens_is_kept_open_and_the_password_nowhere(
    browser: Browser, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    plain, closed, other = (reserved(password) for password in ("", "palabra-1", "palabra-2"))
    browser.upload(("a.pdf", closed), ("b.pdf", plain), ("c.pdf", other), clave="palabra-1")
    kept = [store.content_path(row.id).read_bytes() for row in store.batch(1).documents]
    assert [word.text for word in read_bytes(kept[0], "a.pdf").pages[0].words] == ["Reservado"]
    assert kept[1:] == [plain, other]
    assert nothing_is_left(tmp_path)
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"palabra-1" not in everything
    assert "palabra-1" not in caplog.text
