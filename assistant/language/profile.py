"""What an asker says of the firm: headcount, place, sector, turnover, age, project, amount.

Read from free text in either language ("menuiserie, 4 salariés, Savoie", "60-person
machine builder near Grenoble"). Nothing is guessed: what is not said stays unknown, and
a bound ("moins de 10 salariés") or a range is a rule being asked about, not a firm's size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import lru_cache

from assistant.language.ages import AGE, BORN, age_of
from assistant.language.figures import FIRM, NUMBER, exact, taken_off
from assistant.language.number_words import parse_number, with_digits
from assistant.language.places import DEPARTMENTS, place_of
from assistant.language.text import STOPWORDS, fold, words
from assistant.language.trades import CRAFTSPEOPLE, goals_of, sector_of, told_trade
from assistant.model import CompanyProfile

__all__ = ["DEPARTMENTS", "amended", "merge_profiles", "read_profile", "says_only_a_figure", "without_firm"]

_MORE_DIGITS = r"(?![.,]?\d)"
_NOT_STAFF = (
    _MORE_DIGITS
    + r"(?! ?(?:%|€|k\b|k€|m\b|m€|ans?\b|years?|euros?|millions?|milliards?|jours?|days?|mois|months?|min|heures?|"
    r"hours?|km|kilom|miles?|e\b|eme\b|-?year|sites?|annees?|projets?|projects?|"
    r"entreprises|societes|boites|firms|companies|partners|partenaires|labos?))"
)
_ABOUT = (
    r"(?:environ |about |around |only |just |actuellement |now |a peu pres |une? |(?:plus )?que |a peine |seulement |"
    r"tout juste |barely |merely )?"
)
_HEADS = r"(?!(?:19|20)\d\d\b)" + NUMBER + _NOT_STAFF  # a number that is no year and nothing but people
_STAFF = (
    re.compile(
        NUMBER + r"[ -]*(?:(?:full-time |equivalents? )?(?:salarie|employe|collaborateur|collegue|colleague|"
        r"personnes?\b|person\b|people\b|staff\b|workers?\b|etp\b|fte\b|pers\b|sal\b|strong\b|tetes\b|gars\b|"
        rf"associes?\b|of us\b|heads\b|(?:{CRAFTSPEOPLE})\b))"
    ),
    re.compile(
        r"(?:nous (?:ne )?sommes|nous voila|on (?:n')?est|on etait|we are|we're|we were|we had|we have|nous etions|"
        r"si on est|nous employons|j'emploie|on emploie|we employ|i employ) " + _ABOUT + _HEADS
    ),
    re.compile(
        r"\b(?:on|nous|we|i) (?:pass\w+|mont\w+|arriv\w+|ser(?:a|ait|ions)|devien\w+|grow|grew|reach|get|go) (?:a |"
        r"to |up to )?" + _HEADS
    ),
    re.compile(  # "à 7, on a droit à quoi ?"
        r"(?:^|[,;.:] ?)(?:et |and )?(?:a|at|with|avec) "
        + _HEADS
        + r"(?=,? (?:on|nous|we|are we|do we|can we|peut-on|a-t-on|avons-nous|sommes-nous)\b)"
    ),
    re.compile(
        r"(?:effectif|headcount|taille|staff|workforce)s? ?(?:de |d'|of |is |est de |: ?|= ?)?" + _ABOUT + _HEADS
    ),
    re.compile(rf"{FIRM} (?:de |d'|of |a |with |avec )" + _ABOUT + _HEADS + r"(?! ?(?:a|to|et|and|-) ?\d)"),
)
_SOLE = re.compile(
    r"\b(auto-?entrepreneur|micro-?entrepreneur|freelance|travailleur independant|sole trader|self-employed|"
    r"sans salarie|aucun salarie|tout seul|seule? dans ma|je suis seule?\b|i am alone|i'm alone|i work alone|"
    r"je travaille seule?|no employees?|no staff)\b"
)
_MONEY = (
    NUMBER
    + r" ?(k€|k ?eur(?:os?)?|k\b|m€|meur|m ?eur(?:os?)?|millions?(?: d'euros?| euros?| of euros?)?|mln\b|mio\b|m\b|€|"
    r"euros?|eur\b|milliers? d'euros?)?" + _MORE_DIGITS
)
# What stands after a sum that is said of nothing but the firm's year: "on fait 4 M€", not "on fait 3 M€ de travaux".
_SAID = (
    r"(?= ?$| ?[.,;:?!)]| (?:par|a|per|last|this|en|in|et|and|mais|but|avec|with|cette|l'an|chaque|each|every|annuel|"
    r"yearly)\b)"
)
_SALES = r"(?:chiffre d'affaires?|\bca\b|turnover|revenues?|sales|\bchiffre\b(?! d'))"
_TURNOVER = (
    re.compile(
        _SALES
        + r"(?: annuel| annual| total)?(?: de| d'| of| is| est de| est d'| c'est| :|:|=| (?:was|were|fell|dropped|rose|"
        r"grew|went|etait|tomb\w+|pass\w+|mont\w+|baiss\w+)(?: only)?(?: (?:up |down )?to| a| de| d')?)? ?(?:€ ?)?"
        + _ABOUT
        + r"(?:€ ?)?"
        + _MONEY
    ),
    re.compile(r"(?:€ ?)?" + _MONEY + r" (?:de |d'|of |in |annual )?(?:annual )?" + _SALES),
    re.compile(r"(?:turn over|turns over|facturons|on facture|realisons|on realise) (?:€ ?)?" + _ABOUT + _MONEY),
    re.compile(r"(?:tourn(?:e|ons)|plafonn(?:e|ons)) (?:a |autour de )" + _ABOUT + _MONEY),
    re.compile(
        r"(?:\b(?:on|je) (?:ne )?(?:fai[st]|faisai[st]|fera(?:it|i)?|pese)|\b(?:on|j') ?(?:en )?a(?:i)? fait|"
        r"nous (?:ne )?(?:faisons|faisions|avons fait|pesons)|\b(?:we|i) (?:only |just |barely |currently )?(?:make|do|"
        r"did|made|have made)) (?:du )?" + _ABOUT + r"(?:€ ?)?" + _MONEY + _SAID
    ),
)
_PROJECT = (
    re.compile(
        r"(?:\b(?:projet|project|investissement|investment)\b|(?:mon|notre|un|my|our|a|avec|with|"
        r"projet) budget\b)[^.?!;0-9]{0,40}?"
        r" (?:de |d'|of |pese |a |worth |costs? |coute |vaut |costing |is |est de |:? ?)"
        + _ABOUT
        + r"(?:€ ?)?"
        + _MONEY
    ),
    re.compile(r"(?:€ ?)?" + _MONEY + r"[ -](?:euro )?(?:de )?(?:project|projet)\b"),
)
_FIRST_PERSON = re.compile(
    rf"\b(?:je|mon|ma|mes|nous|notre|nos|on|i|my|we|we're|our)\b|\bj'|{FIRM}s?\b|"
    rf"^{BORN}\b"  # a bare answer: "créée en 2019"
)


@lru_cache(maxsize=512)
def read_profile(text: str) -> CompanyProfile:
    """The profile that one text states.

    >>> p = read_profile("60-person machine builder near Grenoble, CA 8 M€")
    >>> (p.employees, p.department, p.sector, p.turnover_eur)
    (60, '38', 'industry', 8000000.0)
    """
    folded = _without_denied(with_digits(fold(text)))
    department, region = place_of(text)
    with_laboratory = re.search(r"(avec|with) (un|a|notre|our) (laboratoire|lab\b|laboratory)", folded)
    found = CompanyProfile(
        employees=_employees(folded),
        turnover_eur=_money(_TURNOVER, folded),
        project_eur=_money(_PROJECT, taken_off(_TURNOVER, folded)),
        department=department,
        region=region,
        sector=sector_of(folded),
        goals=goals_of(text),
        has_laboratory_partner=True if with_laboratory else None,
    )
    is_of_a_firm = found.employees is not None or found.sector is not None or bool(_FIRST_PERSON.search(folded))
    return replace(found, age_years=age_of(folded)) if is_of_a_firm else found


# "40 not 14 employees", "40 et pas 14": the denied figure goes, its unit stays.
_DENIED = re.compile(rf"(?<=\d)[ ,]*(?:(?:and|et|but|mais) )?(?:not|pas|non) {NUMBER}(?!\d)")
# "not 14 but 40", "pas 14 salariés, 40": the denied figure goes and leaves its unit to the other.
_DENIED_FIRST = re.compile(
    rf"\b(?:not|pas|non) {NUMBER}((?: [a-z]+)?)[ ,]+(?:(?:but|mais|plutot|rather) )?(?:on est |"
    rf"we are )?{NUMBER}(?! ?[a-z%€])"
)
_FIGURE = re.compile(rf"(?<![\w.,]){NUMBER}(?![\w%€])(?! ?(?:%|€))")
# Words around a bare figure that say no more than "suppose": "imagine we grow to 55", "et si on passait à 50 ?".
_SUPPOSING = re.compile(
    r"(?:imagin|suppos|get|got|say|disons|mettons|if|si|grow|grew|reach|hir|embauch|recrut|pass|mont|devien|atteign|arriv|"
    r"serai|avai|etai|etion|were|was|make|plutot|rather|instead|then|alors|tromp|voulais|dire|meant?|mean|actually|fait|"
    r"number|up\b|jusqu|one day|day|jour|finalement|really|maintenant|now|bientot|soon|what|autre|other|exact)"
)

# "et si on embauche 2 personnes ?", "if we had one more person": a change of the headcount, not the headcount.
_PERSON = (
    r"(?:people|persons?|personnes?|staff|salaries?|employees?|employes?|gars|collaborateurs?|workers?|techniciens?)"
)
_HIRED = re.compile(
    r"\b(?:embauch\w*|recrut\w*|hir(?:e|es|ed|ing)|recruit\w*|(?:take|took|taking) on|ajout\w*|add(?:s|ed|ing)?|"
    r"licenci\w*|per(?:d|ds|dait|dions|dons)|los(?:e|es|t|ing)|let(?:ting)? go of) (?:just |only |juste |encore |que )?"
    rf"{NUMBER}(?: (?:more|extra|additional|other|autres?|nouve\w+|new))?(?: {_PERSON})\b(?: (?:de plus|de moins))?|"
    rf"\b{NUMBER} (?:(?:more|extra|additional|fewer|less) {_PERSON}|"
    rf"{_PERSON} (?:de plus|de moins|supplementaires?|more|fewer))\b"
)
_ONE_MORE = re.compile(rf"\b(?:one|an?|une?) (?=(?:more |extra |additional |new |other |autre |nouve\w+ )?{_PERSON}\b)")
_MOVED = re.compile(
    r"\b(?:demenag\w+|relocat\w+|mov(?:e|ed|ing)|s'install\w+|s'implant\w+|(?:open|opened|ouvr\w+) (?:an? |une? )?"
    r"(?:branch|site|office|bureau|filiale|agence|antenne)) (?=(?:to|in|at|near|a|en|dans|pres)\b)"
)
_LEAVING = re.compile(r"\b(?:licenci|per(?:d|ds|dait|dions|dons)\b|los(?:e|t|ing)|let|fewer|less|de moins)")
_IF = re.compile(r"\b(?:si|if|imagin\w+|suppos\w+|apres avoir|once|after|une fois)\b")
_SUM = re.compile(r"(?:€ ?)?" + _MONEY)
_SUPPOSED = re.compile(
    r"(?:(?:et|and|mais|but) )?(?:with|avec|a|at|what if|if|si|what about|imagin\w+|plutot|rather)\b"
)


def _without_denied(folded: str) -> str:
    """Folded text without the figures it takes back."""
    return _DENIED.sub("", _DENIED_FIRST.sub(lambda m: f"{m.group(3)}{m.group(2)}", folded))


def bare_figure(text: str) -> float | None:
    """The number of a text that says a number and nothing more ("et avec 300 ?", "40 pas 14")."""
    folded = _without_denied(with_digits(fold(text)))
    found = _FIGURE.findall(folded)
    rest = [w for w in words(_FIGURE.sub(" ", folded)) if w not in STOPWORDS and not _SUPPOSING.match(w)]
    return parse_number(found[0]) if len(found) == 1 and not rest else None


def bare_sum(text: str) -> float | None:
    """The sum, in euros, of a text that supposes a sum and says nothing more ("et avec 9 M€ ?")."""
    folded = fold(text)
    found = _SUM.search(folded)
    rest = [w for w in words(_SUM.sub(" ", folded, count=1)) if w not in STOPWORDS and not _SUPPOSING.match(w)]
    return _money((_SUM,), folded) if found and found.group(2) and not rest and _SUPPOSED.match(folded) else None


def supposes_hiring(text: str) -> int | None:
    """How many people a text supposes to be hired, or to leave (then below zero).

    >>> supposes_hiring("et si on embauche 2 personnes ?"), supposes_hiring("what if we lost three people?")
    (2, -3)
    """
    folded = _ONE_MORE.sub("1 ", with_digits(fold(text)))
    found = _HIRED.search(folded) if _IF.search(folded) else None
    if found is None:
        return None
    number = int(parse_number(next(g for g in found.groups() if g)))
    return -number if _LEAVING.search(found.group()) else number


def says_only_a_figure(text: str) -> bool:
    """Whether a text says a number or supposes a sum, and nothing more."""
    return bare_figure(text) is not None or bare_sum(text) is not None


def amended(text: str, known: CompanyProfile) -> CompanyProfile:
    """What a bare figure changes of what is known: the headcount or the turnover, where one was told.

    >>> amended("40, pas 14", CompanyProfile(employees=14)).employees
    40
    >>> amended("and with €9m?", CompanyProfile(turnover_eur=6e6)).turnover_eur
    9000000.0
    """
    if known.turnover_eur is not None and (total := bare_sum(text)) is not None:
        return CompanyProfile(turnover_eur=total)
    figure, hired = bare_figure(text), supposes_hiring(text)
    staff = read_profile(text).employees
    staff = known.employees if staff is None else staff
    if staff is None or (figure is None and hired is None):
        return CompanyProfile()
    return CompanyProfile(employees=max(0, staff + hired) if hired is not None else int(figure or 0))


def merge_profiles(profiles: Iterable[CompanyProfile]) -> CompanyProfile:
    """Later profiles win where they say something; goals are those said last."""
    merged = CompanyProfile()
    for profile in profiles:
        if profile.region not in (None, merged.region):
            merged = replace(merged, department=None)  # the one known is of the region before
        told = {f.name: getattr(profile, f.name) for f in fields(profile)}
        merged = replace(merged, **{name: value for name, value in told.items() if value not in (None, "", ())})
    return merged


@lru_cache(maxsize=512)
def without_firm(text: str) -> str:
    """``text`` folded, with everything it says of the firm taken off (what remains is the question)."""
    folded = fold(text)
    digits = with_digits(folded)
    trade = told_trade(digits)
    asked = digits.replace(trade, " ") if trade else digits
    bare = taken_off((_HIRED, _MOVED, *_STAFF, *_TURNOVER, *_PROJECT, *AGE), asked)
    return folded if bare == digits else bare


def _employees(folded: str) -> int | None:
    for match in exact(_STAFF, _HIRED.sub(" ", folded)):
        value = parse_number(match.group(1))
        if value <= 1_000_000:
            return int(value)
    return 0 if _SOLE.search(folded) else None


def _money(patterns: Iterable[re.Pattern[str]], folded: str) -> float | None:
    for match in exact(patterns, folded):
        value, unit = parse_number(match.group(1)), (match.group(2) or "").strip()
        signed = folded[: match.start(1)].rstrip().endswith("€")
        if unit.startswith(("m€", "meur", "m eur", "million")) or unit in ("m", "mln", "mio"):
            return value * 1e6
        if unit.startswith(("k", "millier")):
            return value * 1e3
        if unit or signed or value >= 10_000:
            return value
    return None
