"""Words, bags of words, and the texts of lesson 10."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from local_data import published_as

from ann_lib.datasets import (
    DataUnavailableError,
    Texts,
    available,
    bag_of_words,
    load_names,
    load_reviews,
    make_phrases,
    names,
    neighbours,
    phrases,
    words_of,
)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Not BAD!", ["not", "bad"]),
            ("it's  the food -- 10/10", ["it's", "the", "food", "10", "10"]),
            ("don’t", ["don’t"]),
            ("'quoted' well-made", ["quoted", "well", "made"]),
            ("Crème brûlée", ["crème", "brûlée"]),
            ("...", []),
            ("", []),
        ],
    )
    def test_what_counts_as_a_word(self, text: str, words: list[str]) -> None:
        assert words_of(text) == words

    def test_neighbours(self) -> None:
        assert neighbours(["not", "so", "bad"]) == ["not so", "so bad"]
        assert neighbours(["one"]) == neighbours([]) == []


class TestBagOfWords:
    def test_order_and_repetition_are_lost(self) -> None:
        vocabulary = ["bad", "good", "not"]
        one, other = bag_of_words(["good, not bad", "bad, not good, not good"], vocabulary)
        assert one.tolist() == other.tolist() == [1, 1, 1]

    def test_words_outside_the_vocabulary_are_nothing(self) -> None:
        assert bag_of_words(["splendid"], ["good"]).tolist() == [[0]]
        assert bag_of_words([], ["good"]).shape == (0, 1)

    def test_pairs_tell_the_order(self) -> None:
        pairs = ["not bad", "not good"]
        assert bag_of_words(["good and not bad", "bad and not good"], pairs).tolist() == [
            [1, 0],
            [0, 1],
        ]

    def test_one_text_is_not_a_list_of_texts(self) -> None:
        with pytest.raises(TypeError, match=r"must be a list of texts.*Use \[text\]\."):
            bag_of_words("not bad", ["bad"])
        with pytest.raises(TypeError, match="each text must be a string, got 3"):
            bag_of_words([3], ["bad"])  # type: ignore[list-item]

    def test_a_vocabulary_is_several_words_each_once(self) -> None:
        with pytest.raises(TypeError, match=r"vocabulary must be several.*use \['bad'\]\."):
            bag_of_words(["not bad"], "bad")
        with pytest.raises(ValueError, match="each word once, got 'bad' again"):
            bag_of_words(["bad"], ["bad", "good", "bad"])

    def test_a_text_has_no_neighbours_before_it_is_words(self) -> None:
        with pytest.raises(TypeError, match="words must be several texts, got 'not bad'"):
            neighbours("not bad")


class TestTexts:
    def test_the_commonest_words_by_the_alphabet(self) -> None:
        texts = Texts("t", ("b a", "b c", "b b d", "c"), np.array([0, 1, 0, 1]), ("x", "y"))
        assert texts.vocabulary() == ["a", "b", "c", "d"]
        assert texts.vocabulary(minimum=2) == ["b", "c"]
        assert texts.vocabulary(3) == ["a", "b", "c"]
        assert texts.bags(["b", "d"]).tolist() == [[1, 0], [1, 0], [1, 1], [0, 0]]
        assert repr(texts) == "t: 4 texts; classes x, y"

    def test_what_does_not_fit_together(self) -> None:
        with pytest.raises(ValueError, match="texts and y must have the same number"):
            Texts("t", ("a",), np.array([0, 1]), ("x", "y"))

    @pytest.mark.parametrize(
        ("texts", "y", "class_names", "words"),
        [
            ("ab", [0, 1], ("x", "y"), "texts must be several texts"),
            (("a", "b"), [0, 1], "xy", "class_names must be several texts"),
        ],
    )
    def test_one_text_is_not_several(
        self, texts: Any, y: Any, class_names: Any, words: str
    ) -> None:
        with pytest.raises(TypeError, match=words):
            Texts("t", texts, y, class_names)

    def test_one_label_is_not_several(self) -> None:
        with pytest.raises(ValueError, match="texts and y must have the same number"):
            Texts("t", ("a", "b"), 0, ("x", "y"))  # type: ignore[arg-type]


class TestPhrases:
    def test_all_of_them_once(self) -> None:
        made = make_phrases()
        assert len(made) == len(set(made.texts)) == 192
        assert len(made.vocabulary()) == 24 + 1 + 3
        assert np.bincount(made.y).tolist() == [96, 96]

    @pytest.mark.parametrize(
        ("phrase", "good"),
        [("lovely", 1), ("not lovely", 0), ("not very dull", 1), ("really dull", 0)],
    )
    def test_not_turns_the_label(self, phrase: str, good: int) -> None:
        made = make_phrases()
        place = made.texts.index(phrase)
        assert made.y[place] == good
        assert made.groups is not None
        assert made.group_names[made.groups[place]] == phrase.split()[-1]


class TestReviews:
    def test_a_line_may_hold_any_character_but_its_end(
        self, local_data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (local_data / "sentences_uci").mkdir()
        for site, file in phrases.SITES.items():
            content = f"Good \u0085 {site}.\t1\nBad,\tnot good. \t0\n".encode()
            (local_data / "sentences_uci" / file.name).write_bytes(content)
            monkeypatch.setitem(phrases.SITES, site, published_as(file, content))
        reviews = load_reviews()
        assert reviews.texts[:2] == ("Good \u0085 Amazon.", "Bad,\tnot good.")
        assert reviews.group_names == ("Amazon", "IMDb", "Yelp")
        assert reviews.y.tolist() == [1, 0] * 3
        assert reviews.groups is not None
        assert reviews.groups.tolist() == [0, 0, 1, 1, 2, 2]

    def test_as_published(self) -> None:
        if not available("reviews"):
            pytest.skip("the reviews are not on this computer")
        reviews = load_reviews()
        assert np.bincount(reviews.groups).tolist() == [1000] * 3
        assert np.bincount(reviews.y).tolist() == [1500] * 2

    def test_where_they_are_not(self, local_data: Path) -> None:
        with pytest.raises(DataUnavailableError, match="make_phrases"):
            load_reviews()
        assert not available("reviews")


class TestNames:
    @pytest.fixture
    def file(self, local_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The list in a local folder: a short one, which counts as the published one."""
        content = b"emma\nava\nnoah\nava\n"
        monkeypatch.setattr(names, "FILE", published_as(names.FILE, content))
        path = local_data / "names" / "names.txt"
        path.parent.mkdir()
        path.write_bytes(content)
        return path

    def test_in_the_order_of_the_file(self, file: Path) -> None:
        assert load_names(download=False) == ("emma", "ava", "noah", "ava")
        assert available("names")

    def test_another_file_of_that_name(self, file: Path) -> None:
        file.write_bytes(b"emma\nava\nnoah\neva\n")
        with pytest.raises(DataUnavailableError, match="expected SHA-256") as caught:
            load_names(download=False)
        assert "make_phrases() needs no such file" in str(caught.value)
        assert not available("names")

    def test_where_it_is_not(self, file: Path) -> None:
        file.unlink()
        with pytest.raises(DataUnavailableError, match=r"put names\.txt into a folder"):
            load_names(download=False)
        assert not available("names")

    def test_as_published(self) -> None:
        if not available("names"):
            pytest.skip("the list of names is not on this computer")
        names = load_names(download=False)
        assert len(names) == 32_033
        assert len(names) - len(set(names)) == 2_539
        assert {min(map(len, names)), max(map(len, names))} == {2, 15}
        assert "".join(sorted(set("".join(names)))) == "abcdefghijklmnopqrstuvwxyz"
        assert names[0] == "emma"
        assert names.index("noah") < names.index("zyon")
