"""What a question asks for: which facets of a subject, and in which form.

A facet is a ``Tag`` of the corpus (``corpus/model.py``): cards mark with it the
statement that answers. Patterns are matched on folded text (lower case, no accents),
French and English together, because people mix them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.language.counting import without_counted
from assistant.language.profile import without_firm
from assistant.language.text import fold
from corpus.model import SectionKind, Tag

Form = Literal["plain", "yes_no", "comparison", "list", "advice"]


@dataclass(frozen=True, slots=True)
class Intent:
    """Facets asked for, most specific first, and the form of the question."""

    facets: tuple[Tag, ...]
    form: Form


# Where two facets are found at the same place in a question, the earlier one here is served first.
_FACETS: tuple[tuple[Tag, str], ...] = (
    ("people", r"\bsign(e|er|ed|es|ataires?|atory|atories|ature|ing)?\b(?! ?up)|\bqui (l'|les |en )?a (lance|presente|annonce|parle|conclu|cree|fonde|defendu|devoile|paraphe|inaugure)|"
     r"\bwho (launched|announced|presented|spoke|created|founded|set up|attended|unveiled|defended|inaugurated)|ministre|minister|\bby whom\b|\bqui (?:a |l'a )?(?:dit|declare|affirme)\b|\bwho (?:was it that )?(?:said|says|stated|claimed)\b|\bpar qui\b"),
    ("contact", r"contact|\btel\b|\bring\b|\bstandard\b|switchboard|hotline|\bqui ((dois|puis)-je |peut-on |(je|on|il faut) (dois |doit |peut |peux )?)?appeler|appeler qui|who(m)? (do|should|can|must) (i|we) (call|ask|phone|write|turn|speak|talk|reach)|telephone|"
     r"\bphone|e-?mail|courriel|\bmail\b|joindre|a qui (?:m'|s'|nous |on |je )*(?:adress|parl|ecri|demand)|interlocuteur|get in touch|in touch with|reach (out|them|the)|"
     r"\b(?:va|aller|allons|vais) voir qui\b|qui (voir|contacter|solliciter|(est-ce que )?(j'|je |on )(appelle|contacte|ecris))|vers qui|aupres de qui|whom? to (call|contact|ask|turn)"),
    ("apply", r"(?<!what )\b(?:can|could|may) (?:i|we|one) (?:see|read|view|consult|download|open)\b|(?<!que )\b(?:puis[- ]je|peut[- ]on|on peut) (?:l[ae'] ?|les )?(?:voir|lire|consulter)\b|\baply\b|\b(adhere|candidate|inscrit|postule|accede|participe|demande|rejoint|obtient)s? comment\b|comment (on |je |nous )?y acced|download|telecharg|\bbook\b|\bvisit|rendez-vous|appointment|comment (je |on |nous |puis-je |peut-on )?(faire (une |la |ma |pour )?(demande|candidat|dossier)|candidat|postul|deposer|depose|postuler|candidater|demander|obtenir|s'inscrire|m'inscri\w+|nous inscri\w+|rejoindre|y acceder|"
     r"acceder|en beneficier|beneficier|participer|on (fait|demande|candidate|depose|postule|s'inscrit)|adherer|integrer|entrer)|\bou (?:l[ae'] ?|les )?(deposer|depose|candidater|postuler|s'inscrire|demander|faire|trouver|verifier|consulter|lire|s'adresser|m'adresser|"
     r"on |aller|est-ce qu|puis-je|peut-on|dois-je)|\bapply\b|application|applying|\bapplied\b|how (do|can|to|does|would|could|should) (i|we|one|you|my firm|a firm|an sme|firms|companies)? ?(get|join|use|access|obtain|register|sign up|"
     r"take part|enter|participate|benefit|submit|request|become)|sign(ing)? up|where (do|can|should|to) (i|we|one)? ?(apply|submit|find|register|go|file|send|get|read|look|watch|see|consult|check|verify)|demarche|(?<!d'apres le )(?<!selon le )(?<!dans le )dossier|candidature|"
     r"inscription|guichet|\bsubmit|postul|portail|portal|formulaire|\bform\b|l'adresse\b|site (web|officiel)|website|web page|\bpage\b|\blink\b|\blien\b|\burl\b"),
    ("rate", r"\btaux\b|\bsplit\b|\brepart(ition|i\b|ie\b|ies\b)|how generous|aid intensity|intensite|(subsidy|aid|funding|support) level|level of (aid|subsid|support|funding)|pourcentage|percent|\brate\b|\brates\b|quelle (part|proportion)|\bproportion of\b|what proportion|\ben totalite\b|integralement|entierement|\bin full\b|\bfully (?:funded|covered|paid|financed|subsidised)|part (de l'etat|prise en charge|financee|payee|de subvention)|what share|\bslice\b|\bshare\b|\b% |how large a share|"
     r"prise? en charge|covered|\bcover\b"),
    ("duration", r"combien (?:de|d') ?(jours|temps|mois|heures|semaines|annees|ans\b)|\bduree|how long|time (?:needed|required)|how many (days|hours|months|weeks|years)|\bduration|\bjours\b|\blasts?\b|\bdure\b|en combien de|\b(?:quick|fast)(?:er|est)\b|\b(?:short|long)(?:er|est)\b|\bplus (?:rapides?|courte?s?|longue?s?)\b|\b(?:c'est|est-ce) (?:trop |tres |assez )?(?:long|rapide|vite fait)\b|\bis it (?:very |too |quite )?(?:long|quick|fast)\b"),
    ("cost", r"\bcout|\bprix\b|\btarif|\bcost|\bprice|\bfees?\b|reste a (charge|payer)|\b(?:me|nous) rest(?:e|era|ait)\b|left to pay|(?:left|leaves?) (?:to|for|with)\b|\bleave (?:to|for) |\blaiss\w+ (?:quoi|combien|a (?:la|l')|a payer)|out of pocket|\ba (?:ma|notre) charge\b|\bgratuit|\bfree\b|payant|\bpaying\b|"
     r"(je|on|nous|vais-je|dois-je|doit-on) (paie|paye|paies|payer|payons|debourse)|do (i|we) (have to )?pay|we pay|i pay|\bcher\b|\bset (?:\w+ ){1,3}back\b|what's the damage|\bdouille\b|cheap|expensive|facture"),
    ("budget", r"\bbudget|envelop|how (big|large) (is|was|are|were) (?!.{0,25}(?:team|staff|workforce)\b)|how much (money|was|did|is in|has)|milliards?|billions?|\bkitty\b|\bpot\b|\bpese(?:nt)? (?:combien|lourd)|\b(?:the|le) total\W*$|cagnotte|dote\b|endowment|\bfunded with|combien (l'etat|la france|la region) (a|ont|met|depense)|"
     r"(did|does|has|will) (france|the state|the region|the government) .*(spend|spent|invest|put)|depens|investi"),
    ("amount", r"(?<!etre )(?<!sont )(?<!serons )combien(?! (?:ca |cela )?dur| (?:de |d')(?:temps|jours?|journees|mois|heures|semaines|ans?|annees)\b)|[:,] ?(?:mini?|maxi?|minimum|maximum)\W*$|\b(max\w*|min\w*|highest|lowest|largest|biggest|smallest|top|plus (?:gros|petit|fort|haut|bas)\w*) (aid|aide|support|subsid)|(aid|aide)s? (max|min|les? plus|la plus)|subsid|montant|how much|amount|\bpaie|\bpaye|\bpays\b|\bpay\b|\bpaid\b|subvention|\bgrants?\b|quelle aide|plafond|plancher|ceiling|(?<!mid-)(?<!mid )\bcap\b|finance[a-z]*|financ|funding|\bfund\b|\bfunds\b|"
     r"\beuros?\b|€|toucher|touche-t-on|rapporte|\bworth\b|\b(la|une|quelle) somme|sommes? (versee|maximale|d'argent)|\b(des|de) sous\b|\bthune|\bpognon|\boseille\b|\bfric|\bargent\b|\bmoney\b|\bcheques?\b(?! ia\b)|\bwhat sum\b|(?<!de la )bourse|\bto (?:what|which|the) tune\b|support .*worth|up to what|\b(?:donne|gives?|verse|offers?|offre) (?:le |the )?(?:plus|more|most|moins|less|least)\b(?! de)|jusqu'a combien|what (?:do|does|did) [^,?]{1,40} get\b|que (donne|verse|recoit)"),
    ("employees", r"salarie|effectif|employe|\bstaff|headcount|\btaille|\bsize|personnes\b|\bpeople\b|\btpe\b|\beti\b|mid-?cap|\bvse\b|micro-?entreprise|auto-?entrepreneur|independant|freelance|"
     r"artisan|sole trader|small firm|petite entreprise|petites entreprises|grande entreprise|large firm|large compan|grands? groupes?|workshop|head count|workers"),
    ("turnover", r"chiffre d'affaires?|\b(notre|mon|le|du|un|en|son|au|meuros?|euros?|k€|m€|€) ca\b|\bca (de |annuel|minimum|min\b|mini|maxi?\b|maximum|inferieur|superieur|:)|turnover|revenue|\bsales\b"),
    ("age", r"(?<!a quel )(?<!ait quel )(?<!ont quel )\bage\b|anciennete|\bcreee?\b|\bjeune (entreprise|societe|pousse|boite)|start-?up|how old (?!is\b|are\b|was\b)|years? old|\bans d'existence|existe depuis|founded (last|this)|new company|nouvelle entreprise|vient de (naitre|se creer)|just started"),
    ("partner", r"laborato|\blab(?:o?s)?\b|\blabo\b|autour de la table|around the table|partenaire|partner|consortium|\bseule?\b|\balone\b|collaborat|avec qui|organisme de recherche|research (body|organisation|organization)|universit"),
    ("sector", r"secteur|filiere|\bsector|\bindustr(y|ies)\b|\bdomaines?\b|branche|\bfields?\b"),
    ("region", r"quelle region|which region|hors (de la )?region|outside (the |of )?region|\bparis\b|ile-de-france|grand est|other regions?|autres? regions?|valable (en|dans|pour)|national ou regional|siege|headquarter|based in"),
    ("project", r"a partir de quel montant|from what amount|project size|taille (minimale |minimum )?d[eu]s? projet|(montant|budget) min|min\w* (project|budget|amount)|quel(s|les)? (type|types|genre|sorte)s? de projets?|what (kind|type|sort)s? of projects?|which projects|quels projets|trl|projets? (eligible|accepte|vise)"),
    ("disputed", r"(why|pourquoi) .*\d.* (et|and|ou|or|tantot|parfois|sometimes|ailleurs) .*\d|(why|pourquoi) (do |est-ce que )?(some|certains|d'autres|others)|(deux|two|plusieurs|several) (dates|chiffres|figures|versions|taux|rates|prix|prices)|(varie|change)(nt)? (d'un|selon)|vraiment|really|contradict|desaccord|disagree|se contredi|est-ce vrai|is it true|conflict|\bdifferent (sur|entre)|\bdifferences? (?:entre|between) .*\b(?:edition|version|source|fiche|page|20\d\d)|\bdiffere\b|pas d'accord|confirme|qui croire|qui dit vrai|who is right|who(m)? (to|should i|do i) (believe|trust)|\bdiverge|\bfiable|which (figure|one) is (right|correct)|\b(?:lequel|laquelle) (?:(?:je|on|dois-je|faut-il) )?(?:retien|reteni|croi)\w*|\bwhich (?:one )?(?:do|should|can) (?:i|we) (?:trust|keep|believe|quote)\b|quel chiffre"),
    ("status", r"\bouvert(e?s?\b(?! (aux?|a (la|l'|une?|tou|nous|notre|ma|mon|quel))\b)|ure)|\bopen(ed)?\b(?! to (?!applic|new|bid|this|today))|\bsequel|\b(une|la) suite\b(?! (de|a)\b)|\bnext (call|edition|round)|relaunch|(est|ete|etre|a) relance|\bclosed?\b|\bferme|\btermine|\bencore\b|\bstill\b|toujours|\bactif|\bactive\b|en cours|\bended?\b|\bover\b(?! (?:how|what|which|\d))|\bexiste-t-il|existe (encore|toujours)|disponible|available|"
     r"\bfini|clos\b|cloture|arrete|running|remplace|replaced|\binstead\b(?! of)|\ba la place\b(?! d)|renew|renouvel|reconduit|suspendu|abandonne|\b(?:c'est|est-ce) (?:deja )?(?:rape|mort|fichu|foutu|cuit|plie|tombe a l'eau|trop tard)|\b(?:dead and buried|game over|all gone|too late|done and dusted|dead in the water)\b|a jour|up to date|expire"),
    ("dates", r"how old (is|are|was)\b|(?:\ba|ait|\bont) quel age|date de quand|quel jour|(what|which) (day|month)|\bdelais?\W*$|\bquand\b|\bwhen\b|\bdates?\b|jusqu'(a|en) quand|until when|deadline|date limite|echeance|cut-?off|calendrier|calendar|since when|depuis quand|quelle annee|what year|which year|en quelle annee|"
     r"how recent|\bdelais? (de |pour )(depot|depos|candidat|postul|repondre)|fenetre|window|\b(?:clos|end|open|start|begin|ferm|fini|commenc|demarr|clotur)\w* (?:first|last|en premier|en dernier|d'abord|earlier|sooner|later|plus t[oa]r?[dt])\b|prochaine?s?\b|next (wave|call|round)|vague|\bwave"),
    ("place", r"\b(dans|chez) quelle? (entreprise|societe|boite|etablissement|endroit)\b|\b(in|at) (which|what) (company|firm|place|premises|venue)|\b(which|what|quelle) (company|firm|venue|place|entreprise|societe|boite) (hosted|held|housed|a accueilli|accueillait)|\bhosted\b|s'est passee?|\bou ca\b|\b(c'est|situee?s?|basee?s?|installee?s?) ou\b|\bou ?\?+$|(?<!l')\badresse\W*$|\bou (se trouve|est[- ]|a eu|ont|etait|fut|a ete|sont)|where (is|was|are|were|did)|\boffices?\b|\bpremises|\blocaux\b|(in|dans) (which|what|quelles?) (cit(y|ies)|towns?|villes?)|\blieu\b|\blocated|\blocation|dans quelle ville|which (city|town)|implant|\band where\b|\bet ou ?\?|^ou ?\?|^where ?\?|\bwhere$|\bou$"),
    ("operator", r"\bqui (?:le |la |les |l'|en )?(gere|pilote|opere|s'occupe|s'en occupe|organise|porte|finance|est derriere|propose|anime|mene|dirige|paie|paye|a fait|a cree|a realise|choisit|selectionne|retient|designe|nomme|tient|tenait|tiendra|delivre|distribue|instruit|coordonne|redige|est responsable|est charge)|"
     r"operateur|operator|a qui appartien|\ba qui\W*$|\bwhose\b|finance\w* (par|by) (quel|which|what|qui|who)|who (handled|ran|managed|led|operated|funded)|appartient|belong|\bowner|proprietaire|\bauthors?\b|\bauteurs?\b|who (drew|put together|compiled)|(which|what) (body|bodies|organi[sz]ations?|institutions?|agenc(?:y|ies)|entit(?:y|ies))|quel(?:le)?s? (organismes?|structures?|entites?|institutions?)\b(?! de formation)|a (redige|dresse|etabli|ecrit)|who (runs|operates|manages|is behind|funds|offers|leads|owns|pays|made|makes|organi[sz]es|chooses|selects|picks|delivers|handles|provides|is in charge|is responsible|coordinates?|coordinated|produced|built|created|heads|steers|drafted|wrote)|"
     r"\bpilote|\brun by|managed by|porteur|in charge|\bwho(?:'s| is| was) (?:in|at) the\b|\bqui (?:est|etait) (?:aux|a la) |\bcordons de la bourse\b|\bpurse\b|\bmet(?:tait|tra)? la main a la poche|\bwho \w+ up for\b|\b(?:foot|pick)\w* (?:up )?the (?:bill|tab)|gere(e)? par|derriere|behind|\bc'est qui\b|who('s| is) (it|miai|minalogic|ene)"),
    ("lookalike", r"confond|confus|different|difference|\bdiffers?\b|meme chose|\bmeme [\w' -]{1,20} que\b|same (thing|as)|\bsame [\w' -]{1,20} as\b|[a-z] ?= ?[a-z]|\bpareil|identique|identical|\bvs\b|versus|distingu|par rapport a|rapport avec|a voir avec|related to|lien (entre|avec)|c'est pareil|pareil que|melange|mix(ed)? up|nothing to do|ancien nom|former name|renamed|rebaptis|renomme|new name|nouveau nom|s'appel(?:ait|le (?:encore|toujours|plus|maintenant|desormais))"),
    ("aim", r"objectif|\bbut\b|\baim(s|ing)?\b(?! at (firms|companies|smes))|\bgoals?\b|purpose|pourquoi|\bwhy\b|a quoi (sert|servent|ca sert)|\bvis(?:e|er|ee?s?|ait|aient|ent)\b|\brang\b|\brank(?:ed|ing)?\b|ambition|what is .* for\b|what for|point of|\bcible|\btargets?\b|sert a"),
    ("definition", r"^who are [\w-]+\W*$|c'?est quoi|c quoi|c koi|\bkoi\b|\bkes[kq]|\bs'agit|(comment )?(ca )?(marche|fonctionne) comment|comment (ca|il|elle) (marche|fonctionne)|qu'?est[- ]ce qu[e']?|\bkesako|what(?:'s| is| are)\b|\bdefin|explain|explique|parle[zr]?(-moi| moi)? d|tell me (more )?about|present(e|ez|er|ation)|en quoi consiste|"
     r"consist|describe|decri|what does .* (do|mean|offer|bring|contain|include|change)|que (fait|propose|contient|prevoit|signifie|veut dire|recouvre|comprend)|resume|summar|en deux (mots|phrases)|in (two|a few) (words|sentences)|give me|information|infos?\b|renseigne|learn about|overview of|savoir sur"),
)  # fmt: skip
# A sum that is told, or who it comes from.
_NO_SUM = re.compile(
    r"financ\w+ (par|by) (quel|quoi|qui|which|what|who)\w*|€ ?\d[\d.,]* ?(m|k|million|bn)?\b|\d[\d .,]* ?(m€|k€|€|meuros?|euros?|(millions? )d'euros)"
)
_PATTERNS = {tag: re.compile(pattern) for tag, pattern in _FACETS}

_ELIGIBLE = re.compile(
    r"eligib|\b(?:on|ca|je|nous) (?:passe|passons|rentre|rentrons|cadre)\b(?! (?:par|a|de|du|le|la|les|en|pour(?! (?:nous|moi|notre|nos|mon|ma|une?)\b))\b)|\bmakes? the cut\b|(?<!comment )(?<!ou )(?<!quand )\b(?:on peut|je peux|nous pouvons|on pourrait|je pourrais|nous pourrions) (?:en |y )?(?:demander|avoir|obtenir|beneficier|profiter|toucher|candidater|pretendre|participer)\b|\b(?:il|elle|ca|cela) (?:nous |me )?suffi\w+|\b(?:is|are|would) (?:it|that|this|they|(?:my|our|the) [a-z]+) (?:be )?(?:enough|sufficient)\b|\b(?:big|old|large) enough\b|\bassez (?:gros|grosse|grand|grande|vieux|vieille)s?\b|\bfits?\b|\bsuits?\b|\bsuited\b|\ba (good )?match\b|\bgood for (us|me|an?|my|our)\b|\bmakes? (any )?sense for\b|\bright for\b|(?<!comment )\bca (?:marche|compte|irait)(?: quand meme| aussi)?\W*$|dans les (cases|clous)|correspond|\b(?:on|ca|je) colle\b|\by a(i|s|vez)? droit|y avons droit|(is|are) (it|they|this) (for|meant for|suitable)|\b(?:is|are) (?!there)[^,.?]{1,50} for (?:us|me)\b|does (it|this) apply|convient|adapte a|\b(mon|notre) (domaine|secteur|metier|activite)\b.{0,12}(compt|accept|admis|eligib|conv|retenu|concern)|(is|are) (my|our) (field|sector|trade|industry|activity)\b( (accepted|covered|included|concerned))?|me concerne|nous concerne|ai[- ]je droit|a[- ]t[- ](on|elle|il) droit|avons[- ]nous droit|\bdroit a\b|puis[- ]je|peut[- ](on|elle|il)|pouvons[- ]nous|\bpour qui\b|s'adresse|reserve|qui (peut|pouvait|pourra|pourrait)|quelles? (entreprises|boites|societes|firmes)|which (companies|firms|businesses|smes) (can|could|may|qualif|are eligible)|(nous|m') ?(est|sont)[- ](il |elle )?(ouvert|accessible|interdit|reserve)|\b(nous|me) (prend|accepte)(?! (?:combien|quel|du\b|beaucoup|\d))|(apply|applies|open|available) to (us|me)\b|\baccepts? (us|me)\b|\b(some|any)thing for (us|me|an?|my|our)\b|\b(trop (petits?|petites?|gros|grosses?|grands?|jeunes?)|too (big|small|large|young|tiny))\b|conditions?\b|criter|"
    r"who (can|is it for|(?:is|are|was|were) [^,.?]{1,40} (?:meant |intended )?for|may|qualif|is eligible|could)|for whom|qualif|\b(can|could|may) (i|we|my|our|a|an)\b|am i\b(?! an? )|are we\b(?! an? (?!good))|is (my|our) (firm|company|business)|entitled|requirements?|ouverte?s? (aux|a (la|l'|une?|tous|toutes|nous|notre|ma|mon|quel))|accessible (a|aux)|suis[- ]je|"
    r"concerne|aimed at|intended for|open to|\b(fait|concu|adapte|prevu|bon) pour (nous|moi|une|ma|notre|mon)|c'est pour (nous|moi|ma|mon|notre)|(est|sont)[- ](il|elle|ils|elles|ce) pour (nous|moi|une|ma|notre|mon)|convien|suitable for|right for|meant for|sommes[- ]nous"
)
# Names the asker's firm: asks whether it may, where no sum is asked for.
_MINE = re.compile(
    r"my (firm|company|business)|ma (boite|societe|menuiserie|start|pme|tpe)|mon entreprise|notre (entreprise|societe|pme|eti|tpe)"
)
# Asks for a way, a place or a time, not whether one may.
_WAY = re.compile(
    r"\b(?:can|could|may) (?:i|we|one) (?:see|read|view|consult|find|look|watch|open|download|reach|call|visit)\b|"
    r"\b(?:puis[- ]je|peut[- ]on|pouvons[- ]nous|on peut) (?:l[ae'] ?|les )?(?:voir|lire|consulter|trouver|regarder|telecharger|joindre|visiter)\b|"
    r"\b(where|how|when|what) (can|could|may) (i|we|one|my|our|a|an)\b|\b(?:que|quoi|qu'est-ce qu(?:e |'))(?: ?y)? ?(?:on )?(?:peut|puis|pouvons)\b[- ]?(?:on|je|nous|y)?|\b(comment|ou|quand|qui|a qui) (puis[- ]je|peut[- ]on|pouvons[- ]nous)\b"
)
# Asks whether one may ask for something, or who may: neither how nor how much.
_MAY = re.compile(
    r"\b(?:can|could|may) (?:i|we|(?:my|our|an?|the) [\w-]+(?: [\w-]+)?) apply\b|"
    r"\b(?:peut-on|puis-je|pouvons-nous|on peut|je peux) (?:y )?(?:candidater|postuler|demander|deposer)\b|"
    r"\b(?:qui|who) (?:peut|pouvait|pourra\w*|can|could|may) (?:y |en |le |la |les )?\w+"
)
# Spending that counts for an aid: no firm is asked about.
_AIDED = re.compile(
    r"\b(?:eligible|admissible|qualifying) (?:expenditure|costs?|expenses?|spending)|"
    r"\b(?:depenses?|couts?|frais) (?:eligibles?|admissibles?)"
)
_AIMING = re.compile(r"\baim(s|ing)?\b|\bgoals?\b|\bpurpose|objectif|\bquel est (le|son) but")
_YES_NO = re.compile(
    r"^(est[- ]ce (que|qu|bien|vrai)|is |are |was |were |do |does |did |can |could |has |have |will |would |should |may |must |a-t-|ai[- ]je|peut[- ]on|puis[- ]je|faut[- ]il|y a[- ]t[- ]il|existe[- ]t[- ]il)"
    r"|\b(?<!qu')(ai|est|sont|a|peut|doit|faut|existe|finance|donne|paie|garde|va|reste|concerne)[- ](t[- ])?(je|il|elle|on|ils|elles|nous|ce)\b|\bis (it|this|that|there)\b|\bam i\b"
)
_COMPARISON = re.compile(
    r"[a-z] ?= ?[a-z]|\bpareil|same as|(?<!^)(?<!et )\bou (bien |plutot )?(le |la |les |l')?[a-z&-]+.*\?|\bor\b|\bvs\.?\b|versus|compar|difference|differ|plutot que|rather than|mieux (que|entre)|better|entre .* et |between .* and "
)
# "the four axes": parts that are asked for one by one.
_PARTS = (
    r"\b(les|the|ces|these|quels|which) (deux|trois|quatre|cinq|six|sept|huit|two|three|four|five|seven|eight|[2-9]) "
    r"(grands? |main |differents? )?(volet|axe|axis|pilier|pillar|partie|part|chantier|mesure|measure|filiere|strand|"
    r"priorit|critere|criteri|etape|step|phase)"
)
_NUMBERED_PARTS = re.compile(_PARTS)
_LIST = re.compile(
    r"\blist(e|es|er|ez|ing)?\b|lesquels|lesquelles|\bwhich (of|ones|schemes|programmes|programs|calls|aids)|quel(?:le)?s? (?:sont|etaient|furent)|what (?:are|were)|name (all|the|them)|enumer|cite[zr]?\b|\btous les\b|toutes les\b|all the\b|every\b|"
    rf"{_PARTS}|"
    r"quels (dispositifs|axes|appels|organismes|programmes)|quelles (aides|mesures|actions|sources)"
)
_ADVICE = re.compile(
    r"quel(le)?s? (aides?|dispositifs?|guichets?|financements?|solutions?|accompagnements?|soutiens?|programmes?|subventions?|options?|appels?)|which (?:ai )?(scheme|support|aid|programme|program|grant|funding|help)|what (?:ai )?(schemes?|support|funding|help|aid|grants?)\b(?! (is|are|was|does|did|comes|means)\b(?! there))|^(aides?|financements?|subventions?|funding|grants?|support|help) (pour|for|to)\b|\b(des|any|some) (aides?|subventions?|financements?|grants?|funding|support)\W*$|"
    r"par ou commencer|where (do|should|can) (i|we) start|how (do|should) (i|we) start|que me conseill|what (should|can|could) (i|we) (do|use|look|try|get)|comment (faire )?financer|financer (une|un|mon|ma|notre|mes)|"
    r"(\bcherche|coups? de (?:pouce|main)|besoin d|\bneed|looking for|^want|\b(?:i|we)(?: \w+)? want) |(?<!ou )autre chose|(?<!or )something else|alternativ|a quoi (ai|avons)|\baide(s)? (ia|pour)|which .* (fits?|suits?)|(quelque chose|rien) (pour|de local|pres|chez|dans)|anything (for|local|near|in)|que (puis-je|peut-on|pouvons-nous) (demander|obtenir|faire)|is there (anything|something|any|funding|support|money|help|a grant)|y a-t-il (une|des|d'autres) (aide|dispositif|financement)|co-?fund|help (me|us)|aidez|m'aider|nous aider"
)

_SECTION_FACETS: dict[Tag, tuple[SectionKind, ...]] = {
    "definition": ("summary",),
    "aim": ("summary",),
    "people": ("operator", "summary"),
    "place": ("summary", "status", "operator"),
    "operator": ("operator",),
    "employees": ("audience",),
    "turnover": ("audience",),
    "age": ("audience",),
    "region": ("audience",),
    "sector": ("audience",),
    "project": ("audience",),
    "partner": ("audience",),
    "amount": ("support", "cost"),
    "rate": ("support", "cost"),
    "duration": ("support",),
    "cost": ("cost", "support"),
    "budget": ("support", "context"),
    "apply": ("apply",),
    "contact": ("apply",),
    "dates": ("status", "summary"),
    "status": ("status",),
    "lookalike": ("lookalikes",),
    "disputed": ("disputed",),
    "unknown": (),
    "list": (),
}
SUMS: frozenset[Tag] = frozenset(("amount", "rate", "cost", "duration", "budget"))
ELIGIBILITY_TAGS: tuple[Tag, ...] = ("employees", "turnover", "age", "project", "sector", "partner", "region")


def sections_for(facet: Tag) -> tuple[SectionKind, ...]:
    """Kinds of section that usually answer a facet, best first."""
    return _SECTION_FACETS[facet]


@lru_cache(maxsize=512)
def read_intent(question: str) -> Intent:
    """Facets and form of ``question``.

    >>> read_intent("Who runs Easytech and how much does it pay?").facets
    ('operator', 'amount')
    """
    folded = fold(question)
    facets = _facets(folded)
    if SUMS & set(facets) and not _PATTERNS["employees"].search(without_firm(question)):
        facets.sort(key=lambda tag: tag == "employees")  # a size that is told beside the sum asked for
    of_firms = _AIDED.sub(" ", _WAY.sub(" ", folded))
    eligible = bool(_ELIGIBLE.search(of_firms) or (_MINE.search(of_firms) and not SUMS & set(facets)))
    if eligible:
        facets = [*(t for t in facets if t != "definition"), *(t for t in ELIGIBILITY_TAGS if t not in facets)]
    if "definition" in facets and _is_idle_definition(folded, facets):
        facets.remove("definition")
    return Intent(tuple(facets), _form(folded, eligible))


def _facets(folded: str) -> list[Tag]:
    """The facets found, in the order of the question; a dispute comes first."""
    unsaid = without_counted(_NO_SUM.sub(" ", folded))  # neither a sum that is told nor a count is a sum asked for
    read = {"amount": _MAY.sub(" ", unsaid), "age": unsaid, "apply": _MAY.sub(" ", folded)}
    found = ((tag, pattern.search(read.get(tag, folded))) for tag, pattern in _PATTERNS.items())
    places = {tag: match.start() for tag, match in found if match}
    if {"dates", "status"} <= places.keys() and not _YES_NO.search(folded):
        places["status"] = max(places["status"], places["dates"] + 1)  # "ouvert depuis quand": the date is asked
    return sorted(places, key=lambda tag: (tag != "disputed", places[tag]))


def _is_idle_definition(folded: str, facets: Sequence[Tag]) -> bool:
    """Whether "what is" only leads up to something else that is asked.

    "What are the four axes?" asks for them, not for what the thing is.
    """
    defined = _DEFINES.search(folded)
    is_asked = defined and _facets(defined["what"])  # "what is left", "c'est quoi le budget": a facet, not the thing
    beside = len(facets) > 1 and bool(_AIMING.search(folded) or not defined or is_asked)
    return beside or bool(_NUMBERED_PARTS.search(folded))


_DEFINES = re.compile(
    r"(?:(?:c'?est|c) quoi|c koi|\bkoi\b|s'agit[- ]il|qu'est[- ]ce que|what(?:'s| is))"
    r"(?P<what>(?: (?:le |la |les |the |l')?\w+(?: (?:to|for) )?)?)"
)


def _form(folded: str, eligible: bool) -> Form:
    if _ADVICE.search(folded):
        return "advice"
    if _LIST.search(folded):
        return "list"
    if _COMPARISON.search(folded):
        return "comparison"
    if eligible or _YES_NO.search(folded):
        return "yes_no"
    return "plain"


# What a way of asking expects to read, beyond the facet it shares with others: folded word beginnings.
_HINTS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"depuis quand|since when|\bolder\b|\byounger\b|plus (?:ancien|vieu|jeune|recent)|when was .*(created|founded|born|launched|set up|established)|quand .*(cree|fonde|lance|ne\b|ouvert)|how long has|when did .*\b(open|start|begin|launch)"),
     ("cree", "fonde", "lance", "depuis", "nee", "naissance", "created", "founded", "launched", "since", "born", "set up", "opened")),
    (re.compile(r"until when|jusqu'a (quand|quelle? (date|jour|annee|mois|echeance|heure))|(before|until) (which|what) (day|date)|avant (quel|quelle) (jour|date)|deadline|date limite|cut-?off|cloture|echeance"),
     ("cloture", "jusqu", "limite", "releve", "fin ", "ferme", "clos", "echeance", "until", "cut-off", "deadline", "end ", "ends", "ended")),
    (re.compile(r"au (tout )?(depart|debut)|a l'origine|\binitial|originally|at (first|the (start|outset))|when .* (started|began)|to begin with"),
     ("lancement", "naissance", "launch", "debut", "au depart", "creation", "origin", "birth", "outset", "premiere periode", "first period")),
    (re.compile(r"take effect|took effect|(come|came|enter\w*) into (force|effect)|en vigueur|prend effet|pris effet|entre\w* en application"),
     ("vigueur", "force", "effect", "applicable", "s'applique", "applies")),
    (re.compile(r"certif|formateur|\btrainers?\b|training (body|provider|organi)|organisme de formation"), ("qualiopi", "certifi")),
    (re.compile(r"\bsplit\b|repart(i|ition|ie)\b|ventil|\b(shared?|divided?|split)\b.{0,60} between|\b(partag|divis)\w*\b.{0,60} entre\b"),
     ("partage", "split", "subvention et", "grant and", "reparti", "shared", "a egalite", "a parts egales", "equally", "in equal")),
    (re.compile(r"obligation|\bduty\b|duties|\bobliged|must (we|i|a firm|firms|smes?) |(devons|dois|doit|faut)[- ](nous|je|on|il) (faire|respecter)|what (do we|must|should|does a firm) .*(do|have to do)\b|have to do\b|en regle\b|\bcomply|se conformer|a respecter"),
     ("doit", "obligation", "must", "duty", "duties", "demande", "requires")),
    (re.compile(r"expert|consultant"), ("expert",)),
    (re.compile(r"download|telecharg|\blien\b|\blink\b"), ("lien", "link")),
    (re.compile(r"\b(?:quelles?|what|which|your|the|tes|vos) (?:\w+ ){0,2}sources?\b|\bd'ou (?:vien|sort|tien|vous ten)"), ("viennent de", "come from", "page consult")),
    (re.compile(r"remplac|replac|\binstead\b(?! of)|\ba la place\b(?! d)|prend\w* la suite|took over"),
     ("remplac", "replac", "a la place", "instead", "followed", "suivi", "succe")),
    (re.compile(r"\brang\b|classement|\brank"), ("premier", "rang", "rank", "parmi les", "leading", "top ")),
    (re.compile(r"\b(?:client|customer)s?\b(?! (?:data|donnees))"), ("client", "customer")),
    (re.compile(r"\b(?:membres?|adherente?s?|members?)\b|(?:etre|be|are|est|sommes) (?:dans|in) un?e? (?:pole|cluster)"), ("label", "adher", "member", "membre")),
    (re.compile(r"filiale|subsidiary|maison mere|parent company|\bholding\b(?! the\b)|(?:owned by|part of|appartient a|appartenons a|fait partie d)\b.{0,20}\bgroup"),
     ("filiale", "subsidiar", "independan", "independen")),
    (re.compile(r"\bcv\b|cvs\b|recrut|hiring|\bhire\b|candidat.*(tri|sort)"), ("recrut", "embauche", "hiring", "recruit", "annexe iii", "annex iii", "haut risque", "high-risk")),
    (re.compile(r"chatbot|deepfake|hypertrucage|robot conversationnel|\blabel(?:led|ling)?\b|etiquet|disclos|faux visages?|fake faces?|(?:genere|faite?|generated|made)e?s? (?:par|with|by) (?:l\')?(?:ia|ai)\b|\bai-(?:made|generated)"), ("transparen", "chatbot", "robot", "deepfake", "hypertruc")),
    (re.compile(r"amende|sanction|fine\b|fines\b|penalt"), ("amende", "fine", "sanction", "penalt")),
    (re.compile(r"apres (subvention|aide|deduction)|after (the )?(subsid|aid|grant)|reste a|left (to|for)|out of pocket|net\b|de (ma|notre) poche|a (ma|notre) charge"),
     ("reste", "left to pay", "a payer", "to pay", "a la charge")),
    (re.compile(r"cumul|combin|stack|\bpile\b|addition|together with|en plus d|\bwith (a |another |other |the )?(regional|state|national|european) (aid|grant|support|help|money)|(avec|et) (une |l'|des )?(autres? )?aides? (regionale|de l'etat|europeenne|nationale)|opco (et|and|plus|\+)"), ("cumul", "combin", "stack")),
    (re.compile(r"\beti\b|mid-?cap|taille intermediaire"), ("eti", "mid-cap")),
    (re.compile(r"start-?up|jeune pousse"), ("start-up",)),
    (re.compile(r"\btpe\b|\bvse\b|micro|moins de (10|dix)|under (10|ten)|tres petite"), ("tpe", "vse", "moins de 10", "fewer than 10", "tres petite", "very small")),
)  # fmt: skip


@lru_cache(maxsize=512)
def hints(question: str) -> tuple[str, ...]:
    """Folded word beginnings that an answer to this way of asking is likely to hold."""
    folded = fold(question)
    return tuple(hint for pattern, found in _HINTS if pattern.search(folded) for hint in found)


def is_hinted(text: str, expected: Sequence[str]) -> bool:
    """Whether a text holds one of the expected word beginnings."""
    folded = " " + fold(text).replace("(", " ")
    return any(f" {hint}" in folded or f"'{hint}" in folded for hint in expected)


@lru_cache(maxsize=512)
def without_asking(text: str) -> str:
    """``text`` without everything that only *asks*: what it is about remains."""
    return _ASKING.sub(" ", text)


# Without wildcards: what stands between two asking words is what the question is about.
_ASKING = re.compile(
    "|".join([*(p for _, p in _FACETS), _ELIGIBLE.pattern, _LIST.pattern, _ADVICE.pattern]).replace(".*", "")
)
