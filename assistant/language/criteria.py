"""Rules of eligibility and what a firm says of itself, in a few words."""

from __future__ import annotations

from functools import lru_cache

from assistant.language.text import words
from assistant.model import CompanyProfile
from corpus.model import Choice, Language, Range, Rule

_VALUES: dict[str, dict[Language, str]] = {
    "auvergne-rhone-alpes": {"fr": "Auvergne-Rhône-Alpes", "en": "Auvergne-Rhône-Alpes"},
    "france": {"fr": "France entière", "en": "all of France"},
    "ile-de-france": {"fr": "Île-de-France", "en": "Île-de-France"},
    "grand-est": {"fr": "Grand Est", "en": "Grand Est"},
    "european-union": {"fr": "Union européenne", "en": "European Union"},
    "laboratory": {"fr": "un laboratoire public", "en": "a public laboratory"},
    "company": {"fr": "une autre entreprise", "en": "another firm"},
    "cluster_label": {"fr": "le label d'un pôle de compétitivité", "en": "a competitiveness cluster's label"},
    "none": {"fr": "aucun", "en": "none"},
    "collaborative-research": {"fr": "recherche collaborative", "en": "collaborative research"},
    "joint-research": {"fr": "recherche menée avec un laboratoire", "en": "research run with a laboratory"},
    "breakthrough-research": {"fr": "recherche de rupture", "en": "breakthrough research"},
    "first-ai-project": {"fr": "premier projet d'IA", "en": "first AI project"},
    "innovation": {"fr": "innovation", "en": "innovation"},
    "structuring-research": {"fr": "recherche structurante", "en": "structuring research"},
    "technology-development": {"fr": "développement technologique", "en": "technology development"},
    "health-industry": {"fr": "industrie de la santé", "en": "health industry"},
    "sustainable-materials": {"fr": "matériaux durables", "en": "sustainable materials"},
    "microelectronics-ai": {"fr": "microélectronique et IA", "en": "micro-electronics and AI"},
    "hydrogen": {"fr": "hydrogène", "en": "hydrogen"},
    "key-sectors": {"fr": "autres secteurs clés", "en": "other key sectors"},
}


def number(value: float, language: Language) -> str:
    """A number as the language writes it.

    >>> number(1200000, "fr"), number(1200000, "en"), number(1.5, "fr")
    ('1 200 000', '1,200,000', '1,5')
    """
    text = f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
    if language == "fr":
        return text.replace(",", " ").replace(".", ",")
    return text


# One and several, by field of the profile.
_UNITS: dict[str, dict[Language, tuple[str, str]]] = {
    "employees": {"fr": ("salarié", "salariés"), "en": ("employee", "employees")},
    "age_years": {"fr": ("an", "ans"), "en": ("year", "years")},
}


def _with_unit(name: str, value: float, language: Language) -> str:
    figure = number(value, language)
    if name in ("turnover_eur", "project_eur"):
        return f"{figure} €" if language == "fr" else f"€{figure}"
    if name == "age_years" and value < 1:
        return "moins d'un an" if language == "fr" else "less than a year"
    one, several = _UNITS[name][language]
    singular = value < 2 if language == "fr" else value == 1
    return f"{figure} {one if singular else several}"


@lru_cache(maxsize=1)
def slot_words() -> frozenset[str]:
    """Folded words that may stand in a phrase's slot beside the asker's own: units and names of values."""
    units = [word for forms in _UNITS.values() for pair in forms.values() for word in pair]
    values = [label for forms in _VALUES.values() for label in forms.values()]
    return frozenset(
        w for text in (*units, *values, "filière industry moins d'un an less than a year") for w in words(text)
    )


def criterion_rule(name: str, rule: Rule | None, language: Language) -> str:
    """A rule in a few words, for the finder's table.

    >>> criterion_rule("employees", Range(10, 2000, ()), "en")
    '10 to 2,000 employees'
    """
    french = language == "fr"
    if isinstance(rule, Range):
        return _range_rule(name, rule, language)
    if isinstance(rule, Choice):
        shown = (_VALUES.get(v, {}).get(language, v.replace("_", " ").replace("-", " ")) for v in rule.values)
        return ", ".join(shown)
    if rule is None:
        return "réservé à une autre région" if french else "another region only"
    if rule == "no_limit":
        return "aucune limite" if french else "no limit"
    return "non connu" if french else "not known"


def _range_rule(name: str, rule: Range, language: Language) -> str:
    french = language == "fr"
    low, high = rule.minimum, rule.maximum
    if low is not None and high is not None:
        return f"{number(low, language)} {'à' if french else 'to'} {_with_unit(name, high, language)}"
    if low is not None:
        return f"{'au moins' if french else 'at least'} {_with_unit(name, low, language)}"
    if high is not None:
        return f"{'au plus' if french else 'at most'} {_with_unit(name, high, language)}"
    return "aucune limite" if french else "no limit"


def criterion_given(name: str, profile: CompanyProfile, language: Language) -> str:
    """What the firm said on a criterion, in words; empty where it said nothing."""
    if name in ("employees", "turnover_eur", "age_years", "project_eur"):
        value = getattr(profile, name)
        return "" if value is None else _with_unit(name, value, language)
    if name in ("region", "sector"):
        told = getattr(profile, name) or ""
        return _VALUES.get(told, {}).get(language, told)
    if name == "partner" and profile.has_laboratory_partner:
        return "avec un laboratoire" if language == "fr" else "with a laboratory"
    return ""


def with_given(name: str, given: str, language: Language) -> str:
    """ "avec 7 salariés" / "with 7 employees", to follow yes or no."""
    if name == "sector":
        return f"dans la filière {given}" if language == "fr" else f"in the {given} industry"
    if given.startswith(("avec", "with")):
        return given
    place, company = ("en", "avec") if language == "fr" else ("in", "with")
    return f"{place if name == 'region' else company} {given}"
