"""One epoch in JAX: a step is compiled once for each shape of batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np


def loss_of(activation: str) -> Callable[[Any, Any, Any], Any]:
    """Return the mean cross-entropy as a function of a network's weights."""
    bend = jnp.tanh if activation == "tanh" else jax.nn.relu

    def loss(parameters: Any, x: Any, y: Any) -> Any:
        for weights, bias in parameters[:-1]:
            x = bend(x @ weights + bias)
        logits = x @ parameters[-1][0] + parameters[-1][1]
        if logits.shape[1] == 1:  # yes or no
            z = logits[:, 0]
            return (jax.nn.softplus(z) - z * y).mean()
        log_p = jax.nn.log_softmax(logits)
        return -jnp.take_along_axis(log_p, y[:, None], axis=1).mean()

    return loss


def sgd(rate: float, momentum: float) -> Callable[..., Any]:
    """Return the step of gradient descent: parameters and memory, both new."""
    tree = jax.tree_util.tree_map

    def move(parameters: Any, memory: Any, gradient: Any) -> Any:
        memory = tree(lambda v, g: momentum * v + g, memory, gradient)
        return tree(lambda p, v: p - rate * v, parameters, memory), memory

    return move


def adam(rate: float) -> Callable[..., Any]:
    """Return the step of Adam: parameters and memory, both new."""
    tree = jax.tree_util.tree_map

    def move(parameters: Any, memory: Any, gradient: Any) -> Any:
        m, v, t = memory
        t = t + 1
        m = tree(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
        v = tree(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
        a, b = 1 / (1 - 0.9**t), 1 / (1 - 0.999**t)

        def new(p: Any, m: Any, v: Any) -> Any:
            return p - rate * a * m / (jnp.sqrt(b * v) + 1e-8)

        return tree(new, parameters, m, v), (m, v, t)

    return move


def epochs(task: Any, rate: float, momentum: float) -> dict[str, Callable[[], None]]:
    """Return epochs that pass each batch's images, or only their numbers."""
    is_sgd = task.optimizer == "sgd"
    move = sgd(rate, momentum) if is_sgd else adam(rate)
    loss = loss_of(task.activation)

    def step(parameters: Any, memory: Any, x: Any, y: Any) -> Any:
        return move(parameters, memory, jax.grad(loss)(parameters, x, y))

    def step_of(parameters: Any, memory: Any, x: Any, y: Any, batch: Any) -> Any:
        return step(parameters, memory, x[batch], y[batch])

    step_on_images = jax.jit(step, donate_argnums=(0, 1))
    step_on_numbers = jax.jit(step_of, donate_argnums=(0, 1))
    x, y = jnp.asarray(task.x), jnp.asarray(task.y)
    rng = np.random.default_rng(0)

    def batches() -> list[np.ndarray]:
        size, found = task.batch_size, []
        for _ in range(task.epochs):
            order = rng.permutation(len(task.x))
            found += [order[i : i + size] for i in range(0, len(order), size)]
        return found

    def start() -> list[Any]:
        parameters = jax.tree_util.tree_map(jnp.asarray, task.weights())
        zeros = [jax.tree_util.tree_map(jnp.zeros_like, parameters) for _ in range(2)]
        return [parameters, zeros[0] if is_sgd else (*zeros, jnp.zeros(()))]

    def on_images() -> None:
        for batch in batches():
            states[0][:] = step_on_images(*states[0], task.x[batch], task.y[batch])
        jax.block_until_ready(states[0])

    def on_numbers() -> None:
        for batch in batches():
            states[1][:] = step_on_numbers(*states[1], x, y, batch)
        jax.block_until_ready(states[1])

    states = [start(), start()]
    return {"images passed": on_images, "numbers passed": on_numbers}
