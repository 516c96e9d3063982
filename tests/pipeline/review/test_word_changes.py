"""What became of a text."""

from hypothesis import given, strategies as st

from pipeline.review.word_changes import word_changes

texts = st.lists(st.sampled_from(["el", "plan", "anual", "90%"]), max_size=8).map(" ".join)


def test_words_that_came_and_went_stand_where_they_were() -> None:
    assert word_changes("Dirección de obras", "Dirección General de obras públicas") == (
        ("same", "Dirección"),
        ("new", "General"),
        ("same", "de obras"),
        ("new", "públicas"),
    )


def test_a_value_that_came_or_went_is_one_change() -> None:
    assert word_changes("", "90% anual") == (("new", "90% anual"),)
    assert word_changes("90%", "") == (("gone", "90%"),)
    assert word_changes("", "") == ()


@given(texts, texts)
def test_both_texts_can_be_read_from_the_changes(before: str, after: str) -> None:
    changes = word_changes(before, after)
    assert " ".join(text for kind, text in changes if kind != "new") == before
    assert " ".join(text for kind, text in changes if kind != "gone") == after
