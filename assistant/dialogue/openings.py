"""How a turn opens: greetings and thanks, "no, sorry", "I meant", "different thing:"; and what is left without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.text import fold
from corpus.model import Language


@dataclass(frozen=True, slots=True)
class Opening:
    """What a turn opens with. ``core`` is the turn without it."""

    core: str
    social: bool  # nothing but a greeting or thanks
    corrects: bool  # "no", "sorry", "I meant"
    meant: bool  # "I meant", "c'est de X que je parle"
    leaves: bool  # "different thing:", "rien à voir :"
    turns_away: bool  # the same, or less surely: "by the way", "otherwise"
    language: Language | None  # "in English please: …"


def read_opening(question: str) -> Opening:
    """The opening of one turn.

    >>> read_opening("merci ! autre sujet : qui gère Easytech ?").core
    'qui gère Easytech ?'
    """
    stripped = _SOCIAL.sub("", question)
    bare = _CORRECTS.sub("", stripped)
    while (shorter := _CORRECTS.sub("", bare)) != bare:
        bare = shorter
    bare = _NOT_THAT.sub("", bare)  # "not the national one, the regional one"
    left = _LEAVES.sub("", bare)
    told = _LANGUAGE_FIRST.match(left)
    left = left[told.end() :] if told else left
    meant = bool(_MEANT.search(fold(stripped)))
    leaves = bool(_LEAVES.match(bare)) and bool(left)
    core = left or bare or stripped or question
    return Opening(
        core=core,
        social=not stripped.strip(" .!?"),
        corrects=(bare != stripped or meant) and not leaves,
        meant=meant,
        leaves=leaves,
        turns_away=leaves or bool(_TURNS_AWAY.match(fold(core))),
        language=None if told is None else "en" if fold(told.group(1)) in ("english", "anglais") else "fr",
    )


def without_meant(folded: str) -> str:
    """Folded text without "I meant", "je parle de" and the like, which ask nothing."""
    return _MEANT.sub(" ", folded)


_SOCIAL = re.compile(
    r"^(?:(?:non merci|no,? thanks?|re ?bonjour|ok(?:ay)?|oki|d'accord|dac|super|parfait|awesome|excellent|brilliant|"
    r"lovely|impeccable|nickel|cool|g[ée]nial|tr[èe]s bien|compris|je vois|"
    r"merci(?: beaucoup| bien| à vous| a toi| d'avance)?|thanks?(?: a lot| so much| you(?: very much)?)?|great|"
    r"perfect|got it|i see|bonjour|bonsoir|salut|coucou|hello|hi|hey|rebonjour|au revoir|à bientôt|a bientot|bye|"
    r"goodbye|bonne journée|again|(?:ah bon|oh really|tiens)(?=\s*,)|"
    r"(?:bon|bien|ah|oh|ha|hmm+|euh|well|cheers|good|right|fine|nice|top|re|noted|thx|"
    r"voilà)(?=[\s]*(?:[,.!;…]|$)))(?![\w'’-])[\s,.!;:…-]*)+",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^(?:(?:ah|oh|euh|bon|hmm|mince|zut|aie|but|mais)[\s,]+)?(?:(?:mais )?(?:non|no|nope|nan|nah)(?! plus|"
    r" limit\w*)(?=\W|$)|pardon|sorry|désolée?|desolee?|oups|oops|excusez?(?:-moi)?|my mistake|"
    r"(?:erreur|faute) de frappe|typo|my bad|erreur|wait|attends|actually|en fait|"
    r"je me suis (?:trompée?|mal exprimée?)|je (?:confonds|me trompe)|j'ai confondu|wrong one|"
    r"mauvais[e]? (?:aide|dispositif|nom)|"
    r"(?:pas|not) (?:celui|celle|ceux|ça|ca|that|this|it)(?:[- ](?:là|la|ci|one))?(?=\W|$))[\s,.!:;…-]*",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:i (?:meant?|wanted|was after)|je (?:voulais|visais|cherchais)|i was (?:talking|thinking|asking)|"
    r"je (?:parl(?:e|ais)|voulais dire|veux dire|pens(?:e|ais)|demandais)|i'm (?:thinking|talking)|qui m'interesse|"
    r"plutot(?! que)|rather(?! than)|instead(?! of))\b"
)
_NOT_THAT = re.compile(
    r"^(?:pas|not) (?:the |le |la |l['’]|celui |celle )?[\w’'-]+(?: one)?[,;:]\s+(?:but |mais )?(?=(?:the|le|la|l['’]|"
    r"celui|celle)\b|(?:national|r[ée]gional|europ)\w*\W*$)",
    re.IGNORECASE,
)
_TURNS_AWAY = re.compile(
    r"^(?:et |and |mais |but )?(?:sinon|otherwise|au fait|by the way|btw|autre (?:question|sujet|chose)|rien a voir|"
    r"changing|changeons|on another|never ?mind|laisse tomber|oublie|forget (?:it|that)|unrelated|"
    r"another (?:question|topic)|different (?:question|topic))\b"
)
# A new subject is announced, and the announcement is set off from it.
_LEAVES = re.compile(
    r"^(?:(?:et|and|mais|but|bon|ok|okay|alors|so|now|maintenant|then|right|well|sinon|otherwise|au fait|"
    r"allez)[\s,]+)*(?:(?:ça n['’]a )?rien à voir|(?:tout )?autres? (?:sujet|chose|thème)s?|"
    r"(?:je |on |i'?m |i'?ll |let'?s |we )?(?:chang\w+|switch\w*)(?: (?:de|of|the))? (?:sujet|topic|subject)s?|"
    r"(?:on )?passons? à autre chose|(?:an?|on an?|on a)? ?(?:totally |completely |entirely |quite )?(?:different|"
    r"another|new|separate|unrelated) (?:thing|topic|subject|matter)|something (?:else|different)(?: entirely)?|"
    r"unrelated|(?:on |j['’])?oubli(?:e|ons|ez)(?: [^,.:;!?]{2,40})?|forget (?:about )?[^,.:;!?]{2,40}|"
    r"never ?mind(?: [^,.:;!?]{2,40})?|(?:assez|enough) (?:parlé |talk )?(?:about|d[eu']) ?[^,.:;!?]{2,40}|"
    r"(?:laiss(?:e|ez|ons)|leave|put|let's leave)(?: [^,.:;!?]{2,40})? (?:tomber|de côté|aside)(?: [^,.:;!?]{2,40})?|"
    r"nouveau sujet|nouvelle question)\s*(?:[,.:;!?—–-]+|(?:mais|but)\b)\s*",
    re.IGNORECASE,
)
# The language asked for, before a question that is put in it.
_LANGUAGE_FIRST = re.compile(
    r"^(?:et |and |but |mais )?(?:in|en) (english|anglais|french|français|francais)(?:,? (?:please|stp|svp|"
    r"s['’]il (?:te|vous) pla[iî]t))?\s*[,:;.–—-]\s*(?=\S)",
    re.IGNORECASE,
)
