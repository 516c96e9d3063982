"""The package's one public function, however it is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "program",
    [
        "from pipeline import convert",
        "import pipeline.convert; from pipeline import convert",
        "import pipeline; convert = pipeline.convert",
        "from pipeline.convert import convert; import pipeline; convert = pipeline.convert",
    ],
)
def test_convert_is_the_function(program: str) -> None:
    check = "from inspect import isfunction; assert isfunction(convert), convert"
    subprocess.run([sys.executable, "-c", f"{program}\n{check}"], check=True)


def test_other_names_are_not_there() -> None:
    import pipeline

    with pytest.raises(AttributeError, match="no attribute 'konvert'"):
        pipeline.konvert  # noqa: B018
