"""Fit the encoder's adapter on all our examples at once: `make train-encoder`.

Not part of the ordinary training: it takes about half an hour on two cores
and its result, data/encoder/adapter.npz, is committed. Tasks share one
sentence vector; each batch holds one task. Never reads tests/eval.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from antechamber.errors import ConfigurationError
from antechamber.language.adapter import LAYERS, PLACES, Adapter
from antechamber.language.danger_examples import danger_examples, intent_examples
from antechamber.language.encoder_export import MAX_TOKENS, model_folder, verify_weights
from antechamber.language.examples import read_examples
from antechamber.settings import adapter_file, data_folder

RANK = 16
EPOCHS = 4
BATCH = 16
PEAK_RATE = 1.2e-3
WARM_UP = 0.06
DROPOUT = 0.1
SMOOTHING = 0.04
SEED = 11
_REPLIES = 5
"""yes, no, unsure, decline, other: every criterion has all five, sorted alike."""
_WEIGHTS = {"level": 1.0, "category": 0.3, "about": 0.2, "intent": 0.7, "answer": 0.7}


@dataclass(frozen=True)
class Task:
    """One set of texts with one label each, -1 where a text has none."""

    name: str
    texts: tuple[str, ...]
    labels: npt.NDArray[np.int64]
    classes: int


def tasks() -> tuple[Task, ...]:
    """Danger level, kind and whose; intents with topics; replies, one label set a criterion."""
    danger = danger_examples(data_folder() / "nlu")
    texts = tuple(one.text for one in danger)
    answers = read_examples(data_folder() / "nlu" / "answers", "answers")
    pairs = [f"{one.labels['criterion']}/{one.labels['label']}" for one in answers]
    intents = intent_examples(data_folder() / "nlu")
    return (
        _task("level", texts, [one.labels["level"] for one in danger]),
        _task("category", texts, [one.labels.get("category", "none") for one in danger]),
        _task("about", texts, [one.labels.get("about", "own") for one in danger]),
        _task("intent", tuple(text for text, _ in intents), [label for _, label in intents]),
        _task("answer", tuple(one.text for one in answers), pairs),
    )


def _task(name: str, texts: tuple[str, ...], labels: Sequence[str]) -> Task:
    names = sorted(set(labels))
    if name == "answer" and len(names) % _REPLIES:
        raise ConfigurationError(
            "data/nlu/answers: every criterion needs examples of all five labels."
        )
    return Task(name, texts, np.array([names.index(one) for one in labels]), len(names))


def main() -> int:
    """Train and write the adapter; prints the loss of each epoch."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    verify_weights(model_folder())
    adapter = _train(tasks(), epochs=int(os.environ.get("EPOCHS", EPOCHS)))
    adapter.save(adapter_file())
    print(f"Wrote {adapter_file()}. Run `make train`, then `make eval`, before committing it.")
    return 0


def _train(every: tuple[Task, ...], *, epochs: int) -> Adapter:
    import tensorflow as tf
    from tokenizers import Tokenizer
    from transformers import TFBertModel

    tf.keras.utils.set_random_seed(SEED)
    folder = model_folder()
    bert = TFBertModel.from_pretrained(str(folder), add_pooling_layer=False, use_safetensors=True)
    bert.trainable = False
    wrapped = _with_low_rank(bert, tf)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokens = {
        task.name: [one.ids for one in tokenizer.encode_batch(list(task.texts))] for task in every
    }
    heads = {task.name: tf.keras.layers.Dense(task.classes) for task in every}
    dropout = tf.keras.layers.Dropout(DROPOUT)

    def vector(ids: Any, mask: Any, training: bool) -> Any:
        hidden = bert(input_ids=ids, attention_mask=mask, training=training).last_hidden_state
        weights = tf.cast(mask, tf.float32)[:, :, None]
        return tf.reduce_sum(hidden * weights, 1) / tf.reduce_sum(weights, 1)

    shared = ("level", "category", "about")
    batches = sum(-(-len(task.texts) // BATCH) for task in every if task.name not in shared[1:])
    steps = batches * epochs
    rate = _Schedule(steps, tf).make()
    optimizer = tf.keras.optimizers.legacy.Adam(rate)
    for task in every:
        heads[task.name](tf.zeros((1, bert.config.hidden_size)))
    trained = [weight for layer in wrapped.values() for weight in layer.trainable_weights]
    by_name = {task.name: task for task in every}

    def step_for(names: tuple[str, ...]) -> Any:
        variables = trained + [w for name in names for w in heads[name].trainable_weights]
        signature = [tf.TensorSpec((None, None), tf.int32)] * 2 + [
            tf.TensorSpec((len(names), None), tf.int64)
        ]

        @tf.function(input_signature=signature)
        def step(ids: Any, mask: Any, labels: Any) -> Any:
            with tf.GradientTape() as tape:
                pooled = dropout(vector(ids, mask, True), training=True)
                loss = 0.0
                for index, name in enumerate(names):
                    scores = heads[name](pooled)
                    loss += _WEIGHTS[name] * _loss(name, labels[index], scores, tf)
            gradients = tape.gradient(loss, variables)
            optimizer.apply_gradients(zip(gradients, variables))  # noqa: B905  # AutoGraph knows no `strict`
            return loss

        return step

    groups: dict[tuple[str, ...], Any] = {
        names: step_for(names) for names in (shared, ("intent",), ("answer",))
    }
    random = np.random.default_rng(SEED)
    began = time.monotonic()
    for epoch in range(epochs):
        losses: dict[tuple[str, ...], list[float]] = {names: [] for names in groups}
        plan = [(names, rows) for names in groups for rows in _batches(tokens[names[0]], random)]
        for at in random.permutation(len(plan)):
            names, rows = plan[at]
            ids, mask = _padded([tokens[names[0]][row] for row in rows])
            labels = np.stack([by_name[name].labels[rows] for name in names])
            loss = groups[names](tf.constant(ids), tf.constant(mask), tf.constant(labels))
            losses[names].append(float(loss))
        shown = ", ".join(f"{names[0]} {np.mean(values):.3f}" for names, values in losses.items())
        print(f"epoch {epoch + 1}/{epochs}: {shown} ({time.monotonic() - began:.0f} s)", flush=True)
    return Adapter(
        {
            name: (layer.down.numpy(), layer.up.numpy() * layer.scale)
            for name, layer in wrapped.items()
        }
    )


def _loss(name: str, labels: Any, scores: Any, tf: Any) -> Any:
    """Smoothed cross entropy; a reply is told apart only from others to the same question."""
    if name == "answer":
        groups = tf.reshape(scores, (tf.shape(scores)[0], -1, _REPLIES))
        scores = tf.gather(groups, labels // _REPLIES, batch_dims=1)
        labels = labels % _REPLIES
    classes = tf.shape(scores)[1]
    wanted = tf.one_hot(labels, classes) * (1.0 - SMOOTHING)
    wanted += SMOOTHING / tf.cast(classes, tf.float32)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(wanted, scores))


@dataclass(frozen=True)
class _Schedule:
    """A short warm-up, then a straight line to nothing."""

    steps: int
    tf: Any

    def make(self) -> Any:
        tf, steps = self.tf, self.steps

        base: Any = tf.keras.optimizers.schedules.LearningRateSchedule

        class Rate(base):
            def __call__(self, step: Any) -> Any:
                done = tf.cast(step, tf.float32) / steps
                return PEAK_RATE * tf.minimum(done / WARM_UP, (1.0 - done) / (1.0 - WARM_UP))

            def get_config(self) -> dict[str, Any]:
                return {}

        return Rate()


def _with_low_rank(bert: Any, tf: Any) -> dict[str, Any]:
    """Wrap the dense layers of each transformer layer; returns the wrappers by `layer.place`."""

    class LowRank(tf.keras.layers.Layer):
        scale = 1.0

        def __init__(self, inner: Any, inputs: int, outputs: int) -> None:
            super().__init__()
            self.inner = inner
            inner.trainable = False
            self.down = self.add_weight(
                name="down",
                shape=(inputs, RANK),
                initializer=tf.keras.initializers.RandomNormal(stddev=inputs**-0.5, seed=SEED),
            )
            self.up = self.add_weight(name="up", shape=(RANK, outputs), initializer="zeros")

        def call(self, inputs: Any) -> Any:
            return self.inner(inputs) + (inputs @ self.down) @ self.up * self.scale

    bert(input_ids=tf.zeros((1, 2), tf.int32))
    width, wide = bert.config.hidden_size, bert.config.intermediate_size
    wrapped: dict[str, Any] = {}
    for index in range(LAYERS):
        layer = bert.bert.encoder.layer[index]
        own = layer.attention.self_attention
        places = dict(
            zip(
                PLACES,
                (
                    (own, "query", width, width),
                    (own, "key", width, width),
                    (own, "value", width, width),
                    (layer.attention.dense_output, "dense", width, width),
                    (layer.intermediate, "dense", width, wide),
                    (layer.bert_output, "dense", wide, width),
                ),
                strict=True,
            )
        )
        for place, (owner, attribute, inputs, outputs) in places.items():
            wrapper = LowRank(getattr(owner, attribute), inputs, outputs)
            setattr(owner, attribute, wrapper)
            wrapped[f"{index}.{place}"] = wrapper
    return wrapped


def _batches(tokens: list[list[int]], random: np.random.Generator) -> Iterator[Any]:
    """Row numbers of one epoch in batches of like length."""
    order = random.permutation(len(tokens))
    for chunk in np.array_split(order, max(1, len(order) // (BATCH * 32))):
        by_length = chunk[np.argsort([len(tokens[row]) for row in chunk], kind="stable")]
        for start in range(0, len(by_length), BATCH):
            yield by_length[start : start + BATCH]


def _padded(rows: list[list[int]]) -> tuple[Any, Any]:
    width = max(len(row) for row in rows)
    ids = np.zeros((len(rows), width), np.int32)
    mask = np.zeros((len(rows), width), np.int32)
    for at, row in enumerate(rows):
        ids[at, : len(row)] = row
        mask[at, : len(row)] = 1
    return ids, mask


if __name__ == "__main__":
    sys.exit(main())
