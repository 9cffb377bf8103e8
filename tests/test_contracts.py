"""What holds for every layer, activation and loss: a new one is under test by existing."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from contract_cases import LAYERS, LOSSES, defined_in, samples, without_a_case

import ann_lib
from ann_lib import (
    Dense,
    Flatten,
    Layer,
    Loss,
    MeanSquaredError,
    Network,
    check_layer,
    check_loss,
)
from ann_lib._support.parts import build_part, describe_part, n_weights
from ann_lib.parameter import pack

TOLERANCE = 1e-7
ANY_LAYER = pytest.mark.parametrize(
    ("layer", "shape"), LAYERS, ids=[repr(layer) for layer, _ in LAYERS]
)
ANY_LOSS = pytest.mark.parametrize(
    ("loss", "output", "target"), LOSSES, ids=[f"{c[0]!r}-{c[1].shape[1]}" for c in LOSSES]
)


def frozen(array: np.ndarray) -> np.ndarray:
    """Return a copy that cannot be written to."""
    array = array.copy()
    array.flags.writeable = False
    return array


def pickled(thing: Any) -> Any:
    return pickle.loads(pickle.dumps(thing))


def small_network(layer: Layer, shape: tuple[int, ...], **arguments: Any) -> Network:
    """Return a network that begins with the layer and ends in two outputs."""
    features = int(np.prod(layer.output_shape(shape)))
    layers = [layer, Flatten(), Dense(features, 2, rng=0)]
    return Network(layers, loss=MeanSquaredError(), input_shape=shape, **arguments)


class TestEveryClass:
    def test_has_a_case(self) -> None:
        assert without_a_case() == [], "add a line to tests/contract_cases.py"
        assert len(defined_in(ann_lib, Layer)) >= 13
        assert len(defined_in(ann_lib, Loss)) >= 3

    def test_a_new_one_in_any_module_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "new_package" / "deep").mkdir(parents=True)
        (tmp_path / "new_package" / "__init__.py").touch()
        (tmp_path / "new_package" / "deep" / "__init__.py").touch()
        (tmp_path / "new_package" / "deep" / "new.py").write_text(
            "from ann_lib import Loss, ReLU\n"
            "class NewActivation(ReLU): pass\n"
            "class NewLoss(Loss): pass\n"
        )
        monkeypatch.syspath_prepend(tmp_path)
        try:
            import new_package

            assert without_a_case(new_package) == ["NewActivation", "NewLoss"]
        finally:
            Layer.by_name.pop("NewActivation", None)
            Loss.by_name.pop("NewLoss", None)
            for name in [name for name in sys.modules if name.startswith("new_package")]:
                del sys.modules[name]

    @pytest.mark.parametrize("base", [Layer, Loss])
    def test_is_exported_and_explained(self, base: Any) -> None:
        for cls in defined_in(ann_lib, base):
            assert getattr(ann_lib, cls.__name__) is cls
            assert len(cls.__doc__ or "") > 20
            for name in ("forward", "backward"):
                assert getattr(cls, name).__doc__


class TestEveryLayer:
    @ANY_LAYER
    @pytest.mark.parametrize("training", [False, True])
    def test_gradients_are_right(self, layer: Layer, shape: Any, training: bool) -> None:
        assert check_layer(layer, samples(shape), training=training) <= TOLERANCE

    @ANY_LAYER
    def test_shapes(self, layer: Layer, shape: Any) -> None:
        x = samples(shape)
        y = layer.forward(x)
        assert y.shape == (len(x), *layer.output_shape(shape))
        d_x = layer.backward(np.ones_like(y))
        assert d_x is not None
        assert d_x.shape == x.shape
        for parameter in layer.parameters:
            assert parameter.gradient.shape == parameter.value.shape

    @ANY_LAYER
    @pytest.mark.parametrize("training", [False, True])
    def test_leaves_its_inputs_as_they_were(
        self, layer: Layer, shape: Any, training: bool
    ) -> None:
        values = [p.value.copy() for p in layer.parameters]
        y = layer.forward(frozen(samples(shape)), training=training)
        layer.backward(frozen(np.ones_like(y)))
        for value, parameter in zip(values, layer.parameters, strict=True):
            np.testing.assert_array_equal(parameter.value, value)

    @ANY_LAYER
    def test_no_sample_sees_another(self, layer: Layer, shape: Any) -> None:
        x = samples(shape)
        alone = np.concatenate([layer.forward(x[i : i + 1]) for i in range(len(x))])
        np.testing.assert_allclose(layer.forward(x), alone, rtol=1e-13, atol=1e-15)

    @ANY_LAYER
    def test_gradients_do_not_add_up(self, layer: Layer, shape: Any) -> None:
        d_y = np.ones_like(layer.forward(samples(shape)))
        first, once = layer.backward(d_y), [p.gradient.copy() for p in layer.parameters]
        second = layer.backward(d_y)
        np.testing.assert_array_equal(first, second)
        for gradient, parameter in zip(once, layer.parameters, strict=True):
            np.testing.assert_array_equal(parameter.gradient, gradient)

    @ANY_LAYER
    def test_the_first_layer_has_the_same_gradients(self, layer: Layer, shape: Any) -> None:
        d_y = np.ones_like(layer.forward(samples(shape)))
        layer.backward(d_y)
        whole = [p.gradient.copy() for p in layer.parameters]
        layer.backward(d_y, needs_d_input=False)
        for gradient, parameter in zip(whole, layer.parameters, strict=True):
            np.testing.assert_array_equal(parameter.gradient, gradient)

    @ANY_LAYER
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_keeps_the_dtype(self, layer: Layer, shape: Any, dtype: Any) -> None:
        layer = copy.deepcopy(layer)
        pack(layer.parameters, dtype, [])
        y = layer.forward(samples(shape).astype(dtype), training=True)
        d_x = layer.backward(np.ones_like(y))
        assert d_x is not None
        assert {y.dtype, d_x.dtype} == {np.dtype(dtype)}
        assert {p.gradient.dtype for p in layer.parameters} <= {np.dtype(dtype)}

    @ANY_LAYER
    def test_is_rebuilt_from_its_words(self, layer: Layer, shape: Any) -> None:
        words = describe_part(layer)
        assert json.loads(json.dumps(words)) == words
        name = words.pop("class")
        assert repr(Layer.by_name[name](**words)) == repr(layer)
        assert repr(eval(repr(layer), vars(ann_lib) | {name: type(layer)})) == repr(layer)

    @ANY_LAYER
    def test_backward_says_that_forward_comes_first(self, layer: Layer, shape: Any) -> None:
        new = build_part(Layer, describe_part(layer))
        d_output = np.ones((3, *layer.output_shape(shape)))
        with pytest.raises(
            AttributeError, match=r"has no _\w+\. .* call forward\(\) first"
        ):
            new.backward(d_output)
        assert new.backward(np.ones_like(new.forward(samples(shape)))) is not None

    @ANY_LAYER
    def test_its_size_is_known_before_it_is_built(self, layer: Layer, shape: Any) -> None:
        """So that a hostile file cannot make `Network.load` take all memory."""
        count = sum(p.value.size for p in layer.parameters if p.name == "weights")
        assert n_weights(describe_part(layer)) == count

    @ANY_LAYER
    def test_same_seed_same_start(self, layer: Layer, shape: Any) -> None:
        one, other = copy.deepcopy(layer), copy.deepcopy(layer)
        one.initialize(5)
        other.initialize(np.random.default_rng(5))
        x = samples(shape)
        np.testing.assert_array_equal(
            one.forward(x, training=True), other.forward(x, training=True)
        )

    @ANY_LAYER
    @pytest.mark.parametrize("copied", [copy.deepcopy, pickled])
    def test_copies_give_the_same(self, layer: Layer, shape: Any, copied: Any) -> None:
        x = samples(shape)
        layer.forward(x)
        np.testing.assert_array_equal(copied(layer).forward(x), layer.forward(x))

    @ANY_LAYER
    @pytest.mark.parametrize("dtype", ["float32", "float64"])
    def test_saves_and_loads(
        self, layer: Layer, shape: Any, dtype: str, tmp_path: Path
    ) -> None:
        network = small_network(copy.deepcopy(layer), shape, dtype=dtype)
        network.save(tmp_path / "net.npz")
        loaded = Network.load(tmp_path / "net.npz")
        assert repr(loaded) == repr(network)
        x = samples(shape)
        np.testing.assert_array_equal(loaded.predict(x), network.predict(x))

    @ANY_LAYER
    def test_trains_in_a_network(self, layer: Layer, shape: Any) -> None:
        network = small_network(copy.deepcopy(layer), shape)
        x = frozen(samples(shape, 6))
        network.fit(x, frozen(x.reshape(6, -1)[:, :2]), epochs=2, rng=0, progress=False)
        assert np.isfinite(network.predict(x)).all()


class TestEveryLoss:
    @ANY_LOSS
    def test_gradient_is_right(self, loss: Loss, output: Any, target: Any) -> None:
        assert check_loss(loss, output, target) <= TOLERANCE

    @ANY_LOSS
    def test_shapes_and_inputs(self, loss: Loss, output: Any, target: Any) -> None:
        loss.check_output_shape(output.shape[1:])
        y = loss.check_target(target, output.shape[1:])
        value = loss.forward(frozen(output), frozen(y))
        assert isinstance(value, float)
        assert value > 0
        assert loss.backward().shape == output.shape
        assert len(loss.predict(output)) == len(output)

    @ANY_LOSS
    def test_is_a_mean(self, loss: Loss, output: Any, target: Any) -> None:
        """Each sample twice changes nothing, and each has half the gradient."""
        once, d_once = loss.forward(output, target), loss.backward()
        twice = loss.forward(np.tile(output, (2, 1)), np.concatenate([target, target]))
        assert twice == pytest.approx(once, rel=1e-14)
        np.testing.assert_allclose(loss.backward()[: len(output)], d_once / 2, rtol=1e-13)

    @ANY_LOSS
    @pytest.mark.parametrize("dtype", [np.float32, np.float64])
    def test_is_finite_at_1000(
        self, loss: Loss, output: Any, target: Any, dtype: Any
    ) -> None:
        """Warnings are errors here: an overflow on the way would be seen too."""
        extreme = (np.sign(output) * 1000).astype(dtype)
        assert np.isfinite(loss.forward(extreme, target))
        assert np.isfinite(loss.backward()).all()
        assert loss.backward().dtype == dtype
        if loss.from_logits:
            p = loss.probabilities(extreme)
            assert ((p >= 0) & (p <= 1)).all()

    @ANY_LOSS
    def test_score_of_its_own_predictions(
        self, loss: Loss, output: Any, target: Any
    ) -> None:
        assert loss.score(output, loss.predict(output)) == 1

    @ANY_LOSS
    def test_is_rebuilt_from_its_words(self, loss: Loss, output: Any, target: Any) -> None:
        words = describe_part(loss)
        name = words.pop("class")
        assert repr(Loss.by_name[name](**words)) == repr(loss)
        assert type(eval(repr(loss), {name: type(loss)})) is type(loss)

    @ANY_LOSS
    def test_backward_says_that_forward_comes_first(
        self, loss: Loss, output: Any, target: Any
    ) -> None:
        with pytest.raises(AttributeError, match=r"call forward\(\) first"):
            build_part(Loss, describe_part(loss)).backward()

    @ANY_LOSS
    def test_saves_and_loads(
        self, loss: Loss, output: Any, target: Any, tmp_path: Path
    ) -> None:
        network = Network([Dense(2, output.shape[1], rng=0)], loss=loss)
        network.save(tmp_path / "net.npz")
        loaded = Network.load(tmp_path / "net.npz")
        x = samples((2,))
        np.testing.assert_array_equal(loaded.predict(x), network.predict(x))
        assert loaded.evaluate(x, target) == network.evaluate(x, target)
