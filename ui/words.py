"""The interface's words in French and English. Business facts never stand here."""

from __future__ import annotations

from collections.abc import Mapping

from corpus.model import Language

# name: (French, English)
_WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "app": ("Aura", "Aura"),
    "tagline": (
        "Réponses sourcées sur l'IA en Auvergne-Rhône-Alpes",
        "Cited answers on AI in Auvergne-Rhône-Alpes",
    ),
    "skip": ("Aller au contenu", "Skip to content"),
    "nav": ("Navigation principale", "Main navigation"),
    "nav_chat": ("Questions", "Ask"),
    "nav_finder": ("Trouver un dispositif", "Find a scheme"),
    "nav_sources": ("Sources", "Sources"),
    "nav_admin": ("Administration", "Administration"),
    "nav_privacy": ("Vie privée", "Privacy"),
    "nav_accessibility": ("Accessibilité", "Accessibility"),
    "nav_api": ("Interface de programmation", "API"),
    "nav_about": ("À propos", "About"),
    "other_language": ("English", "Français"),
    "other_language_code": ("en", "fr"),
    "theme": ("Thème", "Theme"),
    "theme_auto": ("Automatique", "Automatic"),
    "theme_light": ("Clair", "Light"),
    "theme_dark": ("Sombre", "Dark"),
    "close": ("Fermer", "Close"),
    # the chat
    "chat_title": ("Posez votre question", "Ask your question"),
    "chat_intro": (
        "Feuille de route IA, aides, formations, laboratoires : chaque phrase renvoie à sa source. "
        "Ce que les documents ne disent pas n'est pas inventé.",
        "AI roadmap, support, training, laboratories: every sentence points to its source. "
        "What the documents do not say is not made up.",
    ),
    "question_label": ("Votre question", "Your question"),
    "question_placeholder": (
        "Qui peut m'aider à démarrer ?",
        "Who can help me get started?",
    ),
    "send": ("Envoyer", "Send"),
    "stop": ("Arrêter", "Stop"),
    "log_label": ("Conversation", "Conversation"),
    "new": ("Nouvelle conversation", "New conversation"),
    "share": ("Copier le lien", "Copy link"),
    "export_md": ("Exporter en Markdown", "Export as Markdown"),
    "export_pdf": ("Exporter en PDF", "Export as PDF"),
    "act_copy": ("Copier", "Copy"),
    "act_retry": ("Reposer", "Ask again"),
    "act_edit": ("Modifier la question", "Edit the question"),
    "act_useful": ("Utile", "Useful"),
    "act_useless": ("Pas utile", "Not useful"),
    "copied": ("Copié", "Copied"),
    "link_copied": ("Lien copié", "Link copied"),
    "thanks": ("Merci, votre avis est enregistré.", "Thank you, your opinion is recorded."),
    "why": ("Qu'est-ce qui manquait ?", "What was missing?"),
    "why_note": (
        "Votre question, la réponse et ce texte restent sur ce serveur. N'écrivez rien de confidentiel.",
        "Your question, the answer and this text stay on this server. Write nothing confidential.",
    ),
    "send_reason": ("Envoyer mon avis", "Send my opinion"),
    "failed": ("Cela n'a pas marché. Réessayez dans un instant.", "That did not work. Try again in a moment."),
    "stopped": ("Réponse arrêtée.", "Answer stopped."),
    "searching": ("Recherche dans les sources…", "Searching the sources…"),
    "answer_ready": ("Réponse :", "Answer:"),
    "profile_chip": ("Votre entreprise :", "Your firm:"),
    "profile_drop": ("Oublier le profil", "Forget the profile"),
    "too_long": ("La question dépasse 4 000 caractères.", "The question is longer than 4,000 characters."),
    "examples": ("Exemples de questions", "Example questions"),
    "sources": ("Sources", "Sources"),
    "disclaimer": (
        "Les dispositifs changent : vérifiez toujours la page officielle avant de vous engager.",
        "Schemes change: always check the official page before you commit.",
    ),
    # a source
    "panel": ("Source", "Source"),
    "panel_empty": (
        "Choisissez un numéro [1] dans une réponse : la source s'ouvre ici, au bon passage.",
        "Choose a number [1] in an answer: its source opens here, at the right passage.",
    ),
    "publisher": ("Éditeur", "Publisher"),
    "as_of": ("Date de la preuve", "Date of the evidence"),
    "evidence": ("Nature de la preuve", "Kind of evidence"),
    "status": ("Statut", "Status"),
    "section": ("Partie", "Section"),
    "language": ("Langue", "Language"),
    "official_page": ("Page officielle à vérifier", "Official page to check"),
    "rests_on": ("Ce passage s'appuie sur", "This passage rests on"),
    "read_all": ("Lire le document entier", "Read the whole document"),
    "open_file": ("Ouvrir le fichier", "Open the file"),
    "page": ("Page", "Page"),
    "page_of": ("Page {page} sur {pages}", "Page {page} of {pages}"),
    "page_previous": ("Page précédente", "Previous page"),
    "page_next": ("Page suivante", "Next page"),
    "page_picture": ("Image de la page {page}, passage surligné", "Picture of page {page}, passage highlighted"),
    "evidence_official": ("source officielle", "official source"),
    "evidence_press": ("presse", "press"),
    "evidence_second_hand": ("source indirecte", "second-hand"),
    "evidence_article_only": ("article seul", "article only"),
    "status_open": ("ouvert", "open"),
    "status_closed": ("clos", "closed"),
    "status_replaced": ("remplacé", "replaced"),
    "status_unknown": ("statut inconnu", "status unknown"),
    "language_fr": ("français", "French"),
    "language_en": ("anglais", "English"),
    "unknown_date": ("date inconnue", "date unknown"),
    "new_window": ("nouvelle fenêtre", "new window"),
    # the finder
    "finder_title": ("Quels dispositifs pour mon entreprise ?", "Which schemes fit my firm?"),
    "finder_intro": (
        "Dites ce que vous savez ; laissez vide le reste. Chaque critère est comparé à la règle de la fiche, "
        "avec sa source. Rien n'est enregistré.",
        "Say what you know; leave the rest empty. Each criterion is held against the rule of the card, "
        "with its source. Nothing is stored.",
    ),
    "f_employees": ("Effectif (équivalents temps plein)", "Headcount (full-time staff)"),
    "f_turnover_eur": ("Chiffre d'affaires annuel (€)", "Turnover a year (€)"),
    "f_age_years": ("Âge de l'entreprise (années)", "Age of the firm (years)"),
    "f_project_eur": ("Budget du projet (€)", "Budget of the project (€)"),
    "f_department": ("Département", "Département"),
    "f_sector": ("Secteur", "Sector"),
    "f_goals": ("Ce que vous voulez faire", "What you want to do"),
    "f_lab": ("Un laboratoire est partenaire du projet", "A laboratory is a partner in the project"),
    "f_any": ("Je ne sais pas", "I do not know"),
    "f_elsewhere": ("Ailleurs en France", "Elsewhere in France"),
    "f_yes": ("Oui", "Yes"),
    "f_no": ("Non", "No"),
    "f_submit": ("Chercher", "Search"),
    "f_wrong_number": (
        "« {field} » doit être un nombre positif, par exemple 60.",
        "“{field}” must be a positive number, for example 60.",
    ),
    "f_wrong_choice": (
        "« {field} » : cette valeur n'est pas dans la liste.",
        "“{field}”: this value is not in the list.",
    ),
    "f_results": ("Résultats", "Results"),
    "f_count": ("{n} dispositifs comparés à votre entreprise", "{n} schemes held against your firm"),
    "f_none": ("Aucun.", "None."),
    "fit_fits": ("Correspond", "Fits"),
    "fit_may_fit": ("À vérifier : une règle au moins n'est pas connue", "To check: at least one rule is not known"),
    "fit_aside": (
        "Autres dispositifs, sans lien direct avec ce que vous voulez faire",
        "Other schemes, not directly about what you want to do",
    ),
    "fit_does_not_fit": ("Ne correspond pas", "Does not fit"),
    "fit_past": ("Clos ou remplacés", "Closed or replaced"),
    "f_criterion": ("Critère", "Criterion"),
    "f_verdict": ("Résultat", "Result"),
    "f_rule": ("Règle", "Rule"),
    "f_given": ("Votre réponse", "Your answer"),
    "f_source": ("Source", "Source"),
    "f_no_criteria": ("Aucune règle d'accès n'est connue.", "No rule of access is known."),
    "f_see_rules": ("Voir les critères", "See the criteria"),
    "f_source_of": ("source de la règle « {name} »", "source of the rule “{name}”"),
    "verdict_met": ("rempli", "met"),
    "verdict_not_met": ("non rempli", "not met"),
    "verdict_unknown": ("inconnu", "unknown"),
    "c_employees": ("Effectif", "Headcount"),
    "c_turnover_eur": ("Chiffre d'affaires", "Turnover"),
    "c_age_years": ("Âge", "Age"),
    "c_project_eur": ("Budget du projet", "Project budget"),
    "c_region": ("Lieu", "Place"),
    "c_sector": ("Secteur", "Sector"),
    "c_project": ("Type de projet", "Kind of project"),
    "c_partner": ("Partenaire", "Partner"),
    "f_print": ("Imprimer", "Print"),
    "f_export": ("Exporter", "Export"),
    "f_chat": ("Poser une question avec ce profil", "Ask a question with this profile"),
    "goal_diagnose": ("Faire un diagnostic", "Get a diagnosis"),
    "goal_train": ("Former l'équipe", "Train the team"),
    "goal_finance_project": ("Financer un projet", "Fund a project"),
    "goal_research": ("Faire de la recherche", "Do research"),
    "goal_recruit_phd": ("Recruter un doctorant", "Recruit a doctoral student"),
    "goal_innovate": ("Innover", "Innovate"),
    "goal_network": ("Rejoindre un réseau", "Join a network"),
    "goal_find_supplier": ("Trouver un prestataire", "Find a supplier"),
    "goal_digitise": ("Numériser l'entreprise", "Digitise the firm"),
    "goal_understand": ("Comprendre l'IA", "Understand AI"),
    "goal_comply": ("Respecter la loi", "Comply with the law"),
    "goal_borrow": ("Emprunter", "Borrow"),
    "sector_health-industry": ("Santé", "Health"),
    "sector_sustainable-materials": ("Matériaux durables", "Sustainable materials"),
    "sector_microelectronics-ai": ("Microélectronique et IA", "Microelectronics and AI"),
    "sector_hydrogen": ("Hydrogène", "Hydrogen"),
    "sector_other": ("Autre", "Other"),
    # the sources
    "sources_title": ("Sources indexées", "Indexed sources"),
    "sources_intro": (
        "Tout ce que l'assistant peut citer, lisible en entier.",
        "Everything that the assistant can quote, to be read in full.",
    ),
    "s_search": ("Chercher dans les titres et les textes", "Search titles and texts"),
    "s_axis": ("Axe de la feuille de route", "Axis of the roadmap"),
    "s_axis_n": ("Axe {n}", "Axis {n}"),
    "s_all": ("Tous", "All"),
    "s_age": ("Âge de la preuve", "Age of the evidence"),
    "s_filter": ("Filtrer", "Filter"),
    "s_count": ("{n} documents sur {all}", "{n} documents of {all}"),
    "s_title": ("Titre", "Title"),
    "s_fresh": ("Fraîcheur des preuves", "How fresh the evidence is"),
    "age_0": ("moins de 3 mois", "under 3 months"),
    "age_1": ("3 à 12 mois", "3 to 12 months"),
    "age_2": ("1 à 3 ans", "1 to 3 years"),
    "age_3": ("plus de 3 ans", "over 3 years"),
    "age_4": ("sans date", "no date"),
    "passage_marked": ("Le passage cité est surligné.", "The quoted passage is highlighted."),
    # pages that cannot be shown
    "error_title": ("Cette page ne peut pas être affichée", "This page cannot be shown"),
    "error_404": ("Il n'y a rien à cette adresse.", "There is nothing at this address."),
    "error_500": (
        "Une erreur s'est produite ici ; le journal du service en dit la nature.",
        "Something went wrong here; the service's log says what kind of error it was.",
    ),
    "error_503": (
        "Le service n'est pas prêt ; son exploitant trouvera la raison avec « aura doctor ».",
        "The service is not ready; whoever runs it will find the reason with “aura doctor”.",
    ),
    # administration
    "a_title": ("Administration", "Administration"),
    "a_password": ("Mot de passe", "Password"),
    "a_login": ("Se connecter", "Log in"),
    "a_logout": ("Se déconnecter", "Log out"),
    "a_refused": ("Mot de passe refusé.", "Password refused."),
    "a_wait": (
        "Trop d'essais : réessayez dans {minutes} minutes.",
        "Too many attempts: try again in {minutes} minutes.",
    ),
    "a_index": ("Index", "Index"),
    "a_index_says": (
        "{documents} documents, {passages} passages, empreinte {fingerprint}",
        "{documents} documents, {passages} passages, fingerprint {fingerprint}",
    ),
    "a_reindex": ("Réindexer", "Reindex"),
    "a_dry": ("Voir ce qui changerait", "See what would change"),
    "a_job": ("Travail en cours", "Work under way"),
    "a_last": ("Dernier travail", "Last work"),
    "a_job_failed": ("Le travail n'a pas abouti :", "The work did not succeed:"),
    "upload_kind": (
        "{name} : ce type de fichier ne peut pas être lu ; les types lus : {kinds}.",
        "{name}: files of this kind cannot be read; the kinds read: {kinds}.",
    ),
    "upload_removed": (
        "{name} : un document retiré porte ce nom ; remettez-le, ou renommez celui-ci.",
        "{name}: a removed document has this name; restore that one, or rename this one.",
    ),
    "upload_large": ("{name} dépasse la taille acceptée.", "{name} is larger than what is accepted."),
    "upload_empty": ("{name} est vide.", "{name} is empty."),
    "upload_unreadable": ("{name} ne peut pas être lu :", "{name} cannot be read:"),
    "upload_metadata": (
        "{name} : une des indications ne peut pas être enregistrée :",
        "{name}: one of the details cannot be saved:",
    ),
    "upload_gone": ("Le fichier {name} n'est plus là.", "The file {name} is no longer there."),
    "upload_many": ("{most} fichiers au plus à la fois.", "At most {most} files at once."),
    "a_busy": ("Un travail est déjà en cours.", "Some work is already under way."),
    "a_done": ("Terminé.", "Done."),
    "a_add": ("Ajouter des documents", "Add documents"),
    "a_files": ("Fichiers ({kinds} ; {mb} Mo au plus chacun)", "Files ({kinds}; at most {mb} MB each)"),
    "a_send": ("Envoyer", "Send"),
    "a_staged": ("À relire avant de les ajouter", "To review before they are added"),
    "a_accept": ("Enregistrer et indexer", "Save and index"),
    "a_discard": ("Écarter", "Discard"),
    "a_held": ("Documents ajoutés", "Documents added"),
    "a_removed": ("Documents retirés", "Documents removed"),
    "a_save": ("Enregistrer", "Save"),
    "a_remove": ("Retirer", "Remove"),
    "a_restore": ("Remettre", "Restore"),
    "a_none": ("Aucun.", "None."),
    "a_feedback": ("Avis et questions sans réponse", "Feedback and unanswered questions"),
    "a_kind_useful": ("utile", "useful"),
    "a_kind_not_useful": ("pas utile", "not useful"),
    "a_kind_unanswered": ("sans réponse", "unanswered"),
    "a_export": ("Exporter en CSV", "Export as CSV"),
    "a_clear": ("Tout effacer", "Delete all"),
    "a_evaluate": ("Lancer une évaluation", "Run an evaluation"),
    "a_evaluation": ("Évaluation", "Evaluation"),
    "a_report": ("Dernier rapport", "Latest report"),
    "a_m_title": ("Titre", "Title"),
    "a_m_url": ("Page officielle (https://…)", "Official page (https://…)"),
    "a_m_as_of": ("Date (2026-09-26)", "Date (2026-09-26)"),
    "a_question": ("Question", "Question"),
    "a_when": ("Quand", "When"),
    "a_reason": ("Raison", "Reason"),
    "stage_model": ("Préparation du modèle", "Preparing the model"),
    "stage_read": ("Lecture", "Reading"),
    "stage_embed": ("Calcul des vecteurs", "Computing vectors"),
    "stage_write": ("Écriture", "Writing"),
    "stage_done": ("Terminé", "Done"),
    "stage_evaluate": ("Évaluation", "Evaluating"),
    "fate_added": ("ajoutés", "added"),
    "fate_changed": ("modifiés", "changed"),
    "fate_renamed": ("renommés", "renamed"),
    "fate_removed": ("retirés", "removed"),
    "fate_unchanged": ("inchangés", "unchanged"),
    "fate_failed": ("refusés", "refused"),
    # notices of an answer
    "notice_closed": ("Attention : dispositif clos.", "Note: this scheme is closed."),
    "notice_replaced": ("Attention : dispositif remplacé.", "Note: this scheme has been replaced."),
    "notice_other_region": ("Attention : dispositif d'une autre région.", "Note: this scheme is another region's."),
    "notice_named": ("{notice} : {names}.", "{notice}: {names}."),
    "notice_disputed": (
        "Sur un point de cette réponse, les sources se contredisent.",
        "On one point of this answer, the sources contradict one another.",
    ),
    "notice_article_only": (
        "Un seul article en parle : à vérifier.",
        "Only one article speaks of it: check before relying on it.",
    ),
    "notice_original_language": (
        "La source n'existe que dans l'autre langue ; elle est citée telle quelle.",
        "The source exists in the other language only; it is quoted as it stands.",
    ),
}


_MONTHS: dict[Language, tuple[str, ...]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip


def spoken_date(iso: str, language: Language) -> str:
    """An ISO date, or part of one, as it is written in the language; anything else as it is.

    >>> spoken_date("2026-09-01", "fr"), spoken_date("2026-09", "en"), spoken_date("2026", "en")
    ('1er septembre 2026', 'September 2026', '2026')
    """
    parts = iso.split("-")
    if not all(p.isdigit() for p in parts) or len(parts) not in (2, 3) or not 1 <= int(parts[1]) <= 12:
        return iso
    month = f"{_MONTHS[language][int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:
        return month
    day = int(parts[2])
    return f"{'1er' if day == 1 and language == 'fr' else day} {month}"


def words(language: Language) -> Mapping[str, str]:
    """All words of one language."""
    return _FRENCH if language == "fr" else _ENGLISH


_FRENCH = {name: pair[0] for name, pair in _WORDS.items()}
_ENGLISH = {name: pair[1] for name, pair in _WORDS.items()}
