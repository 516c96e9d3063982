"""What never ends by itself is ended, and what was set up for that is put back."""

from __future__ import annotations

import signal
import threading
from itertools import count

import pytest

from extractores.patience import at_most
from extractores.readers import read_bytes
from tests.raw_pdf import raw_page

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timers")


def test_a_block_that_never_ends_is_ended() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(TimeoutError), at_most(0.05):
        all(at >= 0 for at in count())
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_a_block_that_ends_is_left_alone_in_any_thread() -> None:
    ended = []

    def work() -> None:
        with at_most(0.001):
            ended.append(sum(range(100_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with at_most(5):
        ended.append(1)
    assert len(ended) == 2


def test_a_reference_to_itself_does_not_keep_the_second_reader_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractores.second_reading.MOST_SECONDS", 0.5)
    text = b"BT /F 9 Tf " + b" ".join(b"1 0 0 1 %d 100 Tm (!) Tj" % (9 * at) for at in range(20)) + b" ET"
    data = raw_page(text).replace(b"/Resources<</Font<</F 5 0 R>>>>", b"/Resources 6 0 R".ljust(31))
    data = data.replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"null".ljust(47))
    looped = data.replace(b"\nxref\n", b"\n6 0 obj\n6 0 R\nendobj\nxref\n")
    [page] = read_bytes(looped, "a.pdf").pages
    assert page.agreement in (None, 0.0)
