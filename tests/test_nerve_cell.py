import pytest

from ann_course.lessons.lesson_01.nerve_cell import PARTS, nerve_cell


def test_labels_stand_in_the_order_of_the_signal_from_left_to_right():
    for labels in (PARTS, "ABCD"):
        ax = nerve_cell(labels)
        placed = {t.get_text(): t.get_position()[0] for t in ax.texts}
        places = [placed[label] for label in labels]
        assert places == sorted(places)


def test_it_draws_into_the_axes_that_it_is_given():
    ax = nerve_cell()
    assert nerve_cell("ABCD", ax=ax) is ax


def test_a_missing_label_is_told():
    with pytest.raises(
        ValueError, match=r"labels must be 4 texts, .* axon, synapses; got 3"
    ):
        nerve_cell("ABC")
