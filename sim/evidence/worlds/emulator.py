"""What a finding would be in any world, learnt from the settings that have been run.

A quadratic in the numbers that matter, and a Gaussian process on what it leaves. The numbers that
matter are found by the lasso among all of them, each on the scale of its prior (0 to 1); the rest
is taken as noise, together with the luck of the town.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sim.model.state import Floats

MOST = 16  # numbers that one finding may depend on
FAR = 6.0  # robust standard deviations: values beyond are drawn in, but none into a band
HELD_BACK = 4  # every fourth setting tells how wrong an emulator of the others is
FEWEST = 30  # settings with a value, to learn anything
BENDS = 0.05  # of the variance of luck: what a process has to add to be worth asking
LEAST_ERROR = 0.3  # of the variance of luck: what a few hundred settings leave unknown at least


@dataclass
class Emulator:
    """One finding as a function of all numbers.

    Attributes:
        error: standard deviation between what is predicted for a setting and its expected value.
        luck: standard deviation of one town around the expected value.
        active: columns of the numbers that matter, the most important first.
    """

    error: float
    luck: float
    active: list[int]
    _level: float
    _coefficients: Floats
    _process: object = None
    _weights: Floats = field(default_factory=lambda: np.empty(0))

    def predict(self, u: Floats) -> Floats:
        """Expected value of the finding at settings ``u``, shape (settings, numbers), 0 to 1."""
        x = centred(u[:, self.active])
        found: Floats = self._level + quadratic(x) @ self._coefficients
        if self._process is not None:
            found = found + self._process.predict(x * self._weights)  # type: ignore[attr-defined]
        return found


def centred(u: Floats) -> Floats:
    """From 0 to 1 to -1 to 1."""
    return 2.0 * u - 1.0


def quadratic(x: Floats) -> Floats:
    """Columns, squares (less a third, their mean) and products of columns."""
    first, second = np.triu_indices(x.shape[1], k=1)
    return np.column_stack([x, x**2 - 1.0 / 3.0, x[:, first] * x[:, second]])


def drawn_in(y: Floats, apart: tuple[float, float] = (np.inf, -np.inf)) -> Floats:
    """Values beyond ``FAR`` robust standard deviations are moved there, or to ``apart`` if further.

    ``apart`` are two values between which none is moved.
    """
    middle = float(np.median(y))
    spread = 1.4826 * float(np.median(np.abs(y - middle))) or float(y.std()) or 1.0
    low, high = (end if np.isfinite(end) else middle for end in apart)
    return np.clip(y, min(low, middle - FAR * spread), max(high, middle + FAR * spread))


def learn(u: Floats, y: Floats, apart: tuple[float, float] = (np.inf, -np.inf)) -> Emulator:
    """Learn one finding from settings ``u``, shape (settings, numbers), and its values ``y``.

    Settings without a value (NaN) are left out; ``apart`` as in ``drawn_in``. How wrong it is is
    judged by an emulator of three quarters of the settings in the others, as choosing what matters
    among hundreds of numbers is most of the error.

    Raises:
        ValueError: too few settings with a value.
    """
    known = np.isfinite(y)
    if known.sum() < FEWEST:
        raise ValueError(f"{known.sum()} settings with a value are too few to learn from")
    u, y = u[known], drawn_in(y[known], apart)
    back = np.arange(len(y)) % HELD_BACK == 0
    tried, found = _fitted(u[~back], y[~back]), _fitted(u, y)
    missed = float(((tried.predict(u[back]) - y[back]) ** 2).mean())
    least = LEAST_ERROR * found.luck**2
    return replace(found, error=float(np.sqrt(max(least, missed - found.luck**2))))


def _fitted(u: Floats, y: Floats) -> Emulator:
    """An emulator of which it is not known yet how wrong it is."""
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
    from sklearn.linear_model import LassoCV

    level, scale = float(y.mean()), float(y.std())
    if scale == 0.0:
        return Emulator(0.0, 0.0, [0], level, np.zeros(2))
    z = (y - level) / scale
    every = centred(u)
    broad = LassoCV(cv=5, alphas=40).fit(np.column_stack([every, every**2 - 1.0 / 3.0]), z)
    size = np.abs(broad.coef_).reshape(2, -1).sum(axis=0)
    active = [int(each) for each in np.argsort(-size, kind="stable")[:MOST] if size[each] > 0]
    active = active or [int(np.argmax(np.abs(every.T @ z)))]
    x = every[:, active]
    inner = LassoCV(cv=5, alphas=40).fit(quadratic(x), z)
    left = z - inner.predict(quadratic(x))
    weights = np.maximum(size[active], 0.1 * max(size[active].max(), 1e-9))
    weights = weights / weights.max()
    kernel = ConstantKernel(0.1, (1e-4, 10.0)) * RBF(1.0, (0.2, 20.0)) + WhiteKernel(
        float(left.var()) or 1e-6, (1e-8, 10.0)
    )
    process = GaussianProcessRegressor(kernel, alpha=1e-8).fit(x * weights, left)
    noise = float(process.kernel_.k2.noise_level)
    bends = float(process.kernel_.k1.k1.constant_value) > BENDS * noise
    return Emulator(
        np.nan,
        noise**0.5 * scale,
        active,
        level + scale * float(inner.intercept_),
        scale * inner.coef_,
        _Scaled(process, scale) if bends else None,
        weights,
    )


@dataclass(frozen=True)
class _Scaled:
    """A fitted process, in the unit of the finding."""

    process: object
    scale: float

    def predict(self, x: Floats) -> Floats:
        found: Floats = self.scale * self.process.predict(x)  # type: ignore[attr-defined]
        return found
