"""The app over a store of its own, as the tests of the app have it."""

from tests.pipeline.review.conftest import browser, empty_base, store

__all__ = ["browser", "empty_base", "store"]
