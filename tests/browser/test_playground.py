"""The playground in real JupyterLab: play, pause, change a weight on the way, click."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser

SHOW = "from ann_course.panels import PlaygroundPanel\n\npanel = "
CELLS = [f"{SHOW}PlaygroundPanel(more=True)\npanel"]


def number(notebook, expression):
    """Return what an expression is in the notebook's kernel."""
    return float(notebook.execute(f"print(float({expression}))"))


def until(notebook, condition):
    """Wait until a condition holds in the kernel."""
    end = time.monotonic() + 20
    while notebook.execute(f"print(bool({condition}))").strip() != "True":
        assert time.monotonic() < end, f"never: {condition}"


def button(panel, name):
    return panel.root.get_by_role("button", name=name, exact=True)


def choose(panel, label, option):
    panel.root.get_by_label(label, exact=True).select_option(option)


def click_at(panel, figure, x, y):
    """Click at parts of the width and the height, from the upper left."""
    pad = panel.root.get_by_role("application").nth(figure)
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    pad.click(position={"x": x * box["width"], "y": y * box["height"]})


def click_on(notebook, panel, segment):
    """Click on a connection's middle, or with ", 1" on the unit at its end."""
    part = f"panel.view.network.segments[{segment}]"
    part += "" if "," in segment else ".mean(axis=0)"
    axes = "panel.view.network.axes"
    where = place(notebook, 0, axes, f"{part}[0]", f"{part}[1]")
    click_at(panel, 0, *where)
    return where


def place(notebook, figure, axes, x, y):
    """Return where a point of an Axes is in its picture."""
    text = notebook.execute(
        f"f = panel.figures[{figure}].figure\n"
        f"p = {axes}.transData.transform(({x}, {y}))\n"
        "a, b = f.transFigure.inverted().transform(p)\n"
        "print(a, 1 - b)"
    )
    return tuple(map(float, text.split()))


def test_play_trains_pause_stops_and_the_losses_run(notebook, panel):
    before = panel.picture()
    button(panel, "Play").click()
    panel.wait_for_change(before)
    button(panel, "Pause").click()
    button(panel, "Play").wait_for()
    steps = number(notebook, "panel.experiment.n_steps")
    assert steps > 0
    time.sleep(0.3)
    assert number(notebook, "panel.experiment.n_steps") == steps
    panel.wait_for_words("training loss")
    loss = number(notebook, "panel.experiment.measure()[0]")
    panel.wait_for_drawn(f"training {loss:.3f}")
    # Nothing on the page has meddled: the same steps in a script give the same numbers.
    assert number(notebook, "panel.experiment.by_hand") == 0
    notebook.execute("names = {}; exec(panel.code(), names)")
    weights = "zip(names['network'].get_weights(), panel.network.get_weights())"
    assert number(notebook, f"all((a == b).all() for a, b in {weights})") == 1


def test_a_step_is_a_batch_or_an_epoch(notebook, panel):
    button(panel, "Step").click()
    until(notebook, "panel.experiment.n_steps == 1")
    choose(panel, "a step is", "one epoch")
    button(panel, "Step").click()
    until(notebook, "panel.experiment.n_epochs == 1")
    assert number(notebook, "panel.experiment.n_steps") == 7


def test_the_same_start_again_gives_the_same_picture(notebook, panel):
    start = panel.picture()
    choose(panel, "a step is", "one epoch")
    button(panel, "Step").click()
    panel.wait_for_change(start)
    button(panel, "Same start again").click()
    panel.wait_for_picture(start)
    button(panel, "New weights").click()
    panel.wait_for_change(start)
    assert number(notebook, "panel.state['weight_seed']") == 1
    assert number(notebook, "panel.state['seed']") == 0


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("weight x1 to h1.1", "0].weights.value[0, 0]"),
        ("bias of h2.2", "2].bias.value[1]"),
        ("bias of y", "4].bias.value[0]"),
    ],
)
def test_a_weight_typed_in_while_it_trains_is_in_the_network(notebook, panel, name, entry):
    choose(panel, "learning rate", "0.001")
    choose(panel, "weight or bias", name)
    # What the network held at each change; training moves it on from there at once.
    notebook.execute(
        "held, tell = [], panel.inspector._changed\n"
        "def changed():\n"
        f"    held.append(float(panel.network.layers[{entry}))\n"
        "    tell()\n"
        "panel.inspector._changed = changed"
    )
    button(panel, "Play").click()
    button(panel, "Pause").wait_for()
    field = panel.root.get_by_role("textbox", name="its value")
    field.fill("-6.5")
    time.sleep(0.5)  # training goes on sending numbers, and what is typed stays
    assert field.input_value() == "-6.5"
    field.press("Enter")
    until(notebook, "-6.5 in held")
    notebook.execute("panel.inspector._changed = tell")
    assert number(notebook, "panel.player.playing") == 1
    steps = number(notebook, "panel.experiment.n_steps")
    until(notebook, f"panel.experiment.n_steps > {steps}")
    button(panel, "Pause").click()


def test_what_sliders_report_of_themselves_changes_nothing(notebook, panel):
    # Each time a slider is told a value, the page reports the step that it snaps to.
    for units in (3, 5, 8):
        notebook.execute(f"panel.state = {{'units1': {units}}}; panel.player.run(300)")
        for part in ("weight x2 to h1.1", "bias of h1.2"):
            choose(panel, "weight or bias", part)
        notebook.execute("panel.player.run(100); panel.inspector.part.index += 1")
        time.sleep(0.3)
        assert number(notebook, "panel.experiment.by_hand") == 0


def test_keys_change_a_weight_and_its_sum_is_written_out(notebook, panel):
    panel.slider("its value").press(3)
    weight = "panel.network.layers[0].weights.value[0, 0]"
    until(notebook, f"abs({weight} - {panel.slider('its value').value}) < 0.001")
    panel.wait_for_text(".ann-sums", f"h1.1 = tanh({number(notebook, weight):.2f}")


def test_a_click_chooses_a_unit_or_a_connection(notebook, panel):
    axes = "panel.view.network.axes"
    for part, name in (("[17, 1]", "bias of y"), ("[0].mean(axis=0)", "weight x1 to h1.1")):
        at = notebook.execute(f"print(*panel.view.network.segments{part})").split()
        click_at(panel, 0, *place(notebook, 0, axes, *map(float, at)))
        until(notebook, f"panel.inspector.part.value == {name!r}")


def test_points_are_placed_by_a_click_and_by_keys(notebook, panel):
    axes = "panel.view.output.axes"
    where = place(notebook, 1, axes, 1, -1)
    click_at(panel, 1, *where)
    panel.root.get_by_text("first choose own points").wait_for()
    choose(panel, "data", "own points")
    panel.wait_for_words("There are no points yet")
    click_at(panel, 1, *where)
    until(notebook, "len(panel.own_points) == 1")
    x1, x2, label = map(float, notebook.execute("print(*panel.own_points[0])").split())
    assert (x1, x2, label) == (pytest.approx(1, abs=0.05), pytest.approx(-1, abs=0.05), 1)
    button(panel, "Add blue").focus()
    notebook.page.keyboard.press("Enter")
    panel.root.get_by_role("application").nth(1).focus()
    notebook.page.keyboard.press("ArrowLeft")
    notebook.page.keyboard.press("Enter")
    until(notebook, "len(panel.own_points) == 3")
    button(panel, "Play").click()
    until(notebook, "panel.experiment.n_epochs > 5")
    button(panel, "Pause").click()
    notebook.execute("panel.own_points = []")


def test_a_loss_that_is_no_number_is_met_with_a_sentence(notebook, panel):
    notebook.execute(
        "panel.state = dict(hidden_layers=4, units1=8, units2=8, units3=8, units4=8, "
        "activation='none', learning_rate='10')"
    )
    button(panel, "Play").click()
    alert = panel.root.get_by_role("alert")
    alert.wait_for()
    assert "Training broke off in epoch" in alert.inner_text()
    button(panel, "Play").wait_for()
    choose(panel, "learning rate", "0.1")
    button(panel, "Play").click()
    until(notebook, "panel.experiment.n_epochs > 3")
    alert.wait_for(state="detached")
    button(panel, "Same start again").click()
    until(notebook, "panel.experiment.n_steps == 0")


@pytest.mark.parametrize("zoom", [1, 2])
@pytest.mark.parametrize("data", ["spiral", "own points"])
def test_no_text_is_cut_off_at_the_largest_network(notebook, panel, zoom, data):
    notebook.zoom(zoom)
    notebook.execute(
        f"panel.state = {{name: {{bool: True, int: 8}}.get(type(value), value) "
        f"for name, value in panel.state.items() if name in {LARGEST}}}\n"
        f"panel.state = dict(hidden_layers=4, data={data!r})"
    )
    panel.wait_for_words("7-8-8-8-8-1")
    assert panel.text_problems() == []
    notebook.zoom(1)


LARGEST = ["x1", "x2", "x1²", "x2²", "x1·x2", "sin x1", "sin x2"] + [
    f"units{k}" for k in range(1, 5)
]


def test_a_mouse_over_a_unit_shows_what_it_says(notebook, panel):
    unit = "panel.view.network.segments[1, 1]"
    where = place(notebook, 0, "panel.view.network.axes", f"{unit}[0]", f"{unit}[1]")
    pad = panel.root.get_by_role("application").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    pad.hover(position={"x": where[0] * box["width"], "y": where[1] * box["height"]})
    panel.root.get_by_text("What h1.2 says").wait_for()
    button(panel, "Play").hover()
    panel.root.get_by_text("What the output says").wait_for()


def test_a_mouse_over_a_connection_tells_its_weight_and_the_losses_are_read(
    notebook, panel
):
    notebook.execute("panel.player.run(70)")
    pad = panel.root.get_by_role("application")
    middle = "panel.view.network.segments[0].mean(axis=0)"
    spots = (
        (0, "panel.view.network.axes", f"{middle}[0]", f"{middle}[1]", "from x1 to h1.1"),
        (1, "panel.view.output.losses.axes", 6, 0.5, "epoch 6: "),
    )
    for figure, axes, x, y, words in spots:
        across, down = place(notebook, figure, axes, x, y)
        pad.nth(figure).scroll_into_view_if_needed()
        box = pad.nth(figure).bounding_box()
        pad.nth(figure).hover(
            position={"x": across * box["width"], "y": down * box["height"]}
        )
        panel.root.get_by_text(words).wait_for()


def test_twenty_starts_play_and_a_click_takes_one_under_the_glass(notebook, panel):
    button(panel, "Twenty starts").click()
    until(notebook, "panel.crowd and panel.crowd.n_epochs > 5")
    button(panel, "Pause").click()
    button(panel, "Play").wait_for()
    panel.root.get_by_text("of 20 have arrived").wait_for()
    losses = "panel.crowd.losses[3][0]"
    worst = int(number(notebook, f"{losses}.argmax()"))
    axes = "panel.view.output.losses.axes"
    click_at(panel, 1, *place(notebook, 1, axes, 3, f"min({losses}.max(), 1)"))
    until(notebook, f"panel.state['glass'] == {worst + 1}")
    panel.slider("start under the glass").press_until_end("End")
    until(notebook, "panel.state['glass'] == 20")
    button(panel, "Twenty starts").click()
    until(notebook, "panel.crowd is None")
    assert number(notebook, "panel.state['weight_seed']") == 19


def test_the_fold_follows_training_and_two_clicks(notebook, panel):
    button(panel, "Fold").click()
    panel.root.get_by_text("The fold by h2.1 and h2.2").wait_for()
    before = panel.picture()
    button(panel, "Step").click()
    panel.wait_for_change(before)
    axes = "panel.view.network.axes"
    for segment in (0, 2):
        end = f"panel.view.network.segments[{segment}, 1]"
        click_at(panel, 0, *place(notebook, 0, axes, f"{end}[0]", f"{end}[1]"))
    panel.root.get_by_text("The fold by h1.1 and h1.3").wait_for()


def test_plus_and_minus_on_the_network_and_more_settings(notebook, panel):
    button(panel, "+").nth(1).click()
    until(notebook, "panel.state['units1'] == 5")
    button(panel, "Less \u25b4").click()
    panel.root.get_by_label("batch size", exact=True).first.wait_for(state="hidden")
    button(panel, "More \u25be").click()
    panel.root.get_by_label("batch size", exact=True).first.wait_for()


def test_what_more_opens_comes_into_view(panel):
    button(panel, "Less \u25b4").click()
    panel.root.evaluate("panel => panel.scrollIntoView()")
    button(panel, "More \u25be").click()
    panel.page.wait_for_function(
        """() => { const first = document.querySelector('.ann-play-rest .ann-slider');
          const page = first.closest('.jp-WindowedPanel-outer');
          const bottom = (part) => part.getBoundingClientRect().bottom;
          return first.offsetHeight && bottom(first) <= bottom(page); }"""
    )


def test_the_inspector_opens_where_one_clicks_and_gives_the_keyboard_back(notebook, panel):
    card = panel.root.locator(".ann-play-card")
    pad = panel.root.get_by_role("application").first
    for segment, name in (("0", "weight x1 to h1.1"), ("17, 1", "bias of y")):
        across, down = click_on(notebook, panel, segment)
        card.wait_for()
        until(notebook, f"panel.inspector.part.value == {name!r}")
        panel.page.wait_for_function(
            "() => document.activeElement.closest('.ann-play-card .ann-slider-field')"
        )
        picture, box = pad.bounding_box(), card.bounding_box()
        x = picture["x"] + across * picture["width"]
        y = picture["y"] + down * picture["height"]
        assert box["x"] - 1 <= x <= box["x"] + box["width"] + 1
        assert 5 < max(box["y"] - y, y - box["y"] - box["height"]) < 30
        assert box["y"] + box["height"] <= 720
        notebook.page.keyboard.press("Control+a")
        notebook.page.keyboard.type("2,5")
        notebook.page.keyboard.press("Enter")
        until(notebook, "panel.inspector.value.value == 2.5")
        panel.wait_for_text(".ann-play-card .ann-sums", "2.50")
        notebook.page.keyboard.press("Escape")
        card.wait_for(state="detached")
        assert notebook.focused().startswith("The network.")
    click_on(notebook, panel, "0")
    card.wait_for()
    button(panel, "Close").click()
    card.wait_for(state="detached")
    assert notebook.focused().startswith("The network.")
    until(notebook, "panel.inspector.card.at == []")


FOCUS = """() => { const e = document.activeElement;
  return e.title || e.getAttribute('aria-label') || e.labels?.[0]?.textContent ||
    e.textContent; }"""


def tab_to(notebook, name, key="Tab"):
    """Press Tab until something of this name, or with this explanation, has the focus."""
    for _ in range(60):
        if notebook.page.evaluate(FOCUS).strip().startswith(name):
            return
        notebook.page.keyboard.press(key)
    raise AssertionError(f"{name} is not reached with {key}")


def test_all_of_it_with_the_keyboard_alone(notebook, panel):
    keys = notebook.page.keyboard
    button(panel, "Play").hover()  # and the mouse rests from now on
    button(panel, "Play").focus()
    tab_to(notebook, "data")
    keys.press("ArrowDown")
    until(notebook, "panel.state['data'] == 'moons'")
    tab_to(notebook, "The network.")
    for _ in range(30):  # until a connection is under the cursor
        if number(notebook, "panel.view._wire is not None"):
            break
        keys.press("ArrowLeft")
    keys.press("Enter")
    panel.page.wait_for_function(
        "() => document.activeElement.closest('.ann-play-card .ann-slider-field')"
    )
    keys.press("Control+a")
    keys.type("-1.5")
    keys.press("Enter")
    until(notebook, "panel.inspector.value.value == -1.5")
    assert number(notebook, "panel.inspector.connection is not None") == 1
    keys.press("Shift+Tab")  # from the field to the slider
    keys.press("ArrowRight")
    until(notebook, "panel.inspector.value.value == -1.49")
    keys.press("Escape")
    panel.root.locator(".ann-play-card").wait_for(state="detached")
    tab_to(notebook, "One unit in layer 1 more")
    keys.press("Enter")
    until(notebook, "panel.state['units1'] == 5")
    tab_to(notebook, "Let it run, or stop it", "Shift+Tab")
    keys.press("Enter")
    until(notebook, "panel.experiment.n_epochs > 3")
    keys.press("Enter")
    until(notebook, "not panel.player.playing")
    tab_to(notebook, "Back to the start")
    keys.press("Enter")
    until(notebook, "panel.state == panel._start and panel.experiment.n_steps == 0")


def test_points_and_a_file_arrive_while_it_plays(notebook, panel, tmp_path):
    choose(panel, "data", "own points")
    axes = "panel.view.output.axes"
    until(notebook, "panel.state['data'] == 'own points'")
    for n, (x, y) in enumerate(((1, 1), (-1, -1)), 1):
        click_at(panel, 1, *place(notebook, 1, axes, x, y))
        until(notebook, f"len(panel.own_points) == {n}")
    button(panel, "Play").click()
    until(notebook, "panel.experiment.n_epochs > 2")
    steps = number(notebook, "panel.experiment.n_steps")
    choose(panel, "a click adds", "blue")
    click_at(panel, 1, *place(notebook, 1, axes, 1, -1))
    until(notebook, f"len(panel.own_points) == 3 and panel.experiment.n_steps > {steps}")
    for name, text, says in (
        ("two.csv", "a,b\n1,2\n", "two.csv must have three columns"),
        ("four.csv", "x,y,kind\n0,1,no\n1,0,no\n-1,0,yes\n0,-1,yes\n", "yes is orange"),
    ):
        (tmp_path / name).write_text(text)
        panel.root.locator("input[type=file]").set_input_files(tmp_path / name)
        panel.root.get_by_text(says).wait_for()
        n_points = 3 if name == "two.csv" else 4
        until(notebook, f"len(panel.own_points) == {n_points}")
    assert number(notebook, "panel.player.playing") == 1
    panel.root.locator(".ann-error [role=alert]").wait_for(state="detached")
    button(panel, "Pause").click()
    notebook.execute("panel.own_points = []")


def test_the_sentence_is_said_at_most_every_four_seconds_while_it_plays(notebook, panel):
    button(panel, "Play").click()
    until(notebook, "panel.experiment.n_epochs > 2")
    panel.root.locator(".ann-words").evaluate(
        """(words) => { window.said = [];
          window.hears = new MutationObserver(() => said.push(performance.now()));
          hears.observe(words, {childList: true, characterData: true, subtree: true}); }"""
    )
    panel.page.wait_for_function("() => said.length >= 3", timeout=30_000)
    said = panel.page.evaluate("() => { hears.disconnect(); return said; }")
    gaps = [later - earlier for earlier, later in pairwise(said)]
    assert min(gaps) > 3_000  # a message may be late, and the next one on time
    button(panel, "Pause").click()
    panel.wait_for_words("training loss")


LONG = "Epoch 123,456 · 999.9 s"
PROJECTOR = 1280 - 16
"""The width that a projector's 1,280 pixels leave where a scroll bar has 16 of its own."""
SIZES = [(1280, 720), (PROJECTOR, 720), (1600, 1000), (1920, 1080), (1024, 768)]
LAYOUT = """(panel) => {
  const at = (css) => panel.querySelector(css).getBoundingClientRect();
  const area = panel.closest('.jp-WindowedPanel-outer');
  return {high: at('.ann-words').bottom - at('.ann-play').top, room: area.clientHeight,
          sideways: panel.scrollWidth - panel.clientWidth,
          bar: at('.ann-play-bar').height,
          lines: at('.ann-play-first').height}; }"""


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_what_runs_it_and_what_it_shows_are_in_view_together(notebook, panel, size):
    page = notebook.page
    try:
        page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        for state, words in (
            ({"data": "own points"}, "There are no points yet"),
            ({"data": "moons", "twenty_starts": True}, "20 starts of a"),
        ):
            notebook.execute(f"panel.state = {state!r}")
            panel.wait_for_words(words)
            notebook.execute(f"panel.pieces.count.value = {LONG!r}")
            panel.wait_for_text(".ann-play-bar", LONG)
            seen = panel.root.evaluate(LAYOUT)
            assert seen["sideways"] <= 0
            assert panel.text_problems() == []
            if size[0] >= PROJECTOR:
                assert seen["high"] <= seen["room"]
                assert max(seen["lines"], seen["bar"]) < 40  # each in one line
            buttons = panel.root.locator(".ann-play-layers button")
            assert buttons.first.is_visible()
    finally:
        page.set_viewport_size({"width": 1280, "height": 720})


def test_twenty_starts_asked_for_while_it_plays_go_on_playing(notebook, panel):
    button(panel, "Play").click()
    until(notebook, "panel.experiment.n_epochs > 2")
    button(panel, "Twenty starts").click()
    until(notebook, "panel.crowd and panel.crowd.n_epochs > 2")
    button(panel, "Pause").click()
