"""What learners answer to the exercises of lesson 06, and what they are told."""

from __future__ import annotations

from answers import Answer


def _dead(
    says: str, silent: str = "outputs == 0", dead: str = "silent.all(axis=0)"
) -> Answer:
    """Return a known mistake in one of the two gaps of `count_dead`."""
    return Answer("known mistake", says, fills=(silent, dead))


def _best(says: str, *lines: str) -> Answer:
    """Return a known mistake in `best_epoch`, which the learner writes as a whole."""
    return Answer("known mistake", says, fills=("\n".join(lines),))


def _stop(
    better: str = "loss < losses[best]",
    found: str = "best = epoch",
    late: str = "elif epoch - best >= patience:",
    stop: str = "break",
    back: str = "return best",
) -> tuple[str, ...]:
    """Return early stopping by the epoch's number, line by line, with a part changed."""
    return (
        "best = 0",
        "for epoch, loss in enumerate(losses):",
        f"    if {better}:",
        f"        {found}",
        f"    {late}",
        f"        {stop}",
        back,
    )


def _count(
    loop: str = "for epoch in range(1, len(losses)):",
    better: str = "losses[epoch] < losses[best]",
    again: str = "waited = 0",
    worse: str = "else:",
    late: str = "waited >= patience",
) -> tuple[str, ...]:
    """Return early stopping by a count of the epochs waited, with a part changed."""
    return (
        "best = waited = 0",
        loop,
        f"    if {better}:",
        "        best = epoch",
        f"        {again}",
        f"    {worse}",
        "        waited += 1",
        f"        if {late}:",
        "            break",
        "return best",
    )


def _tried(kind: str, says: str, settings: object) -> Answer:
    """Return an answer to a challenge, whose cell has one gap for the settings."""
    return Answer(kind, says, fills=(str(settings),))  # type: ignore[arg-type]


FROM_THE_FIRST = "for epoch in range(len(losses)):"
BEFORE = "losses[epoch] < losses[epoch - 1]"
QUICK: dict[str, object] = {"optimizer": "Adam", "learning_rate": "0.03"}
SPIRAL = {"data": "spiral", "hidden_layers": 1, "units1": 6} | QUICK
SQUARES = {"x1": False, "x2": False, "x1²": True, "x2²": True, "hidden_layers": 0}
CIRCLES = {"data": "circles"} | SQUARES | QUICK
NO_SQUARES = CIRCLES | {"x1²": False, "x2²": False}
CROWD = {"noise": 50, "held_out": 50, "units1": 8, "units2": 8, "x1²": True, "x2²": True}
CROWD |= {"x1·x2": True, "sin x1": True, "sin x2": True} | QUICK

ANSWERS: dict[str, list[Answer]] = {
    "write_count_dead": [
        Answer("right", "", fills=("outputs == 0", "silent.all(axis=0)")),
        Answer("right", "", fills=("outputs <= 0", "np.all(silent, axis=0)")),
        Answer("right", "", fills=("outputs.sum(axis=0) == 0", "silent")),
        Answer("right", "", fills=("outputs == 0", "silent.sum(axis=0) == len(outputs)")),
        Answer("wrong", "", fills=("outputs < 0.01", "silent.all(axis=0)")),
        Answer("not tried yet", "gap", fills=("outputs == 0",)),
        _dead("along the rows", dead="silent.all(axis=1)"),
        _dead("along the rows", dead="silent.all(axis=-1)"),
        _dead("silent at .some. point", dead="silent.any(axis=0)"),
        _dead("at which some unit is silent", dead="silent.any(axis=1)"),
        _dead("every single 0", dead="silent"),
        _dead("every single 0", dead="silent.sum(axis=0)"),
        _dead("are all its outputs silent", dead="silent.all()"),
        _dead("are all its outputs silent", silent="(outputs == 0).all()"),
        _dead("is there a 0 anywhere", dead="silent.any()"),
        _dead("without its parentheses", dead="silent.all"),
        _dead("not. 0", silent="outputs != 0"),
        _dead("not. 0", silent="outputs > 0"),
        _dead("not. 0", silent="outputs"),
        _dead("living units", silent="outputs != 0", dead="silent.any(axis=0)"),
        _dead("living units", silent="outputs > 0", dead="silent.any(axis=0)"),
        _dead("never gives less than 0", silent="outputs < 0"),
        _dead("One `=`", silent="outputs = 0"),
        _dead("single truth values", silent="not outputs"),
        _dead("single truth values", dead="all(silent)"),
        Answer("wrong", "before it has a value", fills=("silent == 0", "silent")),
        Answer("wrong", "There is no axis 2", fills=("outputs == 0", "silent.all(axis=2)")),
        Answer("wrong", r"There is no `\.all` in a list",
               fills=("[o == 0 for o in outputs]", "silent.all(axis=0)")),
    ],
    "write_best_epoch": [
        Answer("right", "", fills=("\n".join(_stop()),)),
        Answer("right", "", fills=("\n".join(_stop(stop="return best")),)),
        Answer("right", "", fills=("\n".join(_count()),)),
        Answer("wrong", "`return`", fills=("\n".join(_stop(back="print(best)")),)),
        Answer("wrong", "did not finish", fills=("best = 0\nwhile True:\n    best = 0",)),
        Answer("wrong", "before it has a value", fills=("\n".join(_stop()[1:]),)),
        _best("whole list", "return losses.index(min(losses))"),
        _best("whole list", "return np.argmin(losses)"),
        _best("lowest loss of the whole list", "return min(losses)"),
        _best("epoch at which you stopped", *_stop(back="return epoch")),
        _best("first rise", "for epoch in range(1, len(losses)):",
              "    if losses[epoch] > losses[epoch - 1]:", "        return epoch - 1",
              "return len(losses) - 1"),
        _best("first epoch without", *_count(late="True")),
        _best("one epoch too long", *_stop(late="elif epoch - best > patience:")),
        _best("one epoch too long", *_count(late="waited > patience")),
        _best("one epoch too early", *_stop(late="elif epoch - best >= patience - 1:")),
        _best("compares the first loss with itself", *_count(FROM_THE_FIRST)),
        _best("count never starts again", *_count(again="pass")),
        _best("Two things about your count", *_count(FROM_THE_FIRST, again="pass")),
        _best("with the one before it", *_count(better=BEFORE)),
        _best("worse than the one before", "best = waited = 0",
              "for epoch in range(1, len(losses)):",
              "    if losses[epoch] < losses[best]:", "        best = epoch",
              "    if losses[epoch] < losses[epoch - 1]:", "        waited = 0",
              "    else:", "        waited += 1",
              "    if waited >= patience:", "        break", "return best"),
        _best("not `<=`", *_stop(better="loss <= losses[best]")),
        _best("not `<=`", *_count(better="losses[epoch] <= losses[best]")),
        _best("only equals the lowest",
              *_count(worse="elif losses[epoch] > losses[best]:")),
        _best("loop ends by itself", *_stop(stop="return best")[:-1]),
        _best("first epochs only", "first = losses[: patience + 1]",
              "return first.index(min(first))"),
        _best("number of the epoch", *_stop(late="elif epoch >= patience:")),
        _best("always return 0", *_stop(back="    return best")),
        _best("always return 0", *_stop(late="else:", stop="return best")),
        _best("always return 0", *_stop(better="loss < best")),
        _best("What is wanted is its epoch", *_stop(back="return losses[best]")),
        _best("holds only losses", "best = 0", "for epoch, loss in losses:",
              *_stop()[2:]),
        _best("you put a loss into it", *_stop(found="best = loss")),
        _best("counted the epochs from 1", *_stop(back="return best + 1")),
    ],
    "solve_spiral": [
        _tried("right", r"with 25 weights .* and \d+\.\d% .*: 16\.$", SPIRAL),
        _tried("right", "They are the fewest that we know of",
               SPIRAL | {"units1": 3, "x2²": True}),
        _tried("not tried yet", "gap", "..."),
        _tried("known mistake", "another set of points", QUICK),
        _tried("known mistake", "not those of the challenge", SPIRAL | {"noise": 0}),
        _tried("known mistake", "no hidden layer", SPIRAL | {"hidden_layers": 0}),
        _tried("known mistake", "fold into one", SPIRAL | {"activation": "none"}),
        _tried("known mistake", "has 8 more than 25", SPIRAL | {"units1": 8}),
        _tried("known mistake", "own training points", SPIRAL | {"units1": 2}),
        _tried("wrong", r"^It gets \d\d\.\d% of the held-out points right.* used up",
               SPIRAL | {"hidden_layers": 2, "units1": 3, "units2": 3}),
        _tried("wrong", "has no 'units'. Do you mean 'units1'",
               {"data": "spiral", "units": 6}),
        _tried("wrong", "Write '0.03', not 0.03",
               SPIRAL | {"learning_rate": 0.03}),
        _tried("wrong", "Write 'relu', not 'ReLU'",
               SPIRAL | {"activation": "ReLU"}),
        _tried("wrong", "panel.state or a dict", '"spiral"'),
        Answer("wrong", "what `trial` finds out",
               code=f"my_spiral = {SPIRAL}\nlesson.solve_spiral.check(my_spiral)"),
    ],
    "choose_inputs": [
        _tried("right", r"^\d+\.\d% of the held-out points with three", CIRCLES),
        _tried("not tried yet", "gap", "None"),
        Answer("error", "There is no `circles` yet", fills=("circles.state",)),
        _tried("known mistake", "another set of points", CIRCLES | {"data": "moons"}),
        _tried("known mistake", "not those of the challenge", CIRCLES | {"held_out": 10}),
        _tried("known mistake", "There is a hidden layer", CIRCLES | {"hidden_layers": 1}),
        _tried("known mistake", "straight line",
               NO_SQUARES | {"x1": True, "x2": True}),
        _tried("known mistake", "neither a product nor a sine",
               NO_SQUARES | {"x1·x2": True}),
        _tried("known mistake", "neither a product nor a sine",
               NO_SQUARES | {"sin x1": True, "sin x2": True}),
        _tried("known mistake", "Pythagoras", CIRCLES | {"x1²": False, "x1": True}),
        _tried("known mistake", "doesn't need", CIRCLES | {"x1": True, "x2": True}),
        _tried("wrong", r"^It gets \d\d\.\d% .* Look at the learning rate",
               CIRCLES | {"optimizer": "SGD", "learning_rate": "0.001"}),
    ],
    "cure_overfitting": [
        _tried("right", r"with 145 .* test loss is 0\.\d+", CROWD | {"weight_decay": "1"}),
        _tried("right", "", CROWD | SQUARES),
        _tried("not tried yet", "gap", "{}"),
        _tried("known mistake", "other points", SPIRAL),
        _tried("known mistake", "as noisy as they are", CROWD | {"noise": 20}),
        _tried("known mistake", "150 are all that there are", CROWD | {"held_out": 10}),
        _tried("known mistake", r"by heart: .* test loss of \d\.\d+", CROWD),
        _tried("known mistake", "by heart", CROWD | {"weight_decay": "0.1"}),
        _tried("known mistake", r"hardly learns even its own points.* 0\.\d+",
               {"noise": 50, "held_out": 50, "hidden_layers": 0}),
    ],
}  # fmt: skip
