"""A fragment put in the place of its like in the question before: "… a small firm?" and "a mid-cap?"."""

from __future__ import annotations

import re

from assistant.dialogue.anaphora import rank_of
from assistant.dialogue.phrasing import put_beside
from assistant.dialogue.topic import is_usual
from assistant.language.periods import MONTHS
from assistant.language.sizes import LARGE, MID_CAP
from assistant.language.text import STOPWORDS, fold, word_list, words
from assistant.model import CompanyProfile
from corpus.model import Language


def swapped(question: str, fragment: str) -> str | None:
    """``question`` with the size of firm, numbered thing, month, year or bound of ``fragment`` in its like's place.

    ``None`` where the fragment says something else too, or has no like.

    >>> swapped("What aid did it give a small firm?", "and a mid-cap?")
    'What aid did it give a mid-cap?'
    >>> swapped("Quand s'applique l'annexe III ?", "et celles de l'annexe I ?")
    "Quand s'applique l'annexe I ?"
    >>> swapped("Quel taux en janvier 2026 ?", "et en septembre ?")
    'Quel taux en septembre 2026 ?'
    """
    for pattern in (_SIZE, _NUMBERED, _MONTH, _YEAR, _END):
        old, new = pattern.findall(question), pattern.findall(fragment)
        if len(old) != 1 or len(new) != 1 or old == new:
            continue
        if any(w not in STOPWORDS and w not in _LINKS for w in words(pattern.sub(" ", fragment))):
            continue
        found, told = pattern.search(question), pattern.search(fragment)
        if found and told and (pattern is not _NUMBERED or fold(found["thing"]) == fold(told["thing"])):
            return question[: found.start()] + _like(found, told) + question[found.end() :]
    return None


def reasked(question: str, fragment: str) -> str | None:
    """``question`` on who did something, or when, put as one on when or where, where ``fragment`` says no more.

    >>> reasked("Who signed the joint roadmap?", "and where exactly?")
    'Where was the joint roadmap signed?'
    >>> reasked("Qui a signé la feuille de route ?", "c'était quand ?")
    'Quand a été signée la feuille de route ?'
    >>> reasked("When was Minalogic created?", "and where?"), reasked("Who runs it?", "where?")
    ('Where was Minalogic created?', None)
    """
    told = _WHEN_OR_WHERE.match(fold(fragment))
    if told is None:
        return None
    french, place = told.group(1) in _FRENCH, told.group(1) in ("ou", "where")
    word = ("Où" if french else "Where") if place else "Quand" if french else "When"
    if found := _WHO_EN.match(question):
        return f"{word} was {found['what']} {found['done']}?"
    if found := _WHO_FR.match(question):
        agreed = "e" if fold(found["what"]).startswith("la ") else ""
        return f"{word} a été {found['done']}{agreed} {found['what']} ?"
    found = _ASKED_WHEN.match(question)
    return word + question[found.end() :] if found else None


def exchanged(question: str, fragment: str, language: Language) -> str | None:
    """``question`` with what ``fragment`` leads in by the same preposition in its like's place; ``None`` without one.

    >>> exchanged("Combien de startups dans MIAI ?", "et de chercheurs ?", "fr")
    'Combien de chercheurs dans MIAI ?'

    A fragment without a preposition stands in the place of what the question ends with.

    >>> exchanged("Que dit l'AI Act sur les chatbots ?", "et sur les deepfakes ?", "fr")
    "Que dit l'AI Act sur les deepfakes ?"
    >>> exchanged("What is the AI Act's position on chatbots?", "and deepfakes?", "en")
    "What is the AI Act's position on deepfakes?"
    """
    counted, other = _COUNTED.search(question), _COUNTED_TOO.match(fragment)
    if counted and other:
        link = re.sub(r"d(?:e |['’])$", "d'" if fold(other[1])[0] in "aeiou" else "de ", question[: counted.start(1)])
        return link + other[1] + question[counted.end() :]
    if told := _LED_IN.match(fragment):
        led = re.findall(rf"\b{told['by']} [^,;:?!]+?(?=\s*[,;:?!]|$)", question, re.IGNORECASE)
        return question.replace(led[0], told["phrase"]) if len(led) == 1 else None
    bare, last = _BARE.match(fragment), _LED_LAST[language].search(question)
    return question[: last.start("what")] + bare["what"] + question[last.end("what") :] if bare and last else None


def with_counted(fragment: str, question: str) -> str:
    """``fragment`` with what ``question`` asked the number of beside a plural pronoun, which means it.

    >>> with_counted("who are they?", "How many ambassadors does Osez l'IA have?"), with_counted("is it?", "How many?")
    ('who are they (ambassadors)?', 'is it?')
    """
    counted = _COUNTED.search(question) if _PLURAL.search(fragment) else None
    return put_beside(fragment, counted.group(1)) if counted and not is_usual(fold(counted.group(1))) else fragment


def with_antecedents(fragment: str, question: str, of_scheme: bool) -> str:
    """``fragment`` with what its pronouns mean of ``question``: what was counted, a numbered thing, a person.

    ``of_scheme``: the question names a scheme, and its capitals are no person's.

    >>> with_antecedents("elle dure combien ?", "Pionniers : combien pour la phase 2 ?", True)
    'elle dure combien (phase 2) ?'
    """
    numbered = _NUMBERED.findall(question) if _SINGULAR.search(fragment) and not _NUMBERED.search(fragment) else []
    if len(numbered) == 1:
        return put_beside(fragment, " ".join(numbered[0]))
    return with_person(with_counted(fragment, question), "" if of_scheme else question)


def ranked(question: str, fragment: str) -> str | None:
    """``question`` on a thing by its rank or number, asked of the rank that ``fragment`` says and nothing else.

    >>> ranked("Le premier axe de la feuille de route ?", "et le suivant ?")
    'Le deuxième axe de la feuille de route ?'
    >>> ranked("How much is phase 1?", "and the third?"), ranked("Who runs it?", "and the third?")
    ('How much is phase 3?', None)
    """
    told = _RANK_ALONE.match(fragment)
    if told is None:
        return None
    word, steps = told.group(1), fold(told.group(1)) in ("suivant", "suivante", "next")
    numbered, worded = list(_NUMBERED.finditer(question)), list(_RANK.finditer(question))
    if len(numbered) == 1 and numbered[0]["which"].isdigit():
        at, rank = numbered[0], int(numbered[0]["which"]) + 1 if steps else rank_of(fold(word))
        return f"{question[: at.start('which')]}{rank}{question[at.end('which') :]}" if rank > 0 else None
    if numbered or len(worded) != 1:
        return None
    at = worded[0]
    word = _NEXT.get(fold(at.group()), "") if steps else word
    return question[: at.start()] + word + question[at.end() :] if word else None


def with_person(fragment: str, question: str) -> str:
    """``fragment`` with the one person whom ``question`` names beside a pronoun that means a person.

    >>> with_person("elle a dit quoi ?", "Qui est Ada Lovelace ?")
    'elle a dit quoi (Ada Lovelace) ?'
    """
    named = _FULL_NAME.findall(question) if _PERSONAL.search(fragment) else []
    return put_beside(fragment, named[0]) if len(named) == 1 else fragment


def _like(old: re.Match[str], new: re.Match[str]) -> str:
    """The new words as the old ones stood: "une grande" becomes "une grande entreprise"."""
    if "noun" in new.groupdict() and new["adjective"] and not new["noun"]:
        return f"{new['adjective']} {old['noun'] or ('entreprise' if new['adjective'][-1] == 'e' else 'firm')}"
    return new.group()


def size_of(profile: CompanyProfile, language: Language) -> str:
    """What firms of the size told are called, where it is not that of an SME: "ETI de 400 salariés"; "" otherwise."""
    staff = profile.employees or 0
    if staff < MID_CAP:
        return ""
    if language == "fr":
        return f"{'ETI' if staff < LARGE else 'grande entreprise'} de {staff} salariés"
    return f"{'mid-cap' if staff < LARGE else 'large firm'} of {staff} staff"


# "and where exactly?", "c'était quand au juste ?": the verb is that of the question before.
_WHEN_OR_WHERE = re.compile(
    r"(?:(?:et|and|mais|but|ok|alors|so)[ ,]+)*(?:(?:ca |c')(?:etait|est|s'est passe) )?(quand|ou|a quelle date|"
    r"quel jour|en quelle annee|when|where|(?:on )?what (?:date|day)|(?:in )?what year)"
    r"(?:,? (?:ca|exactement|exactly|precisement|precisely|au juste|donc|was (?:it|that|this)|"
    r"did (?:it|that) happen))*\W*$"
)
_FRENCH = frozenset(("quand", "ou", "a quelle date", "quel jour", "en quelle annee"))
_WHO_EN = re.compile(r"who (?P<done>\w+ed) (?P<what>[^,;:?]+?)\W*$", re.IGNORECASE)
_WHO_FR = re.compile(r"qui (?:a|ont) (?P<done>\w+(?:é|i|u|it|is)) (?P<what>[^,;:?]+?)\W*$", re.IGNORECASE)
_ASKED_WHEN = re.compile(
    r"(?:when|where|quand|où)(?= (?:was|were|is|are|did|does|has|a|ont|est|sont|s['’])\b)", re.IGNORECASE
)
_LED_IN = re.compile(
    r"(?:(?:et|and|mais|but)\s+)?(?P<phrase>(?P<by>sur|pour|avec|dans|chez|on|for|with|in|about) .+?)\W*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:how many|combien (?:de |d['’]))\s*(\w+)", re.IGNORECASE)
_COUNTED_TOO = re.compile(r"(?:et|and)\s+(?:de |d['’]|how many )?(\w+)\W*$", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:they|them|their|theirs|ils|elles|eux|leurs?)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"\b(?:elle|il|it|dedans|inside)\b", re.IGNORECASE)
_RANKS = r"premi(?:er|[eè]re)|deuxi[eè]me|seconde?|troisi[eè]me|quatri[eè]me|derni(?:er|[eè]re)|first|third|fourth|last"
_RANK = re.compile(rf"\b(?:{_RANKS})(?= \w)", re.IGNORECASE)
_RANK_ALONE = re.compile(
    rf"(?:(?:et|and|what about)\s+)?(?:the|le|la|l['’]) ?({_RANKS}|suivante?|next)(?: one)?\W*$", re.IGNORECASE
)
_NEXT = {
    "premier": "deuxième", "premiere": "deuxième", "deuxieme": "troisième", "seconde": "troisième",
    "troisieme": "quatrième", "first": "second", "second": "third", "third": "fourth",
}  # fmt: skip
_PERSONAL = re.compile(r"\b(?:il|elle|lui|he|she|him|his|her)\b", re.IGNORECASE)
_FULL_NAME = re.compile(r"(?<=\w )[A-ZÀ-Þ][a-zà-ÿ]+ [A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\b")
_BARE = re.compile(r"(?:et|and|what about|quid d[eu]s?)\s+(?P<what>(?:\w+['’]|[\w-]+ ){0,2}[\w-]+)\W*$", re.IGNORECASE)
_LED_LAST: dict[Language, re.Pattern[str]] = {  # the French "on" is no preposition
    "fr": re.compile(r"\bsur (?P<what>[^,:;?!]+?)(?=\W*$)", re.IGNORECASE),
    "en": re.compile(r"\b(?:on|about) (?P<what>[^,:;?!]+?)(?=\W*$)", re.IGNORECASE),
}
_SIZE = re.compile(
    r"\b(?:(?P<adjective>(?:très |tres |very )?(?:petite|moyenne|grande|grosse|small|medium(?:-sized)?|large|big))s?"
    r"(?: (?P<noun>entreprise|boîte|boite|firme|société|societe|structure|firm|company|business|group)s?)?|pme|tpe|eti|"
    r"start-?ups?|smes?|vses?|mid-?caps?|(?:grand|large|big|gros) group(?:e?s?)|companies)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\b(?P<thing>annexe?|phase|axe|axis|article|art\.?|vague|wave|volet|strand|niveau|level|étape|step|chapitre|"
    r"chapter) (?P<which>[IVX]+|\d{1,3})\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:min(?:i|imum|imale?)?|max(?:i|imum|imale?)?|smallest|largest|biggest|floor|ceiling|plancher|plafond)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(rf"\b(?:{'|'.join((*MONTHS, 'février', 'août', 'décembre'))})\b", re.IGNORECASE)
_LINKS = frozenset(word_list("one ones celle celui celles ceux quid versus autre case cas firm firms entreprise about"))
