"""The residual connection: a layer learns what to add to its input."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from reference_impl import _check
from reference_impl._arrays import Array, as_floats
from reference_impl.activations import tanh_gradient

__all__ = ["GradientFlow", "gradient_flow", "residual", "residual_backward"]


class GradientFlow(NamedTuple):
    """‖dL/dx_l‖ for l = depth … 0 behind a stack of layers, without and with shortcuts."""

    plain: Array
    residual: Array


def residual(x: ArrayLike, branch: Callable[[Array], ArrayLike]) -> Array:
    """Add a branch's output to its input.

    y = x + F(x)

    x: (…), branch: a function that keeps the shape → (…). Raises ValueError if it does not.
    Source: He et al. 2016, *Deep residual learning*, eq. 1.

    >>> residual([1, -2], lambda x: np.maximum(x, 0))
    [2 -2]
    """
    x = as_floats(x)
    added = as_floats(branch(x))
    _check.same_shape("residual", ("x", x), ("F(x)", added))
    return x + added


def residual_backward(upstream: ArrayLike, branch_backward: Callable[[Array], ArrayLike]) -> Array:
    """Carry a gradient back through the sum: the two ways add (the += of backpropagation).

    dx = g + F′ᵀ g

    upstream g: (…), branch_backward: g ↦ F′ᵀ g, same shape → (…). The 1 in 1 + F′ is why depth
    does not make the gradient vanish. Raises ValueError if the branch changes the shape.
    Source: He et al. 2016, *Identity mappings in deep residual networks*, eq. 5.

    >>> residual_backward([1, 1], lambda g: g * np.array([1, 0]))
    [2 1]
    """
    g = as_floats(upstream)
    through_branch = as_floats(branch_backward(g))
    _check.same_shape("residual_backward", ("upstream", g), ("F'g", through_branch))
    return g + through_branch


def gradient_flow(x: ArrayLike, W: ArrayLike, upstream: ArrayLike) -> GradientFlow:
    """Return how long the gradient is at every depth of a tanh stack, without and with shortcuts.

    xₗ₊₁ = tanh(xₗ Wₗ)  or  xₗ₊₁ = xₗ + tanh(xₗ Wₗ);   ‖dL/dxₗ‖ for l = depth … 0

    x: (d), W: (depth, d, d), upstream dL/dx_depth: (d) → two arrays (depth + 1), from the
    output down to the input. Raises ValueError on shapes that do not fit.
    Source: He et al. 2016, *Identity mappings in deep residual networks*, eqs 4–5.

    >>> gradient_flow([0.5, -0.5], np.full((4, 2, 2), 0.2), [1, 1])
    plain = [1.414 0.5657 0.2263 0.09051 0.0362]
    residual = [1.414 1.98 2.772 3.881 5.433]
    """
    x, W, g = as_floats(x), as_floats(W), as_floats(upstream)
    _check.exactly("gradient_flow", "W", W, 3)
    _check.shape_is("gradient_flow", "x", x, W.shape[1:2])
    _check.shape_is("gradient_flow", "W", W, (len(W), len(x), len(x)))
    _check.shape_is("gradient_flow", "upstream", g, x.shape)
    return GradientFlow(_norms(x, W, g, shortcut=0.0), _norms(x, W, g, shortcut=1.0))


def _norms(x: Array, W: Array, g: Array, shortcut: float) -> Array:
    sums = []
    for layer in W:
        sums.append(x @ layer)
        x = shortcut * x + np.tanh(sums[-1])
    norms = [np.linalg.norm(g)]
    for layer, z in zip(W[::-1], sums[::-1], strict=True):
        g = shortcut * g + (g * tanh_gradient(z)) @ layer.T
        norms.append(np.linalg.norm(g))
    return np.array(norms, dtype=g.dtype)
