"""Marks go into the tables of Moodle and Canvas, and nothing else in them changes."""

import pytest

from ann_course.__main__ import main
from ann_course.grading.marks import fill, read_marks

MARKS = (
    "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
    "late_submission_penalty,score,max_score\n"
    "lesson_02,,,ada,,,,9.5,0,9.5,12\nlesson_02,,,Grace,,,,12,0,12,12\n"
    "lesson_02,,,nobody,,,,0,0,0,12\nlesson_03,,,ada,,,,1,0,1,12\n"
)
MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Feedback\n"
    'Participant 7,"Lovelace, Ada",ADA@example.org,Submitted,,12.00,\n'
    "Participant 8,=Grace Hopper,grace@example.org,Submitted,,12.00,well done\n"
    "Participant 9,Alan,alan@example.org,Submitted,,12.00,\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,lesson_02 (4711),Final Score\r\n"
    "    Points Possible,,,,,12,(read only)\r\n"
    '"Lovelace, Ada",1,,ada,A,,80\r\n'
    '"Hopper, Grace",2,grace,gh1,A,3,70\r\n'
)


@pytest.fixture
def marks():
    return read_marks(MARKS, "lesson_02")


def test_moodles_worksheet(marks):
    filled = fill(MOODLE, marks, "lesson_02")
    assert filled.text == MOODLE.replace("ted,,12", "ted,9.5,12", 1).replace(
        "Hopper,grace@example.org,Submitted,,", "Hopper,grace@example.org,Submitted,12,"
    )
    assert (filled.n_filled, filled.unknown) == (2, ["nobody"])
    assert filled.without == ["alan@example.org"]


def test_canvas_gradebook(marks):
    filled = fill(CANVAS, marks, "lesson_02")
    assert filled.text == CANVAS.replace("ada,A,,80", "ada,A,9.5,80").replace(
        "gh1,A,3,70", "gh1,A,12,70"
    )


def test_canvas_gets_a_column_for_an_assignment_that_it_does_not_have(marks):
    template = CANVAS.replace("lesson_02 (4711)", "essay (1)")
    lines = fill(template, marks, "lesson_02").text.splitlines()
    assert lines[0].endswith(",lesson_02")
    assert lines[1].endswith(",12")
    assert lines[2].endswith(",80,9.5")


def test_semicolons_stay_semicolons(marks):
    template = "Identifier;Email address;Grade\nParticipant 7;ada@example.org;\n"
    assert fill(template, marks, "lesson_02").text.endswith("ada@example.org;9.5\n")


@pytest.mark.parametrize(
    ("template", "word"),
    [
        ("", "neither Moodle's grading worksheet"),
        ("a,b\n1,2\n", "neither Moodle's grading worksheet"),
        (MOODLE + "Participant 10,A,ada@other.org,Submitted,,12.00,\n", "Both ADA@example"),
        (MOODLE.replace("12.00", "100.00"), "maximum is 100.00, that of the marks 12"),
        (
            MOODLE.replace('"', ""),
            "Row 2 of the template, that of 'Participant 7', has more",
        ),
        (
            MOODLE.replace("Alan", "Turing, Alan"),
            "Row 4 of the template, .* a cell with ','",
        ),
    ],
)
def test_what_would_give_someone_a_wrong_mark_is_refused(template, word, marks):
    with pytest.raises(ValueError, match=word):
        fill(template, marks, "lesson_02")


def test_marks_of_another_kind():
    with pytest.raises(ValueError, match="is not one that `nbgrader export` wrote"):
        read_marks("a,b\n1,2\n", "lesson_02")
    with pytest.raises(ValueError, match="only of: lesson_02, lesson_03"):
        read_marks(MARKS, "lesson_04")


def test_a_user_name_counts_before_the_first_half_of_an_address():
    marks = {"slee": (1.0, 12.0), "lee": (12.0, 12.0)}
    template = "Email address,Username,Grade\nlee@example.org,slee,\n"
    assert fill(template, marks, "lesson_02").text.endswith("slee,1\n")


def test_canvas_must_have_the_points_of_the_marks(marks):
    with pytest.raises(ValueError, match=r"maximum is 10, that of .* 12\. .* in Canvas"):
        fill(CANVAS.replace(",12,", ",10,"), marks, "lesson_02")


def test_canvas_has_rows_about_columns_that_are_nobodys(marks):
    template = CANVAS.replace("    Points", ",,,,,Manual Posting,\r\n    Points")
    filled = fill(template, marks, "lesson_02")
    assert filled.text == fill(CANVAS, marks, "lesson_02").text.replace(
        "    Points", ",,,,,Manual Posting,\r\n    Points"
    )
    assert filled.without == []


def test_a_class_in_which_nobody_is(marks):
    filled = fill(MOODLE.partition("\n")[0] + "\n", marks, "lesson_02")
    assert (filled.n_filled, filled.unknown) == (0, ["ada", "grace", "nobody"])
    with pytest.raises(ValueError, match="no marks of 'lesson_02', nor of anything else"):
        read_marks(MARKS.partition("\n")[0] + "\n", "lesson_02")


def test_two_learners_whose_names_differ_in_capitals_alone_do_not_share_a_mark():
    with pytest.raises(ValueError, match="two different marks of 'Ada', capitals or not"):
        read_marks(MARKS.replace("Grace", "Ada"), "lesson_02")


@pytest.mark.parametrize("end", [",9.5,0,", ",9.5,0,9.5,", ","])
def test_a_row_that_was_cut_off_is_no_mark_of_0(end):
    cut = MARKS.partition("lesson_02")[0] + "lesson_02,,,ada,,," + end
    with pytest.raises(ValueError, match="score of 'ada' is '', which is no number"):
        read_marks(cut, "lesson_02")


def test_a_quotation_mark_that_is_never_closed(marks):
    rows = "Participant 9,Alan,alan@example.org,Submitted,,12.00,\n" * 3000
    with pytest.raises(ValueError, match="The template is damaged: field larger"):
        fill(MOODLE + '8,"Grace,' + rows, marks, "lesson_02")


def test_a_name_with_a_comma_does_not_move_the_score():
    with pytest.raises(ValueError, match="Row 2 of the file of marks, that of 'lesson_02'"):
        read_marks(MARKS.replace("ada,,", "ada,Lovelace, Ada,", 1), "lesson_02")


def test_marks_that_a_spreadsheet_has_saved_again(marks):
    assert read_marks("\ufeff" + MARKS.replace("\n", "\r\n"), "lesson_02") == marks
    german = MARKS.replace(",", ";").replace("9.5", "9,5")
    assert read_marks(german, "lesson_02") == marks


def test_a_score_with_a_decimal_comma_is_read_and_one_in_words_is_named(marks):
    assert read_marks(MARKS.replace(",9.5,12", ',"9,5",12'), "lesson_02") == marks
    with pytest.raises(ValueError, match="The score of 'ada' is 'ill', which is no number"):
        read_marks(MARKS.replace(",9.5,12", ",ill,12"), "lesson_02")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "moodle.csv: No such file or directory."),
        ("Jürgen".encode("latin-1"), "moodle.csv is not text in UTF-8; export it again"),
    ],
)
def test_the_file_that_cannot_be_read_is_named(tmp_path, capsys, content, said):
    (tmp_path / "grades.csv").write_text(MARKS, encoding="utf-8")
    if content is not None:
        (tmp_path / "moodle.csv").write_bytes(content)
    files = [str(tmp_path / name) for name in ("grades.csv", "moodle.csv", "out.csv")]
    assert main(["marks", "lesson_02", *files]) == 1
    assert said in capsys.readouterr().err


def test_the_command(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name, text in (("grades.csv", MARKS), ("moodle.csv", MOODLE)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [f"~/{name}" for name in ("grades.csv", "moodle.csv", "out.csv")]
    assert main(["marks", "lesson_02", *files]) == 0
    assert "9.5" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    said = capsys.readouterr().out
    assert "out.csv: 2.\n" in said
    assert "not in the template: nobody" in said
    assert "without a mark: alan@example.org" in said
    assert main(["marks", "lesson_09", *files]) == 1
    assert "No marks were written" in capsys.readouterr().err
