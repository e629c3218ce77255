"""What a live question may call: pure, no generator, no training, cost bounded by the input."""

from reference_impl.activations import (
    relu,
    relu_gradient,
    sigmoid,
    sigmoid_gradient,
    softplus,
    tanh_gradient,
)
from reference_impl.attention import (
    attention,
    attention_backward,
    attention_weights,
    causal_mask,
    padding_mask,
)
from reference_impl.batch_norm import (
    batch_norm,
    batch_norm_backward,
    batch_norm_eval,
    moving_average,
    undoing_parameters,
)
from reference_impl.decoding import sequential_steps, teacher_forcing
from reference_impl.dense import dense, dense_backward
from reference_impl.encodings import embedding_lookup, hash_bucket, one_hot, ordinal
from reference_impl.feature_selection import (
    correlation,
    feature_variance,
    joint_counts,
    mutual_information,
    select_features,
)
from reference_impl.formats import (
    float_format,
    float_spacing,
    rounded_to,
    to_bfloat16,
    to_float16,
)
from reference_impl.gelu import gelu, gelu_gradient, normal_cdf
from reference_impl.glove import cooccurrence, glove, glove_weight
from reference_impl.gradient_accumulation import accumulate, batch_norm_gap
from reference_impl.layer_norm import compare_norms, layer_norm, layer_norm_backward
from reference_impl.local_context import contextual_vectors, static_vectors, word_in_context
from reference_impl.losses import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    cross_entropy,
    cross_entropy_gradient,
)
from reference_impl.mini_network import mini_network, mini_network_backward
from reference_impl.multi_head import (
    attention_parameters,
    merge_heads,
    multi_head_attention,
    split_heads,
)
from reference_impl.parallelism import (
    all_reduce_volume,
    data_parallel_gradient,
    parameters_per_device,
    pipeline_bubble,
    pipeline_steps,
)
from reference_impl.positional_encoding import positional_encoding
from reference_impl.quantisation import asymmetric_scale, dequantise, quantise, symmetric_scale
from reference_impl.representations import gram_matrix, linear_cka
from reference_impl.residual import gradient_flow
from reference_impl.rnn import gradient_norms, rnn, rnn_backward, rnn_step
from reference_impl.softmax import (
    log_softmax,
    log_softmax_backward,
    logsumexp,
    softmax,
    softmax_backward,
)
from reference_impl.speculative import (
    acceptance_probability,
    expected_tokens,
    residual_distribution,
    speculative_speedup,
)
from reference_impl.text import cbow_examples, skipgram_pairs
from reference_impl.transformer import feed_forward
from reference_impl.word2vec import (
    cbow_center,
    cosine_similarity,
    full_softmax,
    nearest,
    negative_sampling,
    noise_distribution,
)

__all__ = ["FOR_QUESTIONS"]

FOR_QUESTIONS = (
    sigmoid,
    sigmoid_gradient,
    softplus,
    relu,
    relu_gradient,
    tanh_gradient,
    gelu,
    gelu_gradient,
    normal_cdf,
    softmax,
    softmax_backward,
    log_softmax,
    log_softmax_backward,
    logsumexp,
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_with_logits_gradient,
    cross_entropy,
    cross_entropy_gradient,
    dense,
    dense_backward,
    mini_network,
    mini_network_backward,
    skipgram_pairs,
    cbow_examples,
    cbow_center,
    full_softmax,
    negative_sampling,
    noise_distribution,
    cosine_similarity,
    nearest,
    cooccurrence,
    glove_weight,
    glove,
    static_vectors,
    contextual_vectors,
    word_in_context,
    rnn_step,
    rnn,
    rnn_backward,
    gradient_norms,
    attention,
    attention_weights,
    attention_backward,
    causal_mask,
    padding_mask,
    split_heads,
    merge_heads,
    multi_head_attention,
    attention_parameters,
    positional_encoding,
    feed_forward,
    batch_norm,
    batch_norm_backward,
    batch_norm_eval,
    moving_average,
    undoing_parameters,
    layer_norm,
    layer_norm_backward,
    compare_norms,
    gradient_flow,
    accumulate,
    batch_norm_gap,
    teacher_forcing,
    sequential_steps,
    pipeline_steps,
    pipeline_bubble,
    all_reduce_volume,
    data_parallel_gradient,
    parameters_per_device,
    acceptance_probability,
    residual_distribution,
    expected_tokens,
    speculative_speedup,
    feature_variance,
    correlation,
    joint_counts,
    mutual_information,
    select_features,
    one_hot,
    ordinal,
    hash_bucket,
    embedding_lookup,
    float_format,
    float_spacing,
    rounded_to,
    to_float16,
    to_bfloat16,
    symmetric_scale,
    asymmetric_scale,
    quantise,
    dequantise,
    gram_matrix,
    linear_cka,
)
"""The functions, in the order of the systems; ``__name__`` is the name in the question language."""
