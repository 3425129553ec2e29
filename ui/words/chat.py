"""The chat: question box, actions, and the notices of an answer. Name: (French, English)."""

WORDS: dict[str, tuple[str, str]] = {
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
        "Comment démarrer avec l'IA ?",
        "How do I get started with AI?",
    ),
    "send": ("Envoyer", "Send"),
    "stop": ("Arrêter", "Stop"),
    "log_label": ("Conversation", "Conversation"),
    "new": ("Nouvelle conversation", "New conversation"),
    "undo_new": ("Reprendre la conversation précédente", "Go back to the former conversation"),
    "began_new": (
        "Nouvelle conversation. La précédente peut être reprise.",
        "New conversation. You can go back to the former one.",
    ),
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
