"""Write torch.json and torch_accuracy.json: what PyTorch computes, as plain numbers.

Run once with PyTorch 2.13 (CPU):
    pip install torch==2.13.0 numpy mpmath && python make_torch.py
Everything is float64 unless a name says otherwise. Each topic holds its inputs and torch's values.
"""

import json
import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import exact_values as exact  # noqa: E402

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)
ROUNDED = 3  # inputs have 3 decimals: short files, exact in decimal


def drawn(*shape: int, scale: float = 1.0) -> torch.Tensor:
    return torch.round(torch.randn(*shape) * scale, decimals=ROUNDED).requires_grad_()


def gradients(loss: torch.Tensor, **inputs: torch.Tensor) -> dict:
    """Gradients by the named inputs; ``loss`` is a scalar."""
    got = torch.autograd.grad(loss, list(inputs.values()))
    return {f"d{name}": g for name, g in zip(inputs, got, strict=True)}


def activations() -> dict:
    x = torch.tensor([-800.0, -40, -3, -1, -0.1, 0, 0.1, 1, 3, 40, 800], requires_grad=True)
    out = {"x": x}
    for name, f in {
        "softplus": F.softplus,
        "relu": F.relu,
        "gelu": F.gelu,
        "gelu_tanh": lambda z: F.gelu(z, approximate="tanh"),
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
    }.items():
        y = f(x)
        out[name] = y
        out[f"{name}_gradient"] = torch.autograd.grad(y.sum(), x)[0]
    return out


def losses() -> dict:
    z, y = drawn(3, 4, scale=3), torch.rand(3, 4).round(decimals=2)
    logits, target = drawn(5, 3, scale=2), torch.tensor([0, 2, 1, 1, 0])
    p = torch.sigmoid(z.detach()).round(decimals=2).clamp(0.01, 0.99).requires_grad_()
    out = {"z": z, "y": y, "p": p, "logits": logits, "target": target}
    for reduction in ("mean", "sum"):
        with_logits = F.binary_cross_entropy_with_logits(z, y, reduction=reduction)
        plain = F.binary_cross_entropy(p, y, reduction=reduction)
        many = F.cross_entropy(logits, target, reduction=reduction)
        out |= {f"with_logits_{reduction}": with_logits, f"plain_{reduction}": plain}
        out |= {f"cross_entropy_{reduction}": many}
        out |= {f"{k}_{reduction}": v for k, v in gradients(with_logits, z=z).items()}
        out |= {f"{k}_{reduction}": v for k, v in gradients(plain, p=p).items()}
        out |= {f"{k}_{reduction}": v for k, v in gradients(many, logits=logits).items()}
    return out


def softmax() -> dict:
    x, g = drawn(2, 3, 4, scale=2), drawn(2, 3, 4)
    out = {"x": x, "g": g}
    for axis in (0, 1, 2):
        for name, f in (("softmax", torch.softmax), ("log_softmax", torch.log_softmax)):
            y = f(x, axis)
            out[f"{name}_{axis}"] = y
            out[f"{name}_{axis}_gradient"] = torch.autograd.grad((y * g).sum(), x)[0]
        out[f"logsumexp_{axis}"] = torch.logsumexp(x, axis)
    return out


def mini_network() -> dict:
    x, y = drawn(4, 2), torch.tensor([[1.0], [0], [0], [1]])
    w = {"W1": drawn(2, 3), "b1": drawn(3), "W2": drawn(3, 1), "b2": drawn(1)}
    logits = torch.sigmoid(x @ w["W1"] + w["b1"]) @ w["W2"] + w["b2"]
    loss = F.binary_cross_entropy_with_logits(logits, y)
    return {"x": x, "y": y, **w, "logits": logits, "loss": loss, **gradients(loss, **w)}


def attention() -> dict:
    Q, K, V, g = drawn(2, 3, 4), drawn(2, 5, 4), drawn(2, 5, 2), drawn(2, 3, 2)
    mask = torch.rand(2, 3, 5) < 0.6
    mask[1, 2] = False  # a query that may attend to nothing
    out = {"Q": Q, "K": K, "V": V, "g": g, "mask": mask}
    for name, options in {
        "plain": {},
        "masked": {"attn_mask": mask},
        "scaled": {"scale": 0.3},
    }.items():
        y = F.scaled_dot_product_attention(Q, K, V, **options)
        out[name] = y
        found = gradients((y * g).sum(), Q=Q, K=K, V=V)
        out |= {f"{name}_{key}": value for key, value in found.items()}
    square = drawn(4, 3)
    out["square"] = square
    out["causal"] = F.scaled_dot_product_attention(
        *(square[None] for _ in range(3)), is_causal=True
    )[0]
    return out


def multi_head() -> dict:
    d, heads = 6, 3
    module = nn.MultiheadAttention(d, heads, bias=False, batch_first=True)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(drawn(*parameter.shape))
    x, context = drawn(2, 4, d), drawn(2, 5, d)
    y, weights = module(x, context, context, average_attn_weights=False)
    W_Q, W_K, W_V = (w.T for w in module.in_proj_weight.chunk(3))
    projections = {"W_Q": W_Q, "W_K": W_K, "W_V": W_V, "W_O": module.out_proj.weight.T}
    return {"x": x, "context": context, "heads": heads, **projections, "y": y, "weights": weights}


def encoder_layer() -> dict:
    d, heads, width = 4, 2, 6
    x = drawn(2, 3, d)
    out = {"x": x, "heads": heads}
    layer = nn.TransformerEncoderLayer(d, heads, width, dropout=0.0, batch_first=True)
    with torch.no_grad():
        for parameter in layer.parameters():
            parameter.copy_(drawn(*parameter.shape, scale=0.5))
        layer.self_attn.in_proj_bias.zero_()  # the paper has none
        layer.self_attn.out_proj.bias.zero_()
    W_Q, W_K, W_V = (w.T for w in layer.self_attn.in_proj_weight.chunk(3))
    out["weights"] = {
        **{"W_Q": W_Q, "W_K": W_K, "W_V": W_V, "W_O": layer.self_attn.out_proj.weight.T},
        **{"gamma1": layer.norm1.weight, "beta1": layer.norm1.bias},
        **{"W1": layer.linear1.weight.T, "b1": layer.linear1.bias},
        **{"W2": layer.linear2.weight.T, "b2": layer.linear2.bias},
        **{"gamma2": layer.norm2.weight, "beta2": layer.norm2.bias},
    }
    causal = nn.Transformer.generate_square_subsequent_mask(3)
    for norm_first in (False, True):
        for activation in (F.relu, F.gelu):
            layer.norm_first, layer.activation = norm_first, activation
            layer.activation_relu_or_gelu = 0
            name = f"{'pre' if norm_first else 'post'}_{activation.__name__}"
            out[name] = layer(x)
            out[f"{name}_causal"] = layer(x, src_mask=causal)
    return out


def rnn() -> dict:
    module = nn.RNN(3, 4, batch_first=True)
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(drawn(*parameter.shape, scale=0.5))
    x, h0, g = drawn(2, 5, 3), drawn(2, 4), drawn(2, 5, 4)
    states, _ = module(x, h0[None])
    inputs = {"x": x, "h0": h0}
    found = gradients((states * g).sum(), **inputs, W_xh=module.weight_ih_l0, b=module.bias_ih_l0)
    again, _ = module(x, h0[None])
    found |= gradients((again * g).sum(), W_hh=module.weight_hh_l0)
    for name in ("dW_xh", "dW_hh"):
        found[name] = found[name].T
    weights = {"W_xh": module.weight_ih_l0.T, "W_hh": module.weight_hh_l0.T}
    bias = module.bias_ih_l0 + module.bias_hh_l0
    return {**inputs, "g": g, **weights, "b": bias, "states": states, **found}


def norms() -> dict:
    x, g = drawn(6, 4, scale=2), drawn(6, 4)
    gamma, beta = drawn(4), drawn(4)
    mean, variance = torch.zeros(4), torch.ones(4)
    batch = F.batch_norm(x, mean, variance, gamma, beta, training=True, momentum=0.1)
    parameters = {"x": x, "gamma": gamma, "beta": beta}
    out = {**parameters, "g": g, "batch": batch, "running_mean": mean, "running_variance": variance}
    out |= {f"batch_{k}": v for k, v in gradients((batch * g).sum(), **parameters).items()}
    out["batch_eval"] = F.batch_norm(x, mean, variance, gamma, beta, training=False)
    layer = F.layer_norm(x, (4,), gamma, beta)
    out["layer"] = layer
    out |= {f"layer_{k}": v for k, v in gradients((layer * g).sum(), **parameters).items()}
    return out


def formats() -> dict:
    special = [0.1, 1 / 3, 2049.0, 2050.0, 2051.0, 65504.0, 65519.9, 65520.0, 3.3895e38, 3.4e38]
    tiny = [6e-8, 3e-8, 2.9802322387695312e-08, 1e-41, 4.6e-41, 1.00390625, 1.01171875]
    x = torch.cat([torch.tensor(special + tiny), torch.randn(40) * 10.0 ** torch.arange(-20, 20)])
    x = x.float()  # torch rounds float64 to bfloat16 by way of float32
    kinds = {"float16": torch.float16, "bfloat16": torch.bfloat16}
    infos = {name: torch.finfo(kind) for name, kind in kinds.items()}
    return {
        "x": x.double(),
        **{name: x.to(kind).double() for name, kind in kinds.items()},
        **{f"{name}_max": info.max for name, info in infos.items()},
        **{f"{name}_eps": info.eps for name, info in infos.items()},
        **{f"{name}_tiny": info.tiny for name, info in infos.items()},
    }


def embedding_losses() -> dict:
    v, u, negatives = drawn(3, 4), drawn(3, 4), drawn(3, 2, 4)
    positive = F.logsigmoid((v * u).sum(-1))
    loss = -positive - F.logsigmoid(-torch.einsum("nkd,nd->nk", negatives, v)).sum(-1)
    found = gradients(loss.sum(), v=v, u=u, negatives=negatives)
    W, C, b, c = drawn(3, 2), drawn(3, 2), drawn(3), drawn(3)
    X = torch.tensor([[0.0, 2, 50], [2, 0, 150], [50, 150, 1]])
    seen = X > 0
    weight = torch.clamp(X / 100, max=1) ** 0.75
    miss = W @ C.T + b[:, None] + c - torch.log(torch.where(seen, X, 1.0))
    glove = (weight * miss**2)[seen].sum()
    parameters = {"W": W, "W_context": C, "b": b, "b_context": c}
    sampling = {"v": v, "u": u, "negatives": negatives, "loss": loss, **found}
    return {
        "negative_sampling": sampling,
        "glove": {"X": X, **parameters, "loss": glove, **gradients(glove, **parameters)},
    }


def accuracy() -> dict[str, float]:
    """Largest error in ulp of torch on the samples that the tests use (seeds as there)."""
    x = exact.scalars(1, exact.SCALAR_COUNT)
    t = torch.tensor(x)
    s = torch.sigmoid(t)
    worst = {
        "sigmoid": (s, exact.sigmoid(x)),
        "sigmoid_gradient": (s * (1 - s), exact.sigmoid_gradient(x)),
        "softplus": (F.softplus(t), exact.softplus(x)),
    }
    for name, (reference, labels) in exact.LABELLED.items():
        y = labels(2, x)
        z = t.clone().requires_grad_()
        loss = F.binary_cross_entropy_with_logits(z, torch.tensor(y), reduction="none")
        if "gradient" in name:
            loss = torch.autograd.grad(loss.sum(), z)[0]
        worst[name] = (loss.detach(), reference(x, y))
    for length in exact.ROW_LENGTHS:
        r = exact.rows(3, length, exact.ROW_ENTRIES // length)
        worst[f"softmax of {length}"] = (torch.softmax(torch.tensor(r), -1), exact.softmax(r))
        worst[f"log_softmax of {length}"] = (
            torch.log_softmax(torch.tensor(r), -1),
            exact.log_softmax(r),
        )
    for offset in exact.OFFSETS:
        x = exact.offset_data(4, offset)
        rows = F.layer_norm(torch.tensor(x), x.shape[1:]).numpy()
        columns = F.batch_norm(torch.tensor(x), None, None, training=True).numpy()
        worst[f"layer_norm, offset {offset:g}"] = exact.norm_error(rows, x, axis=1)
        worst[f"batch_norm, offset {offset:g}"] = exact.norm_error(columns, x, axis=0)
    return {
        name: pair if isinstance(pair, float) else float(exact.ulps(pair[0].numpy(), pair[1]).max())
        for name, pair in worst.items()
    }


def plain(value: object) -> object:
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, torch.Tensor):
        return value.detach().tolist()
    return value


def write(name: str, **content: object) -> None:
    head = {"program": "torch", "version": torch.__version__, "script": Path(__file__).name}
    text = json.dumps({**head, **content}, separators=(",", ":"))
    (HERE / name).write_text(text.replace('":{"', '":\n{"') + "\n")


if __name__ == "__main__":
    topics = (activations, losses, softmax, mini_network, attention, multi_head, encoder_layer)
    topics += (rnn, norms, formats, embedding_losses)
    write("torch.json", precision="float64", topics={t.__name__: plain(t()) for t in topics})
    write("torch_accuracy.json", largest_error_in_ulp=accuracy())
