"""The catalogue: every system of the notes, and a page on each function with worked numbers."""

import doctest
import inspect
from collections.abc import Callable, Iterator
from types import CodeType, ModuleType
from typing import Any

import numpy as np

import reference_impl
from reference_impl import patterns

Entry = Callable[..., Any]

ROWS: dict[str, tuple[str, ...]] = {
    "Mini neural network": (
        "sigmoid sigmoid_gradient softplus relu relu_gradient tanh_gradient",
        "softmax softmax_backward log_softmax log_softmax_backward logsumexp",
        "binary_cross_entropy binary_cross_entropy_gradient",
        "binary_cross_entropy_with_logits binary_cross_entropy_with_logits_gradient",
        "cross_entropy cross_entropy_gradient dense dense_backward",
        "mini_network mini_network_backward",
        "initial_network forward backward gradient_step train",
        "numerical_gradient gradient_error",
    ),
    "Word2Vec": (
        "words_of vocabulary encoded decoded skipgram_pairs cbow_examples cbow_center",
        "full_softmax negative_sampling noise_distribution train_word2vec",
        "cosine_similarity nearest",
    ),
    "GloVe": ("cooccurrence glove_weight glove train_glove",),
    "The problem of local context": ("static_vectors contextual_vectors word_in_context",),
    "RNN": ("rnn_step rnn rnn_backward gradient_norms",),
    "Attention": ("attention attention_weights attention_backward causal_mask padding_mask",),
    "Transformer, self-attention": (
        "positional_encoding feed_forward gelu gelu_gradient normal_cdf",
        "initial_block encoder_block encoder language_model_step",
    ),
    "Multi-head attention": (
        "split_heads merge_heads multi_head_attention projection_shapes attention_parameters",
    ),
    "Parallelism in generative models": (
        "sequential_steps teacher_forcing generate step_by_step",
        "pipeline_steps pipeline_bubble all_reduce_volume data_parallel_gradient",
        "column_parallel row_parallel parameters_per_device",
        "acceptance_probability residual_distribution expected_tokens speculative_speedup",
        "speculative_step",
    ),
    "How features are chosen, what can move to another format": (
        "feature_variance correlation joint_counts mutual_information select_features",
        "one_hot ordinal hash_bucket embedding_lookup encoding_report compare_encodings",
        "float_format float_spacing rounded_to to_float16 to_bfloat16 compare_formats",
        "symmetric_scale asymmetric_scale quantise dequantise",
        "gram_matrix linear_cka linear_probe probe_accuracy made_clusters what_survives",
    ),
    "Gradient accumulation": ("micro_batches accumulate batch_norm_gap",),
    "Batch normalisation": (
        "batch_norm batch_norm_backward batch_norm_train batch_norm_eval moving_average",
        "undoing_parameters",
    ),
    "Layer normalisation": ("layer_norm layer_norm_backward compare_norms",),
    "Residual connection": ("residual residual_backward gradient_flow",),
    "Abstract class": ("Shape Circle Rectangle HalfShape missing_members",),
    "Factory": (
        "make_writer Writer Markdown Html Report MarkdownReport HtmlReport",
        "ThemeFactory LightTheme DarkTheme dialog Plugin CsvPlugin JsonPlugin",
    ),
    "Singleton": (
        "ByNew ByNewPerClass SingletonMeta ByMetaclass singleton by_decorator",
        "Unsafe ThreadSafe remember behaviour",
    ),
}
"""The rows of the notes' table of contents, each with the names that belong to it."""


def entries() -> dict[str, Entry]:
    """Return every catalogued function and class by name, in the order of the rows."""
    return {name: _find(name) for names in ROWS.values() for name in " ".join(names).split()}


def listing() -> str:
    """Return the whole catalogue, one line a name."""
    found = entries()
    lines = []
    for title, names in ROWS.items():
        lines += ["", title]
        lines += [f"  {name:<42}{_summary(found[name])}" for name in " ".join(names).split()]
    return "\n".join(lines[1:])


def page(name: str) -> str:
    """Return one entry's explanation with its equation, its source text and a worked example.

    Raises KeyError on a name that is not in the catalogue.
    """
    entry = entries()[name]
    text = inspect.getdoc(entry) or ""
    explanation = text.split("\n>>> ")[0].rstrip()
    code = "\n\n\n".join(
        [_code_without_docstring(entry), *map(_code, dict.fromkeys(_helpers(entry)))]
    )
    parts = [name, "=" * len(name), "", explanation, "", "Code", "----", code]
    return "\n".join([*parts, "", "Worked example", "--------------", *worked_example(entry)])


def worked_example(entry: Entry) -> Iterator[str]:
    """Run the examples of an entry's docstring and yield them with freshly computed results."""
    names = {**vars(patterns), **vars(reference_impl), "np": np}
    for example in doctest.DocTestParser().get_examples(inspect.getdoc(entry) or ""):
        first, *rest = example.source.rstrip().split("\n")
        yield f">>> {first}"
        yield from (f"... {line}" for line in rest)
        try:
            value = eval(example.source, names)  # noqa: S307 - our own docstrings
        except SyntaxError:
            exec(example.source, names)  # noqa: S102 - our own docstrings
        else:
            yield from shown(value)


def shown(value: object) -> list[str]:
    """Return a value as lines of text: 4 significant digits, a named result step by step."""
    if hasattr(value, "_fields"):
        pairs = zip(value._fields, value, strict=True)  # type: ignore[call-overload]
        return [line for field, step in pairs for line in _labelled(field, step)]
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in _labelled(str(key), item)]
    return _text(value).split("\n")


def _labelled(label: str, value: object) -> list[str]:
    if hasattr(value, "_fields") or isinstance(value, dict):
        return [f"{label}:", *(f"    {line}" for line in shown(value))]
    first, *rest = _text(value).split("\n")
    indent = " " * (len(label) + 3)
    return [f"{label} = {first}", *(indent + line for line in rest)]


def _text(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | float | np.number):
        return _number(float(value))
    if isinstance(value, np.ndarray):
        formatter: Any = {"float_kind": _number, "int_kind": str}
        text = np.array2string(value, formatter=formatter, max_line_width=92)
        return "\n".join(line for line in text.split("\n") if line.strip())
    if isinstance(value, list | tuple):
        inside = ", ".join(_text(item) for item in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return repr(value)


def _number(x: float) -> str:
    """Return at most 4 significant digits; whole numbers in full, no minus before a zero."""
    if np.isfinite(x) and x == int(x):
        return str(int(x)) if abs(x) < 1e15 else f"{x:.4g}"
    text = f"{x:.4g}"
    return text.removeprefix("-") if float(text) == 0 else text


def _find(name: str) -> Entry:
    home: ModuleType = reference_impl if hasattr(reference_impl, name) else patterns
    entry: Entry = getattr(home, name)
    return entry


def _summary(entry: Entry) -> str:
    return (inspect.getdoc(entry) or "").split("\n")[0]


def _helpers(entry: Entry, seen: frozenset[str] = frozenset()) -> Iterator[Entry]:
    """Yield the private functions that the entry is built from.

    Those that only check arguments or unpack them are left out: they hold no equation.
    """
    for name in _names_in(getattr(entry, "__code__", None)):
        helper: Any = getattr(entry, "__globals__", {}).get(name)
        if name not in seen and inspect.isfunction(helper) and _holds_an_equation(helper):
            yield helper
            yield from _helpers(helper, seen | {name})


def _holds_an_equation(helper: Entry) -> bool:
    *_, module = helper.__module__.split(".")
    if module in ("_check", "_arrays") or helper.__name__.startswith("_check"):
        return False
    return module.startswith("_") or helper.__name__.startswith("_")


def _names_in(code: CodeType | None) -> Iterator[str]:
    """Yield the global names a function uses, also inside its comprehensions."""
    if code is not None:
        yield from code.co_names
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                yield from _names_in(constant)


def _code(entry: Entry) -> str:
    return inspect.getsource(inspect.unwrap(entry)).rstrip()


def _code_without_docstring(entry: Entry) -> str:
    """Return the source text without the docstring, which stands above it already."""
    lines = _code(entry).split("\n")
    opening = next((i for i, line in enumerate(lines) if line.strip().startswith('"""')), None)
    if opening is None:
        return "\n".join(lines)
    closing = next(i for i in range(opening, len(lines)) if lines[i].rstrip().endswith('"""'))
    return "\n".join(lines[:opening] + lines[closing + 1 :])
