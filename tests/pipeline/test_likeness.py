import tracemalloc

from hypothesis import given, strategies as st

from pipeline.likeness import all_alike, edits, likeness, most_alike, nearest, similarities

WORDS = ["planificacion", "fiscalizacion", "comunicacion"]


def test_a_text_is_all_like_itself():
    assert likeness("planificacion", "planificacion") == 1.0
    assert likeness("planificacion", "xyz") < 0.3


def test_a_typo_is_one_edit_and_so_are_two_letters_swapped():
    assert edits("talento", "taento", 2) == 1
    assert edits("talento", "tlaento", 2) == 1
    assert edits("talento", "otra cosa", 2) == 3


def test_the_nearest_is_found_only_if_it_is_near():
    assert nearest("planificasion", WORDS, 0.85) == "planificacion"
    assert nearest("bodega", WORDS, 0.85) is None
    assert all_alike("comunicasion", WORDS, 0.85) == [("comunicacion", likeness("comunicasion", "comunicacion"))]


@given(st.lists(st.text("abc", max_size=5), max_size=6), st.lists(st.text("abc", max_size=5), min_size=1, max_size=6))
def test_the_table_finds_what_one_by_one_finds(texts, known):
    for text, places in zip(texts, most_alike(texts, known, len(known), 0.5), strict=True):
        by_hand = {i for i, other in enumerate(known) if likeness(text, other) >= 0.5}
        assert {i for i in places if likeness(text, known[i]) >= 0.51} <= by_hand
        assert {i for i in by_hand if likeness(text, known[i]) >= 0.51} <= set(places)


def test_without_known_texts_nothing_is_alike():
    assert list(most_alike(["uno"], [], 3, 0.5)) == [[]]
    assert list(most_alike([], ["uno"], 3, 0.5)) == []


def test_many_texts_need_no_more_room_than_few():
    texts = [f"{WORDS[i % 3]} {i}" for i in range(8_000)]
    tracemalloc.start()
    assert sum(len(places) for places in most_alike(texts, texts[:300], 1, 0.5)) == len(texts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000  # bytes; the table of all scores would be 2.4 million


def test_texts_of_any_length_are_compared_by_their_beginnings():
    longest = 1_000_000
    assert likeness("x" * longest, "x" * longest + "y") == 1.0
    assert similarities(["x" * longest], ["x" * longest, "y" * longest]).tolist() == [[1.0, 0.0]]
