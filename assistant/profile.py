"""What an asker says of the firm: headcount, place, sector, turnover, age, project, amount.

Read from free text in either language ("menuiserie, 4 salariés, Savoie", "60-person
machine builder near Grenoble"). Nothing is guessed: what is not said stays unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.model import CompanyProfile
from assistant.text import fold

DEPARTMENTS: dict[str, str] = {
    "01": "ain", "03": "allier", "07": "ardeche", "15": "cantal", "26": "drome", "38": "isere", "42": "loire",
    "43": "haute-loire", "63": "puy-de-dome", "69": "rhone", "73": "savoie", "74": "haute-savoie",
}  # fmt: skip
_TOWNS: dict[str, str] = {
    "grenoble": "38", "voiron": "38", "vienne": "38", "bourgoin": "38", "crolles": "38", "lyon": "69", "villeurbanne": "69",
    "villefranche": "69", "venissieux": "69", "saint-etienne": "42", "st-etienne": "42", "saint etienne": "42", "roanne": "42",
    "clermont-ferrand": "63", "clermont": "63", "thiers": "63", "chambery": "73", "albertville": "73", "annecy": "74", "annemasse": "74",
    "cluses": "74", "valence": "26", "montelimar": "26", "romans": "26", "privas": "07", "annonay": "07", "aubenas": "07",
    "bourg-en-bresse": "01", "oyonnax": "01", "moulins": "03", "montlucon": "03", "vichy": "03", "aurillac": "15", "le puy": "43",
}  # fmt: skip
_OTHER_REGIONS: dict[str, str] = {
    "ile-de-france": "ile-de-france", "ile de france": "ile-de-france", "paris": "ile-de-france", "grand est": "grand-est",
    "strasbourg": "grand-est", "bretagne": "bretagne", "brittany": "bretagne", "rennes": "bretagne", "occitanie": "occitanie",
    "toulouse": "occitanie", "montpellier": "occitanie", "marseille": "provence-alpes-cote-d-azur", "paca": "provence-alpes-cote-d-azur",
    "nice": "provence-alpes-cote-d-azur", "bordeaux": "nouvelle-aquitaine", "nouvelle-aquitaine": "nouvelle-aquitaine",
    "nantes": "pays-de-la-loire", "pays de la loire": "pays-de-la-loire", "lille": "hauts-de-france", "hauts-de-france": "hauts-de-france",
    "normandie": "normandie", "normandy": "normandie", "rouen": "normandie", "dijon": "bourgogne-franche-comte",
    "bourgogne": "bourgogne-franche-comte", "burgundy": "bourgogne-franche-comte", "corse": "corse", "corsica": "corse",
}  # fmt: skip
_REGION = re.compile(r"auvergne|rhone-alpes|\baura\b")
_NUMBER = r"(\d{1,3}(?:[ .,]\d{3})+|\d+(?:[.,]\d+)?)"
_STAFF = re.compile(
    _NUMBER + r"[ -]*(?:salarie|employe|collaborateur|personnes?\b|person\b|people\b|staff\b|workers?\b|etp\b|fte\b|pers\b|sal\b|strong\b|"
    r"(?:full-time )?employees?\b|tetes\b|gars\b)"
)
_STAFF_AFTER = re.compile(
    r"(?:effectif|headcount|taille|staff|firm|team|equipe|entreprise|societe|boite|company|business|pme|tpe|eti|atelier|workshop|start-?up)s? "
    r"(?:de |d'|of |:? ?)" + _NUMBER + r"(?! ?(?:%|€|k|m|ans?|years?|euros?|millions?|jours?|mois|\d))"
)
_OF_US = re.compile(r"(?:nous sommes|on est|we are|we're) (?:a |une? )?(?:\w+ )?(?:de )?" + _NUMBER + r"(?! ?(?:%|€|k\b|m\b|ans?|years?|km))")
_SOLE = re.compile(r"\b(auto-?entrepreneur|micro-?entrepreneur|freelance|travailleur independant|sole trader|self-employed|sans salarie|aucun salarie|tout seul|seul dans ma|no employees?)\b")
_MONEY = _NUMBER + r" ?(k€|k ?eur(?:os?)?|k\b|m€|meur|m ?eur(?:os?)?|millions?(?: d'euros?| euros?| of euros?)?|m\b|€|euros?|eur\b|milliers? d'euros?)?"
_TURNOVER = re.compile(
    r"(?:chiffre d'affaires?|\bca\b|turnover|revenue|sales)(?: \w+)?(?: de| d'| of| is| est| annuel de|:)? ?(?:€ ?)?(?:environ |about |around )?" + _MONEY
    + r"|(?:€ ?)?" + _MONEY + r" (?:de |d'|of |in )?(?:chiffre d'affaires?|ca\b|turnover|revenue|sales)"
)
_PROJECT = re.compile(
    r"(?:projets?|project|investissement|investment|budget)[^.?!;]{0,40}? (?:de |d'|of |pese |a |worth |costs? |coute |vaut |costing |:? ?)(?:€ ?)?" + _MONEY
    + r"|(?:€ ?)?" + _MONEY + r"[ -](?:euro )?(?:de )?(?:project|projet|budget)"
)
_AGE = re.compile(
    r"(?:creee?s?|fondee?s?|existe|depuis|founded|created|started|ouverte?|set up|established)[^.?!;,]{0,18}? (?:il y a |depuis )?" + _NUMBER + r" ?(ans?|years?|mois|months?)\b"
    r"|" + _NUMBER + r"[ -](ans?|years?|mois|months?)[ -](?:d'existence|d'age|d'anciennete|old)"
    r"|(?:age de|a|est agee? de|has existed for) " + _NUMBER + r" (ans?|years?|mois|months?)\b"
)
_SINCE = re.compile(r"(?:creee?|fondee?|founded|created|started|depuis|since|established)(?: en| in)? (19\d\d|20\d\d)\b")
SECTORS: dict[str, str] = {
    "industry": r"industri|usin(e|age)|machine|mecani|manufactur|fabricant|plasturg|metallurg|factory|chaudronn|decolletage|robot",
    "health": r"\bsante\b|health|medic|pharma|hopital|clinique|biotech",
    "textile": r"textil|tissage|couture|fabric\b",
    "energy": r"energi|energy|hydrogen",
    "digital": r"logiciel|software|numerique|informatique|\bsaas\b|editeur|digital agency|esn\b|electroni",
    "construction": r"\bbtp\b|batiment|construction|menuiser|charpent|plomb(ier|erie)|carpent|joiner|maconn|electricien",
    "trade": r"commerc|boutique|magasin|retail|\bshop\b|grossiste|negoce|e-commerce",
    "crafts": r"artisan|boulang|baker|coiffeu|craft|menuiser|garage",
    "agriculture": r"agricol|agricultur|farm\b|viticol|vignoble|exploitation agri|winery|wine",
    "food": r"agroalimentaire|food\b|brasserie|brewery|fromager",
    "transport": r"transport|logisti|mobilit",
    "services": r"cabinet|comptab|accounting|consult|conseil aux|avocat|law firm|assurance|hotel|restaura|touris",
}
_SECTORS = {name: re.compile(pattern) for name, pattern in SECTORS.items()}
_GOALS: tuple[tuple[str, str], ...] = (
    ("recruit_phd", r"\bthes(e|es|is|ard)|\bphd\b|doctor(at|ant|al)|\bcifre\b"),
    ("train", r"\bform(er|ation|ations|ons|ez)\b|\btrain|competenc|apprendre|skill|course"),
    ("diagnose", r"diagnosti|\bdiag\b|audit|par ou commencer|where (do|should|can) (i|we) start|etat des lieux|cas d'usage|use cases?|premiers? pas|first steps?|se lancer|get started"),
    ("research", r"\br ?& ?d\b|\brecherche|research|laborato|\blabs?\b|prototyp|collaborati"),
    ("finance_project", r"financ|subvention|\bgrant|\bfund|\bguichet|aide (a|au|pour) (mon|un|l')|investi"),
    ("innovate", r"innov|rupture|breakthrough|developper (un|notre|une)|new product|nouveau produit|start-?up"),
    ("borrow", r"\bpret\b|emprunt|\bloan|borrow|garanti|guarantee|banque|\bbank"),
    ("comply", r"reglement|ai act|conform|comply|complian|regulat|obligation|legal|trier des cv|recrut.* (ia|cv)|sort(ing)? cvs?"),
    ("network", r"reseau|network|rencontr|cluster|adher|club|event|evenement"),
    ("find_supplier", r"fournisseur|prestataire|supplier|vendor|vend(ent|eur)|qui vend|provider|editeurs? d'ia"),
    ("digitalise", r"site (web|internet)|website|numeris|digitali[sz]|e-commerce|logiciel de gestion"),
    ("understand", r"comprendre|understand|webinair|webinar|sensibilis|awareness|decouvrir|demystif|kit pedagog"),
)  # fmt: skip
_GOAL_PATTERNS = tuple((goal.replace("digitalise", "digitise"), re.compile(p)) for goal, p in _GOALS)


def read_profile(text: str) -> CompanyProfile:
    """The profile that one text states.

    >>> p = read_profile("60-person machine builder near Grenoble, CA 8 M€")
    >>> (p.employees, p.department, p.sector, p.turnover_eur)
    (60, '38', 'industry', 8000000.0)
    """
    folded = fold(text)
    department, region = _place(folded)
    goals = tuple(goal for goal, pattern in _GOAL_PATTERNS if pattern.search(folded))
    return CompanyProfile(
        employees=_employees(folded),
        turnover_eur=_money(_TURNOVER.search(folded)),
        age_years=_age(folded),
        project_eur=_money(_PROJECT.search(_TURNOVER.sub(" ", folded))),
        department=department,
        region=region,
        sector=next((name for name, pattern in _SECTORS.items() if pattern.search(folded)), None),
        goals=goals,
        has_laboratory_partner=True if re.search(r"(avec|with) (un|a|notre|our) (laboratoire|lab\b|laboratory)", folded) else None,
    )


def merge_profiles(profiles: Iterable[CompanyProfile]) -> CompanyProfile:
    """Later profiles win where they say something; goals are those said last."""
    merged = CompanyProfile()
    for profile in profiles:
        merged = replace(
            merged,
            employees=profile.employees if profile.employees is not None else merged.employees,
            turnover_eur=profile.turnover_eur if profile.turnover_eur is not None else merged.turnover_eur,
            age_years=profile.age_years if profile.age_years is not None else merged.age_years,
            project_eur=profile.project_eur if profile.project_eur is not None else merged.project_eur,
            department=profile.department or merged.department,
            region=profile.region or merged.region,
            sector=profile.sector or merged.sector,
            goals=profile.goals or merged.goals,
            has_laboratory_partner=(
                profile.has_laboratory_partner if profile.has_laboratory_partner is not None else merged.has_laboratory_partner
            ),
        )
    return merged


def without_firm(text: str) -> str:
    """``text`` folded, with everything it says of the firm taken off (what remains is the question)."""
    folded = fold(text)
    for pattern in (_STAFF, _TURNOVER, _PROJECT, _AGE, _SINCE, _OF_US, _STAFF_AFTER):
        folded = pattern.sub(" ", folded)
    return folded


def _employees(folded: str) -> int | None:
    if _SOLE.search(folded):
        return 0
    for pattern in (_STAFF, _OF_US, _STAFF_AFTER):
        match = pattern.search(folded)
        if match:
            value = int(parse_number(match.group(1)))
            if 0 <= value <= 1_000_000:
                return value
    return None


def parse_number(digits: str) -> float:
    """A number as either language writes it: "2 000", "2,000", "2.000", "1,5", "1.5"."""
    compact = digits.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", compact):
        return float(re.sub(r"[.,]", "", compact))
    return float(compact.replace(",", "."))


def _money(match: re.Match[str] | None) -> float | None:
    if match is None:
        return None
    groups = match.groups()
    digits, unit = (groups[0], groups[1]) if groups[0] else (groups[2], groups[3])
    value, unit = parse_number(digits), (unit or "").strip()
    if unit.startswith(("m€", "meur", "m eur", "million")) or unit == "m":
        return value * 1e6
    if unit.startswith(("k", "millier")):
        return value * 1e3
    return value if unit or value >= 10_000 else None


def _age(folded: str) -> float | None:
    match = _AGE.search(folded)
    if match:
        groups = [g for g in match.groups() if g]
        value = parse_number(groups[0])
        return value / 12 if groups[1].startswith("mo") else value
    since = _SINCE.search(folded)
    return float(dt.date.today().year - int(since.group(1))) if since else None


def _place(folded: str) -> tuple[str | None, str | None]:
    for code, name in sorted(DEPARTMENTS.items(), key=lambda item: -len(item[1])):
        if re.search(rf"\b{name}\b", folded) and not (name == "rhone" and "rhone-alpes" in folded) and not (name in ("loire", "ain") and f"pays de la {name}" in folded):
            return code, "auvergne-rhone-alpes"
    for town, code in _TOWNS.items():
        if re.search(rf"\b{town}\b", folded):
            return code, "auvergne-rhone-alpes"
    code_match = re.search(r"\b(?:departement |dans le |\()(01|03|07|15|26|38|42|43|63|69|73|74)\b", folded)
    if code_match:
        return code_match.group(1), "auvergne-rhone-alpes"
    if _REGION.search(folded):
        return None, "auvergne-rhone-alpes"
    for name, region in _OTHER_REGIONS.items():
        if re.search(rf"\b{name}\b", folded):
            return None, region
    return None, None
