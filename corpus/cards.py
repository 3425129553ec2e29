"""Reading the source register and the scheme cards into the archive's own types."""

from __future__ import annotations

from pathlib import Path

from corpus.model import Amount, Choice, Eligibility, Range, Rule, SchemeCard, SchemeStatus, Source
from corpus.schema import (
    ChoiceRule,
    EligibilityRules,
    PartnerRule,
    RangeRule,
    RegionRule,
    SchemeFile,
    SourceRegister,
    SourceRow,
    read_yaml,
)

PACKAGED = Path(__file__).parent
"""The corpus that ships with the product: ``sources.yaml``, ``schemes/``, ``documents/``."""


def is_corpus(corpus_dir: Path) -> bool:
    """Whether the folder is laid out as a corpus, and not just a folder of files for the readers."""
    return (corpus_dir / "sources.yaml").is_file()


def load_sources(corpus_dir: Path) -> dict[str, Source]:
    """The source register by id; empty for a plain folder. Raises ``CorpusError``."""
    if not is_corpus(corpus_dir):
        return {}
    register = read_yaml(corpus_dir / "sources.yaml", SourceRegister)
    return {row.id: as_source(row) for row in register.sources}


def load_cards(corpus_dir: Path) -> dict[str, SchemeCard]:
    """The scheme cards by id, in order of id; empty for a plain folder. Raises ``CorpusError``."""
    paths = sorted((corpus_dir / "schemes").glob("*/scheme.yaml")) if is_corpus(corpus_dir) else []
    cards = (as_card(read_yaml(path, SchemeFile)) for path in paths)
    return {card.id: card for card in cards}


def as_source(row: SourceRow) -> Source:
    return Source(row.id, row.title, row.publisher, row.url, row.date, row.evidence, row.publisher_en)


def as_card(file: SchemeFile) -> SchemeCard:
    """``scheme.yaml`` as the frozen card that the other rooms see."""
    status = SchemeStatus(file.status.value, file.status.as_of, file.status.sources, file.status.replaced_by)
    amounts = tuple(Amount(a.what, a.min, a.max, a.unit, a.as_of, a.sources) for a in file.amounts)
    return SchemeCard(
        id=file.id,
        names={"fr": file.names.fr, "en": file.names.en},
        aliases=file.aliases,
        misspellings=file.misspellings,
        confused_with=file.confused_with,
        axes=file.axes,
        in_roadmap_article=file.in_roadmap_article,
        kinds=tuple(file.kinds),
        scope=file.scope,
        publisher=file.publisher,
        url=file.url,
        evidence=file.evidence,
        as_of=file.as_of,
        status=status,
        eligibility=_eligibility(file.eligibility),
        opens=file.opens,
        closes=file.closes,
        amounts=amounts,
        seeks=tuple(file.seeks),
    )


def _eligibility(rules: EligibilityRules) -> Eligibility:
    return Eligibility(**{name: _rule(getattr(rules, name)) for name in EligibilityRules.model_fields})


def _rule(written: object) -> Rule:
    match written:
        case RangeRule():
            return Range(written.min, written.max, written.sources, written.as_of)
        case RegionRule() | PartnerRule() | ChoiceRule():
            return Choice(tuple(written.values), written.sources, written.as_of)
        case "no_limit":
            return "no_limit"
        case _:
            return "unknown"
