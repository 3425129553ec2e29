"""What stands around every page, and pages that cannot be shown. Name: (French, English)."""

WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "app": ("Aura", "Aura"),
    "tagline": (
        "Réponses sourcées sur l'IA en Auvergne-Rhône-Alpes",
        "Cited answers on AI in Auvergne-Rhône-Alpes",
    ),
    "colon": (" :", ":"),
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
    "no_script": (
        "Pour poser une question ici, activez JavaScript. Sans lui, vous pouvez :",
        "To ask a question here, switch JavaScript on. Without it you can use:",
    ),
    "close": ("Fermer", "Close"),
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
}
