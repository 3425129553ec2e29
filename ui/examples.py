"""What a first visitor may ask."""

from __future__ import annotations

from corpus.model import Language

# Example questions by theme; the shipped corpus answers each as it stands.
EXAMPLES: dict[Language, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "fr": (
        ("Comprendre", ("Quels sont les axes de la feuille de route IA ?", "L'AI Act concerne-t-il une PME ?")),
        ("Démarrer", ("Qu'est-ce que le Diag Data IA et combien coûte-t-il ?", "Qu'est-ce qu'Easytech ?")),
        ("Financer", ("Qui peut demander R&D Booster ?", "Pionniers de l'IA est-il encore ouvert ?")),
        ("Se former", ("Qu'est-ce que l'Académie de l'IA d'Osez l'IA ?", "Qu'est-ce que MIAI ?")),
    ),
    "en": (
        ("Understand", ("What are the axes of the AI roadmap?", "Does the AI Act apply to an SME?")),
        ("Get started", ("What is Diag Data IA and what does it cost?", "What is Easytech?")),
        ("Get funding", ("Who can apply for R&D Booster?", "Is Pionniers de l'IA still open?")),
        ("Learn", ("What is the AI Academy of Osez l'IA?", "What is MIAI?")),
    ),
}
