"""Values kept in memory: the last ones that were looked up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Remembered(Generic[Key, Value]):
    """Remembers ``most`` values of keys whose value never changes; several threads may ask at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def has(self, key: Key) -> bool:
        """Tell whether a value is remembered."""
        with self._lock:
            return key in self._values

    def find(self, key: Key, load: Callable[[], Value]) -> Value:
        """Return the value of ``key``, from ``load`` where it is not remembered; what that raises is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = load()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value
