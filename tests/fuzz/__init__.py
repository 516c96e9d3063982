"""Random input for the parts that read what strangers wrote: see :mod:`tests.fuzz.targets`.

``make fuzz SECONDS=60`` lets a fuzzer look for input that breaks a target, guided by which of our lines each input
reaches; ``tests/fuzz/test_targets.py`` replays the seeds and all input that ever broke one.
"""
