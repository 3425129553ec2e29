"""What a first visitor may ask."""

from __future__ import annotations

from corpus.model import Language

# Example questions by theme; the shipped corpus answers each as it stands.
EXAMPLES: dict[Language, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "fr": (
        ("Comprendre", ("Quels sont les axes de la feuille de route IA ?", "Que change l'AI Act pour les PME ?")),
        ("Démarrer", ("Combien coûte le Diag Data IA ?", "Qu'est-ce qu'Easytech ?")),
        ("Financer", ("Que finance R&D Booster ?", "Pionniers de l'IA est-il encore ouvert ?")),
        ("Se former", ("Qu'est-ce que l'Académie de l'IA d'Osez l'IA ?", "Qu'est-ce que MIAI ?")),
    ),
    "en": (
        ("Understand", ("What are the axes of the AI roadmap?", "What does the AI Act change for SMEs?")),
        ("Get started", ("What does Diag Data IA cost?", "What is Easytech?")),
        ("Get funding", ("What does R&D Booster fund?", "Is Pionniers de l'IA still open?")),
        ("Learn", ("What is the AI Academy of Osez l'IA?", "What is MIAI?")),
    ),
}
