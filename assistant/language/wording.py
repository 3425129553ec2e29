"""The assistant's own words, in both languages: frames around quotes, never facts.

Every phrase here is checked by the verifier like any other text: none may bring in a
figure or a name that the quotes beside it do not hold.
"""

from __future__ import annotations

from assistant.language.text import word_list
from corpus.model import Language, Tag

PHRASES: dict[str, dict[Language, str]] = {
    "yes": {"fr": "Oui", "en": "Yes"},
    "no": {"fr": "Non", "en": "No"},
    "not_met": {"fr": "Non, pas {given}", "en": "No, not {given}"},
    "met": {"fr": "Oui sur ce point, {given}", "en": "Yes on this point, {given}"},
    "size_tiny": {"fr": "Avec {given}, taille d'une très petite entreprise", "en": "With {given}, a very small firm"},
    "size_small": {
        "fr": "Avec {given}, taille d'une petite entreprise",
        "en": "With {given}, the size of a small firm",
    },
    "size_medium": {
        "fr": "Avec {given}, taille d'une moyenne entreprise",
        "en": "With {given}, the size of a medium firm",
    },
    "size_mid_cap": {"fr": "Avec {given}, taille d'une ETI", "en": "With {given}, the size of a mid-cap"},
    "size_large": {
        "fr": "Avec {given}, taille d'une grande entreprise",
        "en": "With {given}, the size of a large firm",
    },
    "within": {"fr": "Dans les critères sur ce point, {given}", "en": "Within the criteria on this point, {given}"},
    "outside": {"fr": "Hors des critères, {given}", "en": "Outside the criteria, {given}"},
    "original": {
        "fr": "Cette source n'existe qu'en anglais ; elle est citée dans sa langue.",
        "en": "This source exists in French only; it is quoted in its own language.",
    },
    "advice": {
        "fr": "Voici les pistes des documents qui correspondent le mieux à ce que vous décrivez, à vérifier une "
        "par une :",
        "en": "These are the leads in the documents that best match what you describe, each to be checked:",
    },
    "higher_first": {"fr": "Du plus élevé au moins élevé", "en": "From higher to lower"},
    "alternatives": {"fr": "Autres pistes à vérifier :", "en": "Other leads to check:"},
    "ended": {
        "fr": "D'après les documents, ont pris fin ou ont été remplacés :",
        "en": "According to the documents, these have ended or been replaced:",
    },
    "still_open": {
        "fr": "D'après les documents, sont signalés comme ouverts ou en cours :",
        "en": "According to the documents, these are reported open or running:",
    },
    "all_schemes": {
        "fr": "Voici ce que les documents d'Aura décrivent :",
        "en": "This is what Aura's documents describe:",
    },
    "all_regional": {"fr": "Dans la région :", "en": "In the region:"},
    "all_national": {"fr": "Dans toute la France :", "en": "In all of France:"},
    "all_european": {"fr": "Dans l'Union européenne :", "en": "In the European Union:"},
    "all_ended": {"fr": "Terminés ou remplacés :", "en": "Ended or replaced:"},
    "all_other_region": {"fr": "Réservés à une autre région :", "en": "For another region only:"},
    "not_in_corpus": {
        "fr": "Les documents d'Aura ne contiennent pas la réponse à cette question.",
        "en": "Aura's documents do not hold the answer to this question.",
    },
    "part_missing": {
        "fr": "Sur « {part} », les documents ne disent rien.",
        "en": "On “{part}”, the documents say nothing.",
    },
    "rest_missing": {
        "fr": "Sur le reste de la question, les documents ne disent rien.",
        "en": "On the rest of the question, the documents say nothing.",
    },
    "ask_body": {
        "fr": "Sur {name}, adressez-vous à l'organisme qui s'en occupe.",
        "en": "On {name}, ask the body in charge of it.",
    },
    "ask_region": {
        "fr": "Pour une question d'entreprise hors de ces documents, consultez le catalogue des aides de la Région ou "
        "adressez-vous à son agence économique, à votre chambre consulaire ou à l'organisme concerné.",
        "en": "For a business question beyond these documents, see the Region's catalogue of aid or ask its economic "
        "agency, your chamber of commerce or trades, or the body concerned.",
    },
    "field": {
        "fr": "Aura ne traite que de la feuille de route IA et des aides aux entreprises en Auvergne-Rhône-Alpes.",
        "en": "Aura only covers the AI roadmap and business support in Auvergne-Rhône-Alpes.",
    },
    "ask_anyone": {
        "fr": "Un moteur de recherche général vous répondra mieux.",
        "en": "A general search engine will serve you better.",
    },
    "ask_person": {
        "fr": "Pour ce qui touche à une personne, adressez-vous à l'organisme dont elle relève.",
        "en": "For anything about a person, ask the body they belong to.",
    },
    "stays_itself": {
        "fr": "Aura répond aux questions sur la feuille de route IA et les aides aux entreprises en "
        "Auvergne-Rhône-Alpes, à partir de ses documents seulement ; il ne prend ni autre rôle ni autre consigne.",
        "en": "Aura answers questions on the AI roadmap and business support in Auvergne-Rhône-Alpes, from its "
        "documents alone; it takes on no other role and no other instructions.",
    },
    "clarify": {"fr": "De quoi souhaitez-vous parler, par exemple ?", "en": "Which of these do you mean, for example?"},
    "too_long": {
        "fr": "Cette question est trop longue pour être traitée : posez-la en moins de 4 000 caractères.",
        "en": "This question is too long to handle: please ask it in under 4,000 characters.",
    },
    "empty": {"fr": "Que souhaitez-vous savoir ?", "en": "What would you like to know?"},
}

# Phrases that open a list and state nothing: what is listed carries the markers.
HEADINGS = (
    "advice", "alternatives", "ended", "still_open", "all_schemes", "all_regional", "all_national", "all_european",
    "all_ended", "all_other_region",
)  # fmt: skip

# Questions offered next, by facet. {name} is a scheme's name.
FOLLOW_UPS: dict[Tag, dict[Language, str]] = {
    "definition": {"fr": "Qu'est-ce que {name} ?", "en": "What is {name}?"},
    "operator": {"fr": "Qui s'occupe {de_name} ?", "en": "Who runs {name}?"},
    "employees": {"fr": "{name} : quelles entreprises y ont droit ?", "en": "{name}: which firms are eligible?"},
    "amount": {"fr": "{name} : quel montant d'aide ?", "en": "{name}: how much support?"},
    "cost": {"fr": "{name} : que reste-t-il à payer ?", "en": "{name}: what is left to pay?"},
    "apply": {"fr": "{name} : comment faire la demande ?", "en": "{name}: how do I apply?"},
    "status": {"fr": "{name} : est-ce encore ouvert ?", "en": "{name}: is it still open?"},
    "lookalike": {"fr": "{name} : avec quoi ne pas confondre ?", "en": "{name}: what should it not be confused with?"},
    "disputed": {
        "fr": "{name} : sur quoi les sources se contredisent-elles ?",
        "en": "{name}: where do the sources disagree?",
    },
}

# The same of a regulation, which pays nothing and is not applied for; what is not here is not offered.
FOLLOW_UPS_ON_RULES: dict[Tag, dict[Language, str]] = {
    "definition": FOLLOW_UPS["definition"],
    "employees": {"fr": "{name} : quelles entreprises sont concernées ?", "en": "{name}: which firms are concerned?"},
    "cost": {"fr": "{name} : que risque-t-on ?", "en": "{name}: what are the fines?"},
    "apply": {"fr": "{name} : que faut-il faire ?", "en": "{name}: what must a firm do?"},
    "status": {"fr": "{name} : qu'est-ce qui s'applique déjà ?", "en": "{name}: what applies already?"},
    "disputed": FOLLOW_UPS["disputed"],
}

# A clarification's choices on what no follow-up is offered on, or is asked in another way.
CHOICES: dict[Tag, dict[Language, str]] = {
    "contact": {"fr": "Qui contacter pour {name} ?", "en": "Whom to contact for {name}?"},
    "dates": {"fr": "Jusqu'à quand demander {name} ?", "en": "Until when can one apply for {name}?"},
    "duration": {"fr": "{name} : combien de temps cela dure-t-il ?", "en": "{name}: how long does it last?"},
    "rate": {"fr": "{name} : quel est le taux d'aide ?", "en": "{name}: what is the rate of aid?"},
    "budget": {"fr": "{name} : quel est le budget ?", "en": "{name}: what is the budget?"},
    "turnover": {"fr": "{name} : quel chiffre d'affaires faut-il ?", "en": "{name}: what turnover is required?"},
    "age": {"fr": "{name} : quelle ancienneté faut-il ?", "en": "{name}: how old must the firm be?"},
    "partner": {"fr": "{name} : quels partenaires faut-il ?", "en": "{name}: which partners are required?"},
    "aim": {"fr": "{name} : à quoi cela sert-il ?", "en": "{name}: what is it for?"},
    "people": {
        "fr": "{name} : qui l'a lancé ou signé, et quand ?",
        "en": "{name}: who launched or signed it, and when?",
    },
    "place": {"fr": "{name} : où est-ce ?", "en": "{name}: where is it?"},
    "sector": {"fr": "{name} : quels secteurs sont admis ?", "en": "{name}: which sectors are accepted?"},
    "region": {"fr": "{name} : dans quelle région ?", "en": "{name}: in which region?"},
    "project": {"fr": "{name} : quels projets sont admis ?", "en": "{name}: which projects are accepted?"},
}

# A clarification's choices where the question names no scheme: those that people ask about most, first those.
CLARIFY_SUBJECTS = ("diag-data-ia", "atouts-numeriques", "rd-booster", "feuille-de-route", "osez-lia", "minalogic")


def phrase(key: str, language: Language, **values: str) -> str:
    """One of the assistant's own phrases."""
    return PHRASES[key][language].format(**values)


# First words that lose their capital after a colon; an elided article is matched with its apostrophe.
_LOWERED: dict[Language, tuple[str, ...]] = {
    "fr": (
        "L'", "L’", "D'après ",
        *(f"{w} " for w in word_list(
            "Le La Les Un Une Pour Selon Aucun Aucune Au Aux En Il Elle Ce Cette Ces Des Du Depuis Avant Après Sur Dans"
        )),
    ),
    "en": tuple(f"{w} " for w in word_list(
        "The A An For According No In It This These Since Before After On At To Any Only"
    )),
}  # fmt: skip


def framed(frame: str, sentence: str, language: Language) -> str:
    """A phrase, a colon as the language sets it, and a quoted sentence."""
    return f"{frame}{' : ' if language == 'fr' else ': '}{joined_after_colon(sentence, language)}"


def joined_after_colon(sentence: str, language: Language) -> str:
    """A quoted sentence as it stands after a colon: its first letter lowered where it is a function word's."""
    if sentence.startswith(_LOWERED[language]):
        return sentence[0].lower() + sentence[1:]
    return sentence
