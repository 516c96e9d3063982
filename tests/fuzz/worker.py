"""One target under the fuzzer, in a process of its own: ``python -m tests.fuzz.worker TARGET [options of libFuzzer]``.

Only our own packages are instrumented: the fuzzer looks for new ways through them, not through their libraries.
"""

from __future__ import annotations

import sys

import atheris

OWN = ["extractores", "pipeline", "plantillas"]

with atheris.instrument_imports(include=OWN):
    from .mutation import change_content
    from .targets import TARGETS


def main() -> None:
    """Fuzz the target that the first argument names until libFuzzer ends the process."""
    name = sys.argv.pop(1)

    def mutate(content: bytes, most_bytes: int, seed: int) -> bytes:
        return change_content(content, most_bytes, seed, atheris.Mutate)

    atheris.Setup(sys.argv, TARGETS[name].run, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
