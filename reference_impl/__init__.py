"""Every system of the notes as plain numpy: equation, code and source side by side.

``python -m reference_impl`` lists the catalogue, ``python -m reference_impl softmax`` explains one
entry with numbers. Conventions: rows are examples, leading axes are batch, float32 stays float32,
variances are biased, logarithms natural, masks True = may attend, NaN in gives NaN out.
"""

from types import ModuleType as _Module

from reference_impl import patterns
from reference_impl.activations import *
from reference_impl.attention import *
from reference_impl.batch_norm import *
from reference_impl.decoding import *
from reference_impl.dense import *
from reference_impl.encodings import *
from reference_impl.feature_selection import *
from reference_impl.for_questions import *
from reference_impl.formats import *
from reference_impl.gelu import *
from reference_impl.glove import *
from reference_impl.gradient_accumulation import *
from reference_impl.gradient_check import *
from reference_impl.layer_norm import *
from reference_impl.local_context import *
from reference_impl.losses import *
from reference_impl.mini_network import *
from reference_impl.multi_head import *
from reference_impl.network import *
from reference_impl.parallelism import *
from reference_impl.positional_encoding import *
from reference_impl.quantisation import *
from reference_impl.representations import *
from reference_impl.residual import *
from reference_impl.rnn import *
from reference_impl.softmax import *
from reference_impl.speculative import *
from reference_impl.survival import *
from reference_impl.text import *
from reference_impl.transformer import *
from reference_impl.word2vec import *
from reference_impl.word2vec_training import *

__all__ = sorted(
    name
    for name, value in globals().items()
    if not name.startswith("_") and (value is patterns or not isinstance(value, _Module))
)
