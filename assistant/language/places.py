"""Where a firm says it is: départements and towns of Auvergne-Rhône-Alpes, and the other regions."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.language.text import fold

HOME = "auvergne-rhone-alpes"
DEPARTMENTS: dict[str, str] = {
    "01": "ain", "03": "allier", "07": "ardeche", "15": "cantal", "26": "drome", "38": "isere", "42": "loire",
    "43": "haute-loire", "63": "puy-de-dome", "69": "rhone", "73": "savoie", "74": "haute-savoie",
}  # fmt: skip
_TOWNS: dict[str, tuple[str, ...]] = {
    "01": ("bourg-en-bresse", "oyonnax", "amberieu", "bellegarde", "ferney-voltaire"),
    "03": ("moulins", "montlucon", "vichy"),
    "07": ("privas", "annonay", "aubenas", "tournon"),
    "15": ("aurillac", "saint-flour", "mauriac"),
    "26": ("valence", "montelimar", "romans-sur-isere", "romans", "crest", "pierrelatte"),
    "38": ("grenoble", "voiron", "vienne", "bourgoin-jallieu", "bourgoin", "crolles", "meylan", "echirolles",
           "moirans"),
    "42": ("saint-etienne", "st-etienne", "roanne", "montbrison", "firminy", "saint-chamond", "andrezieux"),
    "43": ("le puy-en-velay", "le puy", "yssingeaux", "brioude"),
    "63": ("clermont-ferrand", "clermont", "thiers", "riom", "issoire", "ambert"),
    "69": ("lyon", "villeurbanne", "villefranche-sur-saone", "villefranche", "venissieux", "saint-priest", "bron",
           "tarare", "givors", "ecully", "limonest"),
    "73": ("chambery", "albertville", "aix-les-bains"),
    "74": ("annecy", "annemasse", "cluses", "thonon", "bonneville", "sallanches", "rumilly"),
}  # fmt: skip
_OTHER_REGIONS: dict[str, tuple[str, ...]] = {
    "ile-de-france": ("ile-de-france", "idf", "paris", "versailles", "la defense", "seine-saint-denis"),
    "grand-est": (
        "grand est", "strasbourg", "alsace", "lorraine", "champagne-ardenne", "reims", "metz", "nancy", "mulhouse",
    ),
    "bretagne": ("bretagne", "brittany", "rennes", "brest", "finistere", "morbihan"),
    "occitanie": ("occitanie", "toulouse", "montpellier", "nimes", "perpignan", "haute-garonne"),
    "provence-alpes-cote-d-azur": (
        "paca", "provence-alpes-cote d'azur", "provence", "cote d'azur", "marseille", "nice", "toulon", "avignon",
        "bouches-du-rhone", "aix-en-provence", "vaucluse", "hautes-alpes", "alpes-maritimes",
    ),
    "nouvelle-aquitaine": (
        "nouvelle-aquitaine", "bordeaux", "gironde", "limoges", "poitiers", "la rochelle", "bayonne",
    ),
    "pays-de-la-loire": (
        "pays de la loire", "nantes", "angers", "le mans", "loire-atlantique", "maine-et-loire", "vendee",
    ),
    "hauts-de-france": ("hauts-de-france", "lille", "amiens", "roubaix", "pas-de-calais"),
    "normandie": ("normandie", "normandy", "rouen", "caen", "le havre"),
    "bourgogne-franche-comte": (
        "bourgogne-franche-comte", "bourgogne", "burgundy", "franche-comte", "dijon", "besancon", "saone-et-loire",
    ),
    "centre-val-de-loire": ("centre-val de loire", "orleans", "tours", "bourges", "indre-et-loire"),
    "corse": ("corse", "corsica", "ajaccio", "bastia"),
    "outre-mer": ("outre-mer", "guadeloupe", "martinique", "guyane", "mayotte", "ile de la reunion"),
}  # fmt: skip
# Words that are also something else: they are towns only with a capital, inside a text.
_CAPITAL_ONLY = frozenset(
    {"nice", "moulins", "romans", "vienne", "tours", "crest", "brest", "bron", "nancy", "lorraine"}
)


# Département number and region of each place, by its name with hyphens.
_PLACES: dict[str, tuple[str | None, str]] = {
    **{name: (code, HOME) for code, name in DEPARTMENTS.items()},
    **{town.replace(" ", "-"): (code, HOME) for code, towns in _TOWNS.items() for town in towns},
    **{name.replace(" ", "-"): (None, region) for region, names in _OTHER_REGIONS.items() for name in names},
}
_BY_LENGTH = sorted(map(re.escape, _PLACES), key=len, reverse=True)
_PLACE = re.compile(rf"(?<![\w-])(?:{'|'.join(_BY_LENGTH)})(?![\w]|-alpes)".replace(r"\-", "[- ]"))
_DEPARTMENT = f"({'|'.join(DEPARTMENTS)})"
_CODE = re.compile(rf"(?:\bdepartement(?: du| de la)? |\bdept\.? |\bdans (?:le|la|l')\s?|\(){_DEPARTMENT}\b(?! ?[%€])")
_POSTCODE = re.compile(rf"(?:\bcode postal |\bcp |\bpostcode ){_DEPARTMENT}\d{{3}}\b")
_HOME = re.compile(r"auvergne|rhone[- ]alpes|\bregion aura\b")
_HOME_LETTERS = re.compile(r"\bA(?:U|u)?RA\b")  # "Aura" is the assistant, "aura" a verb
# What stands before and after the place that a firm says is its own.
_FIRM = (
    r"(?:boite|entreprise|societe|pme|tpe|eti|start-?up|firme?|company|sme|business|atelier|usine|shop|factory|plant)"
)
_BEFORE_OWN = re.compile(
    rf"\b(?:nous|on|we|we're|us|based)\b [^.?!;]{{0,20}}$|\b{_FIRM}\b [^.?!;]{{0,12}}$|\b(?:my|our) $"
)
_AFTER_OWN = re.compile(rf"[ -](?:based )?{_FIRM}\b")
# Names of bodies that hold a place's name and say nothing of where the firm is.
_BODIES = re.compile(
    r"hub ia(?: de la)? loire|miai[- ](?:cluster )?grenoble|grenoble[- ]alpes|lyon ?[-–/] ?saint[- ]etienne|"
    r"(?:prefecture|prefet|universite|university|cci|cluster|pole|chambre [a-z]+) "
    r"(?:de l'|de la |du |de |of |d')?[a-z-]+|bpifrance [a-z-]+|auvergne[- ]rhone[- ]alpes entreprises"
)


@lru_cache(maxsize=512)
def place_of(text: str) -> tuple[str | None, str | None]:
    """Département number and region slug of the place that ``text`` says is the firm's, else of the first it names.

    ``None`` where it names none.

    >>> place_of("menuiserie à Chambéry"), place_of("We are in Paris"), place_of("les aides de la Région")
    (('73', 'auvergne-rhone-alpes'), (None, 'ile-de-france'), (None, None))
    >>> place_of("Un ami de Strasbourg l'a eue : nous à Lyon, on peut ?")
    ('69', 'auvergne-rhone-alpes')
    """
    folded = _BODIES.sub(lambda m: " " * len(m.group()), fold(text))
    code = _POSTCODE.search(folded) or _CODE.search(folded)
    if code:
        return code.group(1), HOME
    named = [m for m in _PLACE.finditer(folded) if _is_place(m, text)]
    if named:
        own = (m for m in named if _BEFORE_OWN.search(folded[: m.start()]) or _AFTER_OWN.match(folded[m.end() :]))
        return _PLACES[_name(next(own, named[0]))]
    if _HOME.search(folded) or _HOME_LETTERS.search(text):
        return None, HOME
    return None, None


def _name(match: re.Match[str]) -> str:
    return match.group().replace(" ", "-")


def _is_place(match: re.Match[str], text: str) -> bool:
    """Whether a name is a place's where it stands: some are words as well."""
    name = _name(match)
    return name not in _CAPITAL_ONLY or bool(re.search(rf"(?<=[^.!?\s] ){name.capitalize()}\b", text))


def names_home(text: str) -> bool:
    """Whether ``text`` names the region itself."""
    return bool(_HOME.search(fold(text)) or _HOME_LETTERS.search(text))


def departments_in(text: str) -> set[str]:
    """Numbers of the départements that ``text`` names, or names a town of.

    >>> sorted(departments_in("Le pôle est présent à Grenoble, Lyon et Saint-Étienne"))
    ['38', '42', '69']
    """
    names = map(_name, _PLACE.finditer(fold(text)))
    return {code for name in names if name not in _CAPITAL_ONLY and (code := _PLACES[name][0])}


def without_places(text: str) -> str:
    """``text`` folded, without the places it names."""
    folded = _POSTCODE.sub(" ", _PLACE.sub(" ", _HOME.sub(" ", fold(text))))
    return _CODE.sub(" ", folded)
