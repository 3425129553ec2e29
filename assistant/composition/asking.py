"""Ways of asking that decide how a question is handled, as patterns on folded text (French and English together)."""

from __future__ import annotations

import re

GREETING = re.compile(
    r"^(bonjour|bonsoir|salut|coucou|hello|hi|hey|good (morning|evening|afternoon)|merci|thanks?|thank you)\b[\s!.,]*(aura|ca va|comment (ca va|allez[- ]vous|vas[- ]tu)|how are you|a (tous|toi|vous)|there|beaucoup|bonne (journee|soiree)|a bientot|"
    r"very much|a lot|so much|bye|goodbye|have a (good|nice) day|pour (ton|votre) aide|for (your|the) help|au revoir|[\s!.,?])*$|^(au revoir|bye|goodbye|bonne journee|ca va)[\s!.?]*$"
)
ABOUT = re.compile(
    r"\b(qui es[- ]tu|es[- ]tu|etes[- ]vous|who are you|are you|what are you|(que|qu')\s?(sais|peux|fais|savez|pouvez|faites)[- ](tu|vous)|what (can|do) you (do|know|answer|cover)|who (made|built|created|wrote|runs|develop\w*) you|qui t'a|qui vous a|"
    r"(peux|pouvez|sais|savez|parles|parlez|reponds|repondez|connais)[- ](tu|vous) (repondre|parler|l'anglais|le francais|anglais|francais|traiter|m'aider|quoi|faire|de quoi)|(can|do) you (answer|speak|talk|understand|cover|remember|make mistakes|lie|invent)|"
    r"(langues?|languages?|sujets?|topics?|themes?) (peux|pouvez|do|can)[- ]?(tu|vous|you)|"
    r"(te|vous) (faire )?(confiance|croire)|trust (you|this|aura|your)|(tes|vos|your) (sources?|informations?|donnees|answers?|reponses?|data|information|documents?)|(cette|this|the) (assistant|chatbot|tool|outil)|(this|ce) (web)?site\b|"
    r"(te|vous) trompe|ce que (tu|vous) dis|(tes|vos|your) (limites?|limits?|limitations?|erreurs?|mistakes?|langues?|languages?|citations?|createurs?|makers?)|tu ne sais pas|vous ne savez pas|(fonctionn|marche)\w*[- ](tu|vous)|"
    r"cet (assistant|outil)|(c'est quoi|qu'est[- ]ce que?|qui est|what is|what's|who is|tell me about|parle[- ]moi d'?e?) ?aura[\s?!.]*$|^aura[\s?]|mes (questions|donnees)|my (data|questions)|are you (an? )?(ai|robot|bot|human)|how (recent|fresh|old|up to date|reliable|accurate)|a jour\b.*(info|reponse|donnee)|"
    r"(tu es|t'es|vous etes) (qui|quoi|une? (ia|robot|humain|personne|chatbot)|chatgpt|un assistant)|(tu|vous) (parles|parlez|reponds|repondez|comprends|comprenez) (l'|en )?(anglais|francais|english|french|espagnol|allemand|italien|quelles? langues?)|"
    r"(tu|vous) (fais|faites|dis|dites|reponds|repondez) quoi (quand|si)|\b(use|using|pay for|ask|contact) you\b|if you (can't|cannot|don't|do not|can not)|si (tu|vous) ne (sais|savez|peux|pouvez|trouves|trouvez)|"
    r"(remplir|fill (in|out)|deposer|submit|file) .*(pour moi|a ma place|for me|on my behalf)|"
    r"a qui (m'adresser|demander) si tu|comment (fonctionnes|marches|fonctionnez|marchez)[- ](tu|vous)|how do you work|do you (use|store|keep|send|make))"
)
# The assistant itself, in the second person: whatever was spoken of before.
YOU = re.compile(
    r"\bqui (?:es[- ]tu|etes[- ]vous)|\bt(?:u )?'?es (?:qui|quoi|une? (?:ia|robot|humain|bot))\b|\b(?:who|what) are you\b|\bare you (?:an? )?(?:ai|robot|bot|human|chatgpt)\b"
)
ENDED = re.compile(
    r"\b(ended|closed|over|expired|finished|stopped|replaced|no longer|termine|fini|clos|ferme|cloture|remplace|disparu|pris fin|arrete|n'existent? plus|plus (ouvert|actif|disponible))"
)
RUNNING = re.compile(r"\b(open|still|running|available|active|ouvert|en cours|encore|disponible|actif|toujours)")
ABOUT_SCHEMES = re.compile(
    r"dispositif|scheme|aide|\baids?\b|appel|\bcalls?\b|programme|program|\bthese\b|of (these|them)|parmi|lesquel|funding|grant|support|financement"
)
ARTICLE_ONLY = re.compile(
    r"\b(que|seul(e|ement)?|uniquement) (connu\w* )?(par|dans|de|grace a) (l'|cet |un seul )?article|n'est connu\w* que|seul l'article|(only|solely|just) ((known|backed|supported|mentioned|named|documented|attested|found|cited) )?(from|in|by) the (roadmap )?article|known (only )?from the article( alone| only)?|article alone|only the article|"
    r"\b(?:nothing|no\w* (?:source|one)|rien|aucune(?: \w+)? source|pas d'autres? \w+) (?:\w+ )?(?:but|except|other than|than|d'autre que|que|hormis|sauf)"
    r"(?: \w+){0,3} (?:l')?article|\b(?:reposent?|tien\w+|connus?|viennent) (?:\w+ )?(?:que|uniquement|seulement) (?:\w+ )?(?:a |par |de |sur )?l'article"
)
PRIVATE = re.compile(
    r"salaire|salary|remuneration|\bwage|gagne|earn(s|ings)?\b|fortune|wealth|patrimoine|impot|\btax|telephone|phone|portable|mobile number|(mail|e-mail|courriel|adresse|address) (prive|perso|private)|"
    r"(private|personal|home|prive\w*|personnel\w*) (e-?mail|mail|address|adresse|phone|number|numero|life|details|data)|adresse (personnelle|privee|du domicile)|domicile|habite|\blives?\b|date de naissance|"
    r"\bborn\b|\bage\b|how old|marie[e ]|married|\bwife|\bhusband|conjoint|epou(x|se)|enfants?\b|children|religion|sante de|health of|vote pour|votes for|orientation|casier|criminal record|diplome|maladie|divorce"
)
SOMEBODY = re.compile(r"\b(his|her|hers|him)\b")  # after a question on a person
# What schemes are asked that no card of ours tells: success rates, processing times, numbers of files.
UNTOLD = re.compile(
    r"(success|acceptance|approval|rejection) rate|taux de (reussite|succes|selection|refus|acceptation)|delais? (d'instruction|de (reponse|versement|paiement|traitement)|pour (recevoir|etre paye|toucher|obtenir))|"
    r"hear back|(when|how (soon|fast|quickly|long)) .*(be paid|get paid|get an answer|get a reply|reimburse)|(combien|how many|percentage|proportion|pourcentage|part) .*(dossiers?|applicants?|applications?|candidat\w*|laureats?|winners?|refus\w+|rejected|quitte\w*|left)\b"
)
# Attempts to take over the assistant, or to have it help with a wrong.
TAKEOVER = re.compile(
    r"\b(ignore|oublie|forget|disregard|override|neglige)\w*\b.*(instruction|consigne|regle|rule|document|prompt|previous|precedent)|system prompt|prompt (systeme|initial)|"
    r"(tes|vos|your) (instructions?|consignes?|regles|rules|prompt|guidelines|directives)|jailbreak|developer mode|mode (developpeur|admin\w*)|pretend (to be|you|that)|fais semblant|joue le role|role-?play|"
    r"(?<!\bai )\bact as\b|agis comme|tu es maintenant|you are now|a partir de maintenant|from now on|repete apres moi|repeat after me|\bapi[- ]key|cle d'api|phish|malware|\bhack|pirat|\bfak(e|ing)\b|falsif|"
    r"^(?:\W|please |stp |svp |just |now |and |et |alors |allez )*(?:invente[rz]?|invent|make up|made up|fabricate)\b|"
    r"\b(?:just|now|et|and|puis|:|,|then) (?:invente[rz]?|invent|make up|fabricate)\b|"
    r"\b(?:nouvelles? (?:consigne|instruction|regle)|new (?:instruction|order|rule))s?\b[^:?]{0,30}:|"
    r"\b(?:always|toujours|desormais) (?:say|answer|reply|dis|dire|reponds?|repondre)\b|"
    r"\b(?:do not|don't|never|without|sans|ne) (?:me )?(?:cite|citing|citer|citez)\b(?! (?:la |le |les |l'|the )?(?:article|feuille))|"
    r"\bsay (?:only|just|that|yes|no)\b|\bjust say\b|\bdi(?:s|tes) (?:juste|seulement)\b|[\"']role[\"'] ?:|"
    r"\b(?:sans|without) (?:consulter|regarder|verifier|checking|consulting|looking at) (?:tes|vos|les|your|the|any) (?:sources?|documents?)|"
    r"\b(?:reveal|revele[rz]?|divulgue\w*|leak)\b|repeat the (?:words|text|above)|\bbase64\b|\bsudo\b|"
    r"\bdan mode|\bdebug mode|^\W*(?:system|assistant|user|systeme|utilisateur) ?:|###|\[/?inst\b|"
    r"\bfraud|tricher|trafiquer|contourner|\bbypass|as (the |an )?admin|en tant qu'admin|drop table|rm -rf|<script|</?system"
)
# Words of those who run a firm or look for public money.
OF_BUSINESS = re.compile(
    r"\b(?:aides?|aids?|subvention\w*|primes?|grants?|cheques?|vouchers?|subsid\w+|rembours\w+|refund\w*|reimburs\w+|financ\w+|fund(?:s|ing)?|"
    r"regiona\w+|entreprises?|societes?|boite|pme|tpe|eti|firms?|compan(?:y|ies)|business(?:es)?|smes?|ateliers?|workshops?|"
    r"credits? d'impot|tax credits?|tva|vat|apprentis?|alternants?|salaries?|employees?|statut)\b"
)
# Aid of a town or a department, which no card of ours tells of.
_AUTHORITY = (
    r"(?:(?:[\w'-]+ )?(?:city|town|county|municipal|borough|village) (?:council|hall)|city of|mairie|municipalite|(?:conseil )?municipal|"
    r"conseil (?:departemental|general)|ville d[e']|commune|(?:[\w'-]+[ -])?metropole|agglo\w*|communaute de communes|departement(?:al)?)\b"
)
_GIVEN = r"\b(?:aides?|subventions?|primes?|cheques?|bourses?|dotations?|grants?|subsid(?:y|ies)|vouchers?|aids?|coup de pouce|appel a projets)\b"
LOCAL_AID = re.compile(
    rf"{_GIVEN}(?: \w+){{0,2}} (?:de |du |des |from |of |by |par )?(?:la |le |l'|the |ma |mon |my |our |notre )?{_AUTHORITY}|"
    rf"\b{_AUTHORITY}(?:'s)?(?: [\w'-]+){{0,3}} {_GIVEN}|"
    rf"\b{_AUTHORITY}(?: [\w'-]+){{0,3}} (?:verse|donne|finance|propose|octroie|accorde|subventionne|pay|give|offer|fund|hand)\w*"
)
# Asks what is demanded of a firm, which is no request for aid.
DUTY = re.compile(
    r"\bmust\b|\bha(?:ve|s) to\b|\boblig\w+|\bdoi(?:s|t|vent|s-je|t-on)\b|\bdevons\b|\bfaut-il\b|\brequired\b|\bmandatory\b|\bcompulsory\b|"
    r"\binterdit\w*|\bforbidden|\bbanned\b|\bamendes?\b|\bfine[sd]?\b|\bsanction\w*|\bpenalt\w+|\brisqu\w+|\bliable\b|\blegal\w*"
)
# Who does something, with nothing said of what ("who decides?", "qui choisit ?", "how do they choose?").
WHO_DOES = re.compile(
    r"(?:(?:et|and|so|alors|ok|mais|but) )?(?:(?:c'est )?qui (?:est-ce qui |qui )?|who |(?:how|when|where|why) (?:do|did|does|will|would) (?:they|he|she) |"
    r"(?:comment|quand|ou|pourquoi) (?:est-ce qu')?(?:ils?|elles?) )(?:l[ae'] ?|les |en |y )?[a-z]+[\s?!.]*"
)
# What nobody is told; beside a question of its own it is a part without an answer.
SECRET = re.compile(r"mots? de passe|password|code wi-?fi|\bpin code")
# A product or a person is to be recommended: no card does.
RECOMMENDED = re.compile(
    r"\b(?:conseill\w+|recommand\w+|recommend) (?:moi |nous |me |us )?(?:quel(?:le)?s?|une? bon(?:ne)?|a good|which) (?!aide|dispositif|scheme|grant)|"
    r"\b(?:quel(?:le)?s?|which|what) (?:\w+ ){1,4}(?:choisir|prendre|reserver|should (?:i|we) (?:book|buy|choose|pick|hire))\b"
)
# Words that say nothing of what is meant, beside those of the field ("got anything for me?", "ça vaut le coup ?").
IDLE = re.compile(
    r"\b(?:serai[st]|est-il|possible|davantage|(?:plus )?ample\w*|accompli\w*|effectuer|entreprendre|suivre|advi[sc]e|guide|guider|"
    r"got|gimme|vaut|valent|le coup|worth(?: it)?|utile|useful|interessante?s?|interesting|ca sert|quelque chose|un truc|trucs?|choses?|stuff|things?|"
    r"moi|me|us|nous|m'|en|y|lumieres?|eclairer|eclairez|orienter|orientez|assist|enlighten|elaborate|further|suggestions?|idees?|ideas?|"
    r"recommand\w+|recommend\w*|proposer?|proposez|dites|dis|tell|continue[rz]?|go on|alors|then|so|du coup|possibly|maybe|peut-etre|"
    r"t'|aurai[st]|auriez|tuyaux?|perdue?s?|lost|next|now|maintenant|fais|faire|faut|dois|do|suis|am|are|quoi|rien|nothing|bref|hein|ok|demarches?|formalites?|etapes?|steps?|use|out|today|aujourd'hui|exist\w*|mettre|lancer|start|profiter|dispo\w*|available|vite|propose\w*|offer\w*|aids?|veut|veux|voulons|want|commenc\w*|begin|co|quelconque|preference|suggest\w*|"
    r"innover|innovate|cherch\w+|voud\w+|aim\w+|souhait\w+|envie|wish|love|inscri\w+|regist\w+|enrol\w*|sign(?:ing)? up|join\w*|rejoindre|particip\w+|take part|taking part|"
    r"adher\w+|candidat\w*|postul\w+|appl(?:y|ying|ication)|subscri\w+|abonn\w+|(?:en )?benefici\w+|accompagn\w+|depos\w+|dossiers?|prendre|book|rendez-vous|appointment)\b"
)
# Words for what fits or is local, which name nothing either.
FITTING = re.compile(
    r"\b(?:regional(?:e|es)?|regionaux|national(?:e|es)?|fits?|suits?|calls?|appels?|convien\w+|correspond\w*)\b"
)
# Asks whether one may not: neither yes nor no answers it plainly.
BARRED = re.compile(
    r"\b(?:trop (?:petit|gros|grand|jeune)|too (?:big|small|large|young|tiny)|exclu|excluded|ruled out|ecarte|disqualif|barred|"
    r"interdit|forbidden|hors (?:criteres|jeu|cible)|shut out|left out)"
)
# How to begin: it names nothing, and is a question all the same.
START = re.compile(
    r"\b(?:par|de) (?:ou|quoi|quel bout)\b.*(?:commenc|demarr|debut|prendre|partir)|\b(?:where|how|what)\b.*\b(?:start|begin)\b|"
    r"(?:commenc|demarr)\w* par (?:ou|quoi)|first steps?\b|premieres? etapes?\b"
)
# Whether there is such a thing somewhere.
EXISTS = re.compile(
    r"\b(?:is|are) there\b|\by (?:en )?a\b|\bexist|equivalent|\bsimilar|\b(?:ils|elles) (?:y )?(?:en )?ont\b|they have\b"
)
ELSE = re.compile(r"autre chose|what else|quoi d'autre|\bif not\b|something else|sinon|otherwise|instead|alternativ")
CLAUSE = re.compile(r"[,;:?]\s+|\s+(?:et|and|puis|then)\s+")  # what may ask for something of its own
CLAUSE_WORDS = 2  # at least in a clause
MANY_SCHEMES = re.compile(
    r"\b(which|what|list|name) (of the |the |all |ai |regional |support |are )*(schemes?|programmes?|aids?|offers?|supports?|calls|measures|tools)|"
    r"\b(quels|quelles|lesquels|lesquelles|liste|cite|tous les|toutes les) .*(dispositif|aide|programme|offre|mesure|appel|outil)"
)
_SCHEMES = (
    r"(?:dispositifs?|aides?|programmes?|mesures?|actions?|schemes?|aids?|grants?|programs?|offers?|offres?|appels?|"
    r"calls?|tools?|outils?|measures?|support|financements?|subventions?)"
)
_OF_SCHEMES = (
    r"(?: (?:ia|ai|d'ia|d'aides?|of aid|of support|pour l'ia|for ai|aux entreprises|for firms|regiona(?:le?s?|ux)|nationa(?:le?s?|ux)|europe(?:an|ene?s?)|"
    r"publique?s?|connue?s?|known|existants?|existantes?|existing|disponibles?|available|possibles?|there (?:is|are)|"
    r"qui existent|qu'il y a|que (?:tu|vous) (?:connais(?:sez)?|as|avez|decri(?:s|vez))|(?:that )?you (?:know|have|cover)(?: of| about)?|"
    r"(?:de|dans|en|in|of|from) (?:(?:la |the |ta |ton |ta |your |vos |your )?(?:base|documents?|liste|list|corpus|region|"
    r"catalogue|auvergne-rhone-alpes|aura))|s'il (?:te|vous) plait|please|stp|svp|et|and))*"
)
EVERY = re.compile(
    r"\b(?:list\w*|enumer\w*|cite[rz]?|montre[rz]?|affiche[rz]?|show|name|tous|toutes|all|every|ensemble|complete|"
    r"connais\w*|know|cover|existent|decri\w+|are there|quels sont les|quelles sont les|what are the|(?:as|avez)-(?:tu|vous))\b"
)
# Everything there is: "liste tous les dispositifs", "which schemes do you know?".
ALL_SCHEMES = re.compile(
    r"(?:(?:please|stp|svp|alors|so|bonjour|hello)[ ,]+)*(?:(?:can|could|peux|peut|pouvez|pourrais)[- ](?:you|tu|vous|on) )?"
    r"(?:(?:me |nous )?(?:list\w*|enumer\w*|cite[rz]?|donne[rz]?|montre[rz]?|affiche[rz]?|show|name|give)(?:[- ](?:moi|nous|me|us))? |"
    r"(?:quels?|quelles?) (?:sont )?|what (?:are )?|which (?:are )?|je (?:veux|voudrais) |i (?:want|need) )?"
    r"(?:(?:la |une |the |a |full |complete )*(?:liste|list) (?:complete )?(?:de |des |of )?|)"
    rf"(?:tous|toutes|tou(?:te)?s les|toutes|all(?: the| of the)?|every|les|the|l'ensemble des|des|) ?(?:regional |national |european |ai )*{_SCHEMES}"
    rf"{_OF_SCHEMES}(?: (?:connais(?:sez)?|as|avez)[- ](?:tu|vous)| do you (?:know|have|cover)(?: of| about)?| are there| existent| y a[- ]t[- ]il)?{_OF_SCHEMES}"
)
# Properties by which people ask for all schemes that share one: (property, pattern); a group is the value asked for.
PROPERTIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "operator",
        re.compile(
            r"(?:run|operated|managed|offered|funded|led|provided) by (?:the )?(bpifrance|region|state|cci|minalogic|inria|adem\w|univers\w+)|"
            r"(?:geres?|gerees?|pilotes?|operes?|operees?|portes?|proposes?|finances?|menes?) par (?:la |l'|le |les )?(bpifrance|region|etat|cci|minalogic|inria|ademe|universit\w+)|"
            r"(?:aides?|dispositifs?|schemes?|programmes?|offres?) (?:de |of )(?:la |l'|the )?(bpifrance|region)\b"
        ),
    ),
    ("free", re.compile(r"\bgratuit|\bfree\b|without paying|at no cost|sans (rien )?payer")),
    (
        "elsewhere",
        re.compile(
            r"autres? regions?|other regions?|hors (de la )?region|not (for|open to) (aura|auvergne)|pas (pour|ouverts? aux) .*(aura|auvergne)|another region"
        ),
    ),
    ("axis", re.compile(r"\bax(?:e|is)s? (?:no\.? |n° ?)?([1-4])\b")),
)
