"""Sample texts on which the model is calibrated when it is converted: plain prose, French and English.

They only have to be ordinary: what counts is how large the model's inner values get on
text with words, figures, names and punctuation. Changing them changes the vectors.
"""

from __future__ import annotations

SAMPLES = (
    "query: Quelles aides une petite entreprise peut-elle demander pour acheter une machine neuve ?",
    "query: Who pays for the training of employees in small companies, and how long does it last?",
    "query: combien ça coûte",
    "passage: La fabrique de papier\nFondée en 1872 au bord de l'Ain, la fabrique employait 340 ouvriers en 1913. "
    "Après la guerre, elle se tourna vers le carton : sa production passa de 12 000 à 48 500 tonnes par an, et "
    "son chiffre d'affaires atteignit 31,5 millions de francs. Elle ferma ses portes en mars 1986.",
    "passage: Le conseil municipal se réunit le premier jeudi de chaque mois, à 18 h 30, dans la salle des fêtes ; "
    "les séances sont publiques. L'ordre du jour est affiché trois jours avant. Pour toute question : "
    "mairie@example.org, ou 04 00 00 00 00 (du lundi au vendredi, de 9 h à 12 h).",
    "passage: The river rises in the northern hills at about 1,240 metres and flows south for 312 kilometres. "
    "Its valley was settled early: tools found near the ford are dated to 4,500 BC. Today the upper part is a "
    'nature reserve ("one of the last of its kind", wrote the Daily Courier in 2009), while barges carry grain '
    "and gravel on the lower 90 km.",
    "passage: Photosynthesis\nPlants use light to turn water and carbon dioxide into sugar and oxygen. The rate "
    "depends on temperature, on light and on how much CO2 the air holds; at 35 °C most crops slow down. Farmers "
    "therefore shade their greenhouses, e.g. with white lime.",
    "passage: - R&D : 40 % des dépenses, plafond de 200 000 €\n- Conseil : 5 jours, 50 % pris en charge\n"
    "- Formation : gratuite\nSource : rapport annuel 2024, p. 17. Voir aussi https://www.example.org/aides-2024.",
    "passage: Marie Curie, née Maria Salomea Skłodowska le 7 novembre 1867 à Varsovie, est une physicienne et "
    "chimiste. Elle reçut deux prix Nobel, en 1903 et en 1911. Aucun des autres lauréats n'a été distingué dans "
    "deux domaines scientifiques différents.",
    "passage: Under the new rules a firm that uses such software must tell its customers so. The obligation applies "
    "from 2 August 2026; smaller firms get six more months. Fines may reach 3% of turnover, though the "
    "authority has said that it would rather advise than punish.",
)
