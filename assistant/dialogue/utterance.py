"""What kind of utterance a turn is, read off its words: does it ask, add, tell of the firm, or open something new?"""

from __future__ import annotations

import re

from assistant.language.places import HOME, place_of
from assistant.language.profile import read_profile, supposes_hiring
from assistant.language.text import fold, words
from assistant.language.trades import goals_of

_GOES_ON = re.compile(
    r"^(et|and|mais|but|ou (?:bien|alors|sinon|pour|si)|or|alors|so|donc|(?:and |so |ok |et )?(?:what|how) about|"
    r"(?:and |so )?what if|et si|and if|qu'en est-il d\w*|quid d\w*|as for|concernant|niveau|likewise|ditto|regarding|"
    r"puis|also|aussi|then|ensuite|idem|pareil|same|meme|for|pour|celui|celle|ceux|the one|that of)\b"
)
# A subject set before its own pronoun: "l'URSSAF, c'est quoi leur numéro ?", "la loi Égalim, elle dit quoi ?",
# "et Annie Durand, elle fait quoi ?".
_SET_FIRST = re.compile(
    r"^(?:(?:et|and|tiens|mais|alors|sinon|so|but|ok|au fait|bon|donc|what about|how about|quid de|"
    r"as for)[ ,]+)*(?:(?:le|la|les|un|une|mon|ma|mes|the|my) |l')([\w'& -]{3,40}?),? (?:c'est|ca|elles?|ils?|on en)\b|"
    r"^(?:(?:et|and|mais|but|alors|so|what about|how about|quid de|"
    r"as for)[ ,]+)*((?:[a-z'-]+ ){0,2}[a-z'-]{3,}), (?:c'est|elles?|ils?|"
    r"(?:(?:do|did|does|have|has|can|are|is|was) )?(?:he|she|they)|(?:ont|font|sont|a-t|fait|est)-(?:ils?|elles?))\b"
)
# The assistant is asked for something of its own: "tu connais un bon comptable ?", "can you sing?".
_REQUEST = re.compile(
    r"^(?:(?:et|and|sinon|ok|alors|so|but|mais)[ ,]+)*(?:(?:tu|vous|you) \w|(?:can|could|do|will|would) you\b|"
    r"(?:peux|pourrais|sais|connais|saurais|as)-tu\b|(?:pouvez|pourriez|savez|connaissez|avez)-vous\b)"
)
_ASKS = re.compile(
    r"\b(qui|quoi|(?:que|qu)(?!\W\d)|quand|ou|combien|comment|pourquoi|quel|quelle|quels|quelles|lequel|laquelle|est-ce|who|whom|"
    r"what|when|where|how|why|which|whose)\b|^(is|are|was|were|do|does|did|can|could|will|has|have|should|would) |\?$|"
    r"\b(?:is|are|does|do|can|could|would) (?:it|they|that|this|we|i)\b|\bca (?:passe|marche|va|compte)\b|"
    r"\bc'est (?!quoi|celui|celle|lui|elle|ca|tout|le|la)[a-z]{3,}\W*$"
)
# "my training", "nos formations": something of the asker's that is neither the firm nor its project.
_OWN_THING = re.compile(
    r"\b(?:mon|ma|mes|nos|notre|my|our) (?!(?:entreprise|societe|boite|firme?|pme|tpe|eti|structure|cas|projet|dossier|"
    r"demande|activite|secteur|company|business|sme|start-?up|case|project|application|sector|team|equipe|region|size|"
    r"taille|shop|workshop|atelier|salaries?|staff|employees?|people|gars|ouvri\w+|workers|collaborat\w+|equipes?)\w*\b)[a-z]{4,}"
)
# Schemes in general are asked for: no subject of before is meant.
_SCHEMES = re.compile(
    r"\b(?:quel(?:le)?s?|which|what|every|each|chaque|d'autres|other|tou(?:te)?s les|all(?: the)?|list of|liste des|"
    r"another|une autre|any other|some other) (?:(?:autres?|other|regional|ai|kinds? of|sortes? d[e']|"
    r"types? d[e']) ?)*(?:aides?|aids?|dispositifs?|schemes?|grants?|programme?s?|subventions?|financements?|funding|"
    r"support|help|solutions?|calls?|appels?|guichets?)\b"
)
_ANY = re.compile(
    r"\b(?:any|some|des|une?|an?) (?:\w+ )?(?:aides?|grants?|subventions?|subsid\w+|funding|support|"
    r"help|prets?|loans?)\b"
)
# "quelque chose de local ?", "une aide régionale": schemes of a scope, whatever was spoken of.
_OF_A_SCOPE = re.compile(
    r"\b(?:quelque chose|un truc|rien|something|anything|nothing)(?: \w+){0,2} (?:loca|region|nation|europ|near|nearby|"
    r"pres d|(?:dans le|du) coin)|\b(?:une?|des|any|an?|some|quel(?:le)?s?|which|what) (?:autres? |other )?(?:aides?|"
    r"dispositifs?|financements?|subventions?|soutiens?|accompagnements?|programmes?) (?:region|nation|europ|loca)\w*|"
    r"(?<!\bthe )\b(?:regional|national|european|local) (?:aid|support|grants?|funding|help|schemes?|calls?|subsid\w+|"
    r"programmes?|money)\b"
)
# "et sinon, y a quoi pour nous ?", "what else is there for us?"
_WHATEVER = re.compile(
    r"\b(?:(?:y a(?:-t-il)?|il y a|il (?:nous |me )?reste|(?:nous |me )reste) (?:quoi|autre chose)|quoi d'autre|"
    r"what else|qu'est-ce qu'(?:il y a|il reste|on a)|what(?:'s| is) (?:there|left)|anything else|"
    r"autre chose)\b.{0,20}\b(?:pour (?:nous|moi|notre|mon|ma|une)|for (?:us|me|our|my|a))\b|"
    r"\b(?:what else (?:can|could|should|might|may) (?:we|i)|quoi d'autre (?:on|nous|je))\b|"
    r"\b(?:peut-on|pourrait-on|on (?:peut|pourrait)|puis-je|je peux|nous pouvons) (?:\w+ )?(?:d'autre|autre chose)\W*$|"
    r"^(?:alors|donc|so|ok) (?:quoi d'autre|what else)(?: alors| then)?\W*$|^what else then\W*$|"
    r"\b(?:sinon|otherwise)\b.{0,12}\bpour (?:nous|moi)\b.{0,8}\bquoi\b"
)
# "et pour financer une thèse ?": a need of its own.
_NEED = re.compile(
    r"^(?:et |and |mais |but |ok )?(?:(?:pour|to|for) (?:financ|recrut|embauch|achet|acheter|fund|hir|recruit|buy|"
    r"payer|pay)\w*)"
)
# "y en a d'autres ?", "anything similar?"
_MORE_LIKE_IT = re.compile(
    r"\b(?:y en a[- ](?:t-il )?d'autres|(?:il |t'|vous )?en (?:as|avez|existe|a)(?:-tu|-vous|-t-il)? d'autres|"
    r"d'autres (?:dans le|du) (?:meme )?"
    r"genre|(?:are there|any|some) others?(?: ones?)?(?: like (?:it|that|this))?\W*$|(?:anything|"
    r"something) (?:similar|like (?:it|that|this)))"
)
# "et à Lyon, y a la même chose ?", "l'équivalent ici ?"
_SAME_THING = re.compile(
    r"\b(?:y a|(?:ils|on|we|they) (?:ont|a|have)|avez-vous|is there|are there|existe) ?(?:-t-il )?(?:la meme chose|"
    r"pareil|l'equivalent|un equivalent|the same|an equivalent|something (?:similar|like))|"
    r"^(?:et |and )?(?:l'equivalent|un equivalent|an equivalent|the equivalent)\b"
)
_EQUIVALENT = re.compile(
    r"\b(?:un|l'|an|the|any) ?equivalent(?:e|s)?(?: (?:aujourd'hui|today|now|maintenant|actuel\w*))?\W*$"
)
_HERE = re.compile(r"\b(?:ici|chez nous|here|dans (?:la|notre) region|in (?:the|our) region)\b")
# A question word alone ("by whom?", "et quand ?").
_ADVERB = re.compile(
    r"^(?:(?:et|and|but|mais|then|so|alors|donc) )*(?:(?:depuis |since |jusqu'a |until |up to |from |par |by |a |with |"
    r"avec |pour |for |to |in |en |a partir de |as of |on )?(?:quelle (?:date|annee)|quel jour|"
    r"(?:what|which) (?:date|year|day)|who (?:does|do|did|is|then)|qui (?:alors|le fait|l'a fait)|qui|quoi|whom?|quand|"
    r"when|ou|where|pourquoi|why|comment|how|what for)(?: ca| exactement| exactly| not| pas| donc)?)\W*$"
)
_ELSE = re.compile(
    r"\b(?:qui|ou|vers quoi) d'autre\b|\b(?:who|where) else\b|"
    r"^(?:(?:and|et) )?(?:its|son|sa|the|le|la) (?:successor|successeur|replacement|remplacante?),"
)
_OFFICE = re.compile(r"\b(?:his|her|son|sa) (?:job|post|position|role|title|poste|fonction|metier|titre)\b")
_BY_WHOM = re.compile(
    r"^(?:and |et )?(?:by|with|for|from|to|par|avec|pour|de|a|chez) (?:whom|who|qui)\W*$|"
    r"\b(?:who (?:does|do|did)|qui (?:alors|le fait|l'a fait))\W*$|^(?:et |and )?(?:why|pourquoi)\b"
)
_REGION = re.compile(r"\bA[uU]RA\b")
# The assistant in the same letters: called upon, or asked after and nothing else.
_CALLED = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|salut|merci|hello|hi|hey|thanks|ok|cher|chère|dear)\W+)?A[uU]RA\W*(?:[,:!]|$)|"
    r"\b(?:quoi|que|est|es|êtes|is|are|who's|what's|about|d['’])[\s,]*A[uU]RA\b(?=\W*$|,)",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"(?<!do )\b(?:i|we) (?:want|need|would like|am looking|are looking)\b|\b(?:i'm|we're) looking|\b(?:i|we)'d like|"
    r"\b(?:je|on|nous) (?:cherch|veu|voudr|souhait|recherch|voul)|\bj'aimerais"
)


def without_funding(question: str) -> str:
    """``question`` without the words that only ask for money: what it is wanted for remains."""
    return re.sub(r"\b(?:fund\w*|financ\w*|subvention\w*|grants?|loans?|prets?|subsid\w*)\b", " ", fold(question))


def goes_on(text: str) -> bool:
    """Whether a text is put as an addition ("and", "what about", "for", "… too?")."""
    folded = fold(text)
    return bool(_GOES_ON.match(folded) or re.search(r"\b(?:aussi|too|as well|also|egalement)\W*$", folded))


def set_first(folded: str) -> str:
    """What a folded question sets before its own pronoun, "" where nothing is."""
    found = _SET_FIRST.match(folded)
    return found.group(1) or found.group(2) if found else ""


def is_set_elsewhere(folded: str) -> bool:
    """Whether a folded question is asked of another region: "et la Bretagne, ils ont quoi ?"."""
    return place_of(set_first(folded))[1] not in (None, HOME)


def only_tells_of_the_firm(question: str) -> bool:
    """ "Sorry, 8 employees": the question before is asked again of another firm."""
    told = read_profile(question)
    changed = supposes_hiring(question)
    figures = (told.employees, told.turnover_eur, told.age_years, told.project_eur, told.region, changed)
    put = asks_alone(question) if _GOES_ON.match(fold(question)) else asks(question)
    other = put or is_set_elsewhere(fold(question)) or is_of_schemes(question)
    return any(f is not None for f in figures) and not other


def asks(question: str) -> bool:
    """Whether a text is put as a question."""
    return bool(_ASKS.search(fold(question)))


def asks_alone(question: str) -> bool:
    """Whether a question has a question word or a verb of its own, "and", "what about" and a mark at its end apart."""
    return bool(_ASKS.search(_GOES_ON.sub("", fold(question).rstrip(" ?")).strip()))


def is_of_schemes(question: str) -> bool:
    """Asks for schemes in general, or for one that serves a purpose."""
    folded = fold(question)
    if len(words(question)) > 2 and _SCHEMES.search(folded):
        return True
    if _OF_A_SCOPE.search(folded) or is_open(question) or is_need(question):
        return True
    return bool(_WANTS.search(folded) or _ANY.search(folded)) and bool(goals_of(without_funding(question)))


def is_open(question: str) -> bool:
    """Asks for whatever there is for the firm: "et sinon, y a quoi pour nous ?"."""
    return bool(_WHATEVER.search(fold(question)))


def is_need(question: str) -> bool:
    """Names a need and nothing else: "et pour financer une thèse ?"."""
    return bool(_NEED.match(fold(question)))


def asks_for_more_like_it(question: str) -> bool:
    """Asks for other schemes of the kind spoken of."""
    folded = fold(question)
    here = bool(_HERE.search(folded)) or place_of(question)[1] == HOME
    alike = bool(_EQUIVALENT.search(folded)) and place_of(question)[1] is None
    return alike or bool(_MORE_LIKE_IT.search(folded)) or (here and bool(_SAME_THING.search(folded)))


def asks_office(question: str) -> bool:
    """Whether a question asks what post somebody holds ("what's her job?")."""
    return bool(_OFFICE.search(fold(question)))


def asks_who_else(question: str) -> bool:
    """Whether a question asks who or what there is beside what was spoken of."""
    return bool(_ELSE.search(fold(question)))


def is_question_word(question: str) -> bool:
    """Whether a question is a question word and nothing else, which needs the verb of the question before."""
    return bool(_ADVERB.match(fold(question)))


def asks_by_whom(question: str) -> bool:
    """Whether a question word alone asks for who is behind something, or why."""
    return bool(_BY_WHOM.search(fold(question)))


def scope_asked(question: str) -> str:
    """The scope (``SchemeCard.scope``) of the schemes asked for ("une aide régionale").

    "local" for what is near the firm, "" where no scope is said.
    """
    found = _OF_A_SCOPE.search(fold(question))
    if found is None:
        return ""
    told = found.group()
    known = (("nation", "national"), ("europ", "european"), ("region", "regional"))
    return next((scope for word, scope in known if word in told), "local")


def spelled_out(question: str) -> str:
    """``question`` with what is shortened in a hurry written out."""
    return re.sub(r"\bqq(?:ch|chose|chs|c)\b", "quelque chose", question, flags=re.IGNORECASE)


def with_region_named(question: str) -> str:
    """``question`` with the region's letters written out: "AuRA" is the region, "Aura" the assistant.

    >>> with_region_named("Que fait AuRA pour les PME ?"), with_region_named("AURA, qui es-tu ?")
    ('Que fait Auvergne-Rhône-Alpes pour les PME ?', 'AURA, qui es-tu ?')
    """
    if question.isupper() or _CALLED.search(question):
        return question
    return _REGION.sub("Auvergne-Rhône-Alpes", question)


def is_of_something_else(question: str) -> bool:
    """Asks for schemes in general, or for something of the asker's or the assistant's: not of the scheme before."""
    folded = fold(question)
    own = bool(_OWN_THING.search(folded)) and asks(question)
    return is_of_schemes(question) or own or bool(_REQUEST.match(folded))
