"""What a firm does and what it wants, read off its own words (folded text, both languages)."""

from __future__ import annotations

import re

from assistant.language.text import fold

SECTORS: dict[str, str] = {
    "hydrogen": r"hydrogen|electrolys",
    "microelectronics-ai": r"micro-?electroni|semi-?conduct",
    "industry": r"industri|usin(e|age)|machine(?! learning)|mecani|manufactur|fabricant|plasturg|metallurg|"
    r"factory|chaudronn|decolletage|roboti",
    "health": r"\bsante\b|health|medic|pharma|hopital|cliniqu|clinic\b|biotech|dentist|veterinair|\bvet\b",
    "textile": r"textil|tissage|couture|fabric\b",
    "energy": r"energi|energy",
    "digital": r"logiciel|software|(?<!\bau )(?<!region du )(?<!campus )\bnumerique\b|"
    r"informatique|\bsaas\b|editeur|digital agency|esn\b|electroni",
    "construction": r"\bbtp\b|batiment|construction|menuis|charpent|plomb(ier|erie)|carpent|joiner|couvreur|maconn|"
    r"builders?\b|electricien",
    "trade": r"commerc|boutique|magasin|fleuris|florist|epic(?:er|ier)|grocer|brocant|antiqu(?:air|e shop)|librair|"
    r"book(?:shop|seller)|opticien|optician|retail|\bshop\b|grossiste|negoce|e-commerce",
    "crafts": r"artisan|boulang|baker|patiss|boucher|butcher|traiteur|caterer|coiffeu|hairdress|craft|menuis|garag|"
    r"carross|imprim(?:eur|erie)|printing shop|cordonn|bijout|jewell?er|serrur|locksmith|photograph",
    "agriculture": r"agricol|agricultur|farm\b|viticol|vignoble|exploitation agri|winery|wine",
    "food": r"agroalimentaire|food\b|brasserie|brewery|fromager",
    "transport": r"transport|logisti|mobilit",
    "services": r"cabinet|comptab|accounting|consult|conseil aux|avocat|law firm|assurance|hotel|restaura|touris",
}
# People called by their craft: "6 menuisiers" is a headcount.
CRAFTSPEOPLE = (
    r"menuisi(?:er|ere)s?|boulang(?:er|ere)s?|patissiers?|bouchers?|coiffeu(?:r|se)s?|couvreurs?|plombiers?|"
    r"charpentiers?|electriciens?|macons?|peintres?|carreleurs?|garagistes?|artisans?|chaudronniers?|comptables?|"
    r"carpenters?|joiners?|bakers?|butchers?|hairdressers?|plumbers?|roofers?|electricians?|builders?|craftsmen|"
    r"accountants?"
)
_SECTORS = {name: re.compile(pattern) for name, pattern in SECTORS.items()}
_TRADE = re.compile(rf"\w*(?:{'|'.join(f'(?:{pattern})' for pattern in SECTORS.values())})\w*")
_GOALS: tuple[tuple[str, str], ...] = (
    ("recruit_phd", r"\b(une|la|de|des|cette|sa|notre|en) theses?\b|\bthes(is|ard)|\bphd\b|doctor(at|ant|al)|"
        r"\bcifre\b|\bdocteurs?\b"),
    ("train", r"\ba former (?:a|au|aux|sur|en|nos|mes)\b|"
        r"\b(?<!the )(?<!its )(?<!a )form(er(?! (name|scheme|program|plan|minist))|ation|ations|ons|ez)\b|"
        r"\btrain|competenc|apprendre|skill|course"),
    ("diagnose", r"diagnosti|\bdiag\b|audit|par ou commencer|where (do|should|can) (i|we) start|etat des lieux|"
        r"cas d'usage|use cases?|premiers? pas|first steps?|se lancer|get started"),
    ("research", r"\br ?& ?d\b|\brecherche|research|laborato|\blabs?\b|prototyp|collaborati"),
    ("finance_project", r"financ|subvention|\bgrant|\bfund|\bguichet|aide (a|au|pour) (mon|un|l')|investi|"
        r"coups? de (?:pouce|main)"),
    ("innovate", r"innov|rupture|breakthrough|developper (un|notre|une)|new product|nouveau produit|start-?up"),
    ("borrow", r"\bpret\b|emprunt|\bloan|borrow|garanti|guarantee|banque|\bbank"),
    ("comply", r"reglement|ai act|conform|comply|complian|regulat|obligation|legal|trier des cv|recrut.* (ia|"
        r"cv)|sort(ing)? cvs?"),
    ("network", r"reseau|network|rencontr|cluster|adher|club|event|evenement"),
    ("find_supplier", r"fournisseur|prestataire|supplier|vendor|vend(ent|eur)|qui vend|provider|editeurs? d'ia"),
    ("digitise", r"site (web|internet)|website|numeris|digitali[sz]|e-commerce|logiciel de gestion"),
    ("understand", r"comprendre|understand|webinair|webinar|sensibilis|awareness|decouvrir|demystif|kit pedagog"),
)  # fmt: skip
_GOAL_PATTERNS = tuple((goal, re.compile(p)) for goal, p in _GOALS)


def sector_of(folded: str) -> str | None:
    """The first sector, in the table's order, that the folded text names."""
    return next((name for name, pattern in _SECTORS.items() if pattern.search(folded)), None)


# How a firm says what it does, before the word for it: "on est dans l'agroalimentaire", "je fais de la menuiserie".
_DOES = re.compile(
    r"\b(?:(?:on est|nous sommes|je suis|(?:on|je) (?:bosse|travaille)|nous travaillons|we are|we're|i am|i'm|we work|"
    r"i work) (?:active? )?(?:dans|in)|(?:je|on) fai[st]|nous faisons|(?:je|on) (?:fabriqu|produi|constru)\w+|"
    r"nous (?:fabriqu|produis|construis)ons|(?:we|i) (?:do|make|build|produce|manufacture)) "
    r"(?:(?:de la|du|des|la|le|les|the|un|une|a|an|de l'|l')(?:(?<=')| ))?(?:secteur |filiere |industrie )?"
    r"(?:(?:de la|du|des|de l'|de|d')(?:(?<=')| ))?([\w-]+)(?: (?:industry|sector|business))?"
)


def told_trade(folded: str) -> str:
    """The words with which folded text says what the firm does; empty where it does not.

    >>> told_trade("on est dans l'agroalimentaire, y avons-nous droit ?"), told_trade("une aide au numerique")
    ("on est dans l'agroalimentaire", '')
    """
    told = (m for m in _DOES.finditer(folded) if sector_of(m.group(1)))
    return next((m.group() for m in told), "")


def goals_of(text: str) -> tuple[str, ...]:
    """What the asker wants, in words of ``corpus.schema.GOALS``."""
    folded = fold(text)
    return tuple(goal for goal, pattern in _GOAL_PATTERNS if pattern.search(folded))


def without_goals(folded: str) -> str:
    """Folded text without the words that say what is wanted."""
    return _WANTED.sub(" ", folded)


_WANTED = re.compile(
    "|".join(
        rf"\w*(?:{pattern})\w*"
        for pattern in (*(p for _, p in _GOALS), r"\b(?:recrut|embauch|hir(?:e|ing)\b|recruit|etudiant|student)")
    )
)


def without_trades(folded: str) -> str:
    """Folded text without the words that say what a firm does."""
    return _TRADE.sub(" ", folded)
