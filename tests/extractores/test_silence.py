import logging

import pytest

from extractores.silence import silenced


def test_a_library_and_what_is_below_it_is_quiet_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    below = logging.getLogger("biblioteca.parte")
    with silenced("biblioteca"):
        below.error("no")
    below.error("sí")
    assert [record.message for record in caplog.records] == ["sí"]
