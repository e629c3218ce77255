"""Large arrays against SciPy, plain numpy and torch (where installed).

Run: python bench_reference_large.py. Budget: softmax over 10⁶ entries at most 2.5 times SciPy.
"""

import bench_reference_timing as timing  # first: it fixes the number of threads
import numpy as np
from scipy import special

import reference_impl as ref

try:
    import torch
except ImportError:
    torch = None

rng = np.random.default_rng(0)
SCIPY_BUDGET = 2.5


def softmax() -> dict[str, timing.Call]:
    x = rng.normal(size=1_000_000)
    rivals = {"ours": lambda: ref.softmax(x), "scipy": lambda: special.softmax(x)}
    if torch:
        t = torch.from_numpy(x)
        rivals["torch"] = lambda: torch.softmax(t, 0)
    return rivals


def log_softmax() -> dict[str, timing.Call]:
    x = rng.normal(size=(1000, 1000))
    rivals = {"ours": lambda: ref.log_softmax(x), "scipy": lambda: special.log_softmax(x, axis=-1)}
    if torch:
        t = torch.from_numpy(x)
        rivals["torch"] = lambda: torch.log_softmax(t, -1)
    return rivals


def attention() -> dict[str, timing.Call]:
    Q, K, V = rng.normal(size=(3, 8, 64, 64))

    def plain() -> np.ndarray:
        return special.softmax(Q @ K.swapaxes(-1, -2) / 8, axis=-1) @ V

    rivals = {"ours": lambda: ref.attention(Q, K, V), "scipy": plain}
    if torch:
        tensors = [torch.from_numpy(m) for m in (Q, K, V)]
        rivals["torch"] = lambda: torch.nn.functional.scaled_dot_product_attention(*tensors)
    return rivals


def batch_norm() -> dict[str, timing.Call]:
    x, gamma, beta = rng.normal(size=(1024, 256)), np.ones(256), np.zeros(256)

    def two_pass() -> np.ndarray:
        return gamma * (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-5) + beta

    rivals = {"ours": lambda: ref.batch_norm(x, gamma, beta), "numpy": two_pass}
    if torch:
        t, g, b = (torch.from_numpy(a) for a in (x, gamma, beta))
        norm = torch.nn.functional.batch_norm
        rivals["torch"] = lambda: norm(t, None, None, g, b, training=True)
    return rivals


def training_epoch() -> dict[str, timing.Call]:
    """256 examples in mini-batches of 32 through a 16-32-1 network."""
    x, y = rng.normal(size=(256, 16)), rng.integers(0, 2, (256, 1)).astype(float)
    network = ref.initial_network([16, 32, 1], rng)

    def plain() -> None:
        (W1, b1), (W2, b2) = network
        for start in range(0, 256, 32):
            a, t = x[start : start + 32], y[start : start + 32]
            h = special.expit(a @ W1 + b1)
            delta2 = (special.expit(h @ W2 + b2) - t) / 32
            delta1 = delta2 @ W2.T * h * (1 - h)
            W1, b1 = W1 - 0.1 * a.T @ delta1, b1 - 0.1 * delta1.sum(0)
            W2, b2 = W2 - 0.1 * h.T @ delta2, b2 - 0.1 * delta2.sum(0)

    def ours() -> object:
        return ref.train(network, x, y, rng, epochs=1, rate=0.1, batch_size=32)

    rivals = {"ours": ours, "scipy": plain}
    if torch:
        rivals["torch"] = torch_epoch(x, y)
    return rivals


def torch_epoch(x: np.ndarray, y: np.ndarray) -> timing.Call:
    torch.set_default_dtype(torch.float64)
    layers = torch.nn.Linear(16, 32), torch.nn.Sigmoid(), torch.nn.Linear(32, 1)
    model = torch.nn.Sequential(*layers)
    descent = torch.optim.SGD(model.parameters(), lr=0.1)
    a, t = torch.from_numpy(x), torch.from_numpy(y)

    def epoch() -> None:
        for start in range(0, 256, 32):
            descent.zero_grad()
            logits = model(a[start : start + 32])
            rows = t[start : start + 32]
            torch.nn.functional.binary_cross_entropy_with_logits(logits, rows).backward()
            descent.step()

    return epoch


def main() -> None:
    if torch:
        torch.set_num_threads(1)
    for name, make in {
        "softmax 1 000 000": softmax,
        "log-softmax 1000 × 1000": log_softmax,
        "attention 8 × 64 × 64": attention,
        "batch norm 1024 × 256": batch_norm,
        "training epoch 16-32-1": training_epoch,
    }.items():
        found = timing.medians(make())
        shown = "   ".join(f"{rival} {1e6 * t:8.0f} µs" for rival, t in found.items())
        ratios = "   ".join(
            f"{found['ours'] / t:.2f} × {rival}" for rival, t in found.items() if rival != "ours"
        )
        print(f"{name:<26}{shown}   ours = {ratios}")
        if make is softmax:
            ratio = found["ours"] / found["scipy"]
            verdict = "within" if ratio <= SCIPY_BUDGET else "OVER"
            print(f"{'':<26}{verdict} the budget of {SCIPY_BUDGET} × SciPy")
    if not torch:
        print("torch is not installed: its column is left out")


if __name__ == "__main__":
    main()
