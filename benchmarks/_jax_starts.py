"""Many starts of one network in JAX: `vmap` over the starts, a whole training compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from _jax_training import adam


def loss(parameters: Any, x: Any, y: Any) -> Any:
    """Return the mean cross-entropy of yes or no, through tanh units."""
    for weights, bias in parameters[:-1]:
        x = jnp.tanh(x @ weights + bias)
    z = (x @ parameters[-1][0] + parameters[-1][1])[:, 0]
    return (jax.nn.softplus(z) - z * y).mean()


def training(case: Any) -> tuple[Callable[[], Any], Callable[[], np.ndarray]]:
    """Return what compiles a training of all starts, and what then trains them.

    Training returns the starts' losses on all samples.
    """
    if case.dtype == "float64":
        jax.config.update("jax_enable_x64", True)
    dtype = jnp.dtype(case.dtype)
    move = adam(case.rate)
    x, y = jnp.asarray(case.x, dtype), jnp.asarray(case.y, dtype)

    def one_start(parameters: Any, batches: Any) -> Any:
        zeros = jax.tree_util.tree_map(jnp.zeros_like, parameters)
        memory = (zeros, zeros, jnp.zeros((), dtype))

        def step(state: Any, batch: Any) -> Any:
            gradient = jax.grad(loss)(state[0], x[batch], y[batch])
            return move(*state, gradient), None

        (parameters, _), _ = jax.lax.scan(step, (parameters, memory), batches)
        return loss(parameters, x, y)

    def orders(seed: int) -> np.ndarray:
        """Return each step's samples; the last batch of an epoch is filled up."""
        rng, n = np.random.default_rng(seed), len(case.x)
        if case.batch_size >= n:
            return np.tile(np.arange(n), (case.epochs, 1))
        n_batches = -(-n // case.batch_size)
        every = [
            np.resize(rng.permutation(n), n_batches * case.batch_size)
            for _ in range(case.epochs)
        ]
        return np.concatenate(every).reshape(-1, case.batch_size)

    weights = [case.weights(seed) for seed in range(case.n_starts)]
    parameters = jax.tree_util.tree_map(lambda *all_: jnp.stack(all_), *weights)
    batches = np.stack([orders(seed) for seed in range(case.n_starts)])
    compiled: list[Any] = []

    def compile_it() -> None:
        lowered = jax.jit(jax.vmap(one_start)).lower(parameters, batches)
        compiled[:] = [lowered.compile()]

    def train() -> np.ndarray:
        return np.asarray(jax.block_until_ready(compiled[0](parameters, batches)))

    return compile_it, train
