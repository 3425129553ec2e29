"""What is read of a firm: figures however they are written, and nothing that was not said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import ages as module
from assistant.language.profile import merge_profiles, read_profile, without_firm
from assistant.model import CompanyProfile


@pytest.fixture(autouse=True)
def _in_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "today", lambda: dt.date(2026, 9, 26))


@pytest.mark.parametrize(
    ("text", "employees"),
    [
        ("Ma société a 7 salariés", 7),
        ("dix salariés", 10),
        ("Nous ne sommes que 7, a-t-on droit au prêt ?", 7),
        ("on n'est plus que douze", 12),
        ("à 7, on a droit à quoi ?", 7),
        ("vingt-cinq salariés à Lyon", 25),
        ("quatre-vingt-dix personnes", 90),
        ("soixante-quinze employés", 75),
        ("deux cents salariés", 200),
        ("une dizaine de salariés", 10),
        ("une vingtaine de collaborateurs", 20),
        ("a dozen people in Annecy", 12),
        ("two dozen staff", 24),
        ("one hundred and twenty employees", 120),
        ("twenty-five workers", 25),
        ("un salarié", 1),
        ("on est 6", 6),
        ("on est douze", 12),
        ("nous sommes environ 30", 30),
        ("we're twelve", 12),
        ("45 sal.", 45),
        ("45 pers. à Roanne", 45),
        ("PME de 25", 25),
        ("a company of 7", 7),
        ("a team of twelve", 12),
        ("60-person machine builder", 60),
        ("2 000 salariés", 2000),
        ("2,000 employees", 2000),
        ("2000 employees", 2000),
        ("effectif : 250", 250),
        ("j'emploie 12 personnes", 12),
        ("6 of us", 6),
        ("auto-entrepreneur", 0),
        ("je suis seule, sans salarié", 0),
        ("I'm a freelance", 0),
    ],
)
def test_headcount(text: str, employees: int) -> None:
    """A headcount is read in digits, in words and in groups, in either language."""
    assert read_profile(text).employees == employees


@pytest.mark.parametrize(
    "text",
    [
        "Le Diag est-il ouvert aux entreprises de moins de 10 salariés ?",
        "plus de 50 salariés, c'est possible ?",
        "Is it for firms with 10 to 2,000 employees?",
        "10-49 employees",
        "entre 10 et 50 salariés",
        "at least 10 employees",
        "je veux former 12 salariés",
        "we want to train 12 people",
        "combien de salariés faut-il ?",
        "on est le 12 mars",
        "nous sommes en 2026",
        "on est à 30 km de Lyon",
        "we are 15 minutes from Lyon",
        "une entreprise de 2015",
        "une entreprise de 3 ans",
        "entreprise de 3,5 M€ de chiffre d'affaires",
        "Quels sont les trois axes ?",
        "un outil neuf",
        "France 2030",
        "1 M€ de CA",
    ],
)
def test_no_headcount_is_guessed(text: str) -> None:
    """Bounds, ranges, dates, distances, ages and people to be trained are not a firm's headcount."""
    assert read_profile(text).employees is None


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("CA 8 M€", 8e6),
        ("CA: 800k", 8e5),
        ("800 k€ de chiffre d'affaires", 8e5),
        ("chiffre d'affaires de 1,2 million d'euros", 1.2e6),
        ("un CA d'un million", 1e6),
        ("2 000 000 € de CA", 2e6),
        ("turnover of €2.5m", 2.5e6),
        ("€900,000 in sales", 9e5),
        ("9 million in sales", 9e6),
        ("we turn over 3 million", 3e6),
        ("30 people, turnover 4M, founded 1998", 4e6),
        ("turnover 5 million", 5e6),
        ("CA : 4 Mio", 4e6),
        ("notre CA c'est 6 M", 6e6),
        ("on existe depuis 12 ans et on fait 90 M€", 9e7),
        ("on a fait 4 millions l'an dernier", 4e6),
        ("we did €2.5m last year", 2.5e6),
        ("on fait 3 M€ d'investissement", None),
        ("we make 2 million bottles", None),
        ("turnover over 1 million", None),
        ("moins de 1 M€ de CA", None),
        ("at least €1 million turnover", None),
        ("Quel chiffre d'affaires minimum ?", None),
        ("CA en 2024", None),
        ("un projet de 300 k€", None),
    ],
)
def test_turnover(text: str, euros: float | None) -> None:
    """Turnover is read with its magnitude; a bound is not a turnover."""
    assert read_profile(text).turnover_eur == euros


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("un projet de 300 k€", 3e5),
        ("a €200k project", 2e5),
        ("notre projet coûte 1,5 M€", 1.5e6),
        ("un investissement de 80 000 euros", 8e4),
        ("avec un budget de cinquante mille euros", 5e4),
        ("Le fonds aide-t-il des projets de plus de 1 M€ ?", None),
        ("le budget de 70 millions du réseau", None),
        ("CA 8 M€", None),
    ],
)
def test_project(text: str, euros: float | None) -> None:
    """A project's amount is the asker's project's, not a scheme's budget or bound."""
    assert read_profile(text).project_eur == euros


def test_turnover_and_project_are_told_apart() -> None:
    """Two amounts in one sentence go to their own fields."""
    found = read_profile("PME de 45 personnes, 2 M€ de chiffre d'affaires, projet de 150 000 €")
    assert (found.employees, found.turnover_eur, found.project_eur) == (45, 2e6, 1.5e5)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("entreprise créée en 2019", 7),
        ("créée en 2019", 7),
        ("our firm is two years old", 2),
        ("a 2-year-old company", 2),
        ("ma boîte existe depuis 18 mois", 1.5),
        ("société de 3 ans", 3),
        ("we were founded 10 years ago, in 2016", 10),
        ("nous avons 4 ans d'existence", 4),
        ("La stratégie votée et créée en 2020", None),
        ("Depuis quand existe le plan de 2022 ?", None),
        ("I am 45 years old", None),
        ("une entreprise de moins de 3 ans", None),
        ("un projet de 24 mois", None),
        ("We were incorporated nine months ago", 0.75),
        ("boîte créée il y a huit mois, possible ?", 8 / 12),
        ("immatriculée en mars 2026", 0.5),
        ("notre boîte vient d'être créée", 0),
        ("we are not yet a year old", 0),
        ("we've just created a chatbot", None),
    ],
)
def test_age(text: str, years: float | None) -> None:
    """A firm's age is read from a span or a year; a scheme's, a person's or a project's is not the firm's."""
    assert read_profile(text).age_years == years


@pytest.mark.parametrize(
    ("text", "department", "region"),
    [
        ("en Savoie", "73", "auvergne-rhone-alpes"),
        ("en Haute-Savoie", "74", "auvergne-rhone-alpes"),
        ("dans le Rhône", "69", "auvergne-rhone-alpes"),
        ("en Haute-Loire", "43", "auvergne-rhone-alpes"),
        ("in the Puy de Dôme", "63", "auvergne-rhone-alpes"),
        ("près de Saint-Étienne", "42", "auvergne-rhone-alpes"),
        ("St Etienne", "42", "auvergne-rhone-alpes"),
        ("Bourg-en-Bresse", "01", "auvergne-rhone-alpes"),
        ("near Grenoble", "38", "auvergne-rhone-alpes"),
        ("PME (38)", "38", "auvergne-rhone-alpes"),
        ("dans le 42", "42", "auvergne-rhone-alpes"),
        ("code postal 26000", "26", "auvergne-rhone-alpes"),
        ("en Auvergne", None, "auvergne-rhone-alpes"),
        ("en AURA", None, "auvergne-rhone-alpes"),
        ("Paris", None, "ile-de-france"),
        ("à Paris, pour les aides d'Auvergne-Rhône-Alpes", None, "ile-de-france"),
        ("dans les Pays de la Loire", None, "pays-de-la-loire"),
        ("en Saône-et-Loire", None, "bourgogne-franche-comte"),
        ("Bouches-du-Rhône", None, "provence-alpes-cote-d-azur"),
        ("basés à Nice", None, "provence-alpes-cote-d-azur"),
        ("Brittany", None, "bretagne"),
        ("a nice company", None, None),
        ("y aura-t-il une aide ?", None, None),
        ("Bonjour Aura", None, None),
        ("le Hub IA Loire", None, None),
        ("le MIAI Grenoble", None, None),
        ("la préfecture de l'Isère", None, None),
        ("il faut qu'il vienne", None, None),
    ],
)
def test_place(text: str, department: str | None, region: str | None) -> None:
    """Départements, towns and other regions are known; a word or a body that only holds a place's name is no place."""
    found = read_profile(text)
    assert (found.department, found.region) == (department, region)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("machine builder", "industry"),
        ("menuiserie", "construction"),
        ("un vignoble", "agriculture"),
        ("cabinet comptable", "services"),
        ("machine learning", None),
        ("un robot conversationnel", None),
        ("une PME", None),
    ],
)
def test_sector(text: str, sector: str | None) -> None:
    """A trade gives its sector; words of the subject do not."""
    assert read_profile(text).sector == sector


def test_goals_are_read_from_wishes_not_from_little_words() -> None:
    """ "these" is no thesis and "former name" no training."""
    assert read_profile("which of these have ended, and the former name?").goals == ()
    assert "train" in read_profile("former mes équipes").goals
    assert "recruit_phd" in read_profile("recruter une thèse Cifre").goals


def test_a_text_without_a_firm_gives_an_empty_profile() -> None:
    """Nothing said, nothing known."""
    assert read_profile("Qui a signé la feuille de route ?").is_empty


def test_what_is_said_later_wins_and_the_rest_is_kept() -> None:
    """A corrected headcount replaces the first; the place stays; a known zero is not unknown."""
    merged = merge_profiles([read_profile("45 salariés à Lyon"), read_profile("non, 8 salariés")])
    assert (merged.employees, merged.department) == (8, "69")
    assert merge_profiles([CompanyProfile(employees=3), CompanyProfile(employees=0)]).employees == 0


def test_the_question_is_left_when_the_firm_is_taken_off() -> None:
    """Without the firm's figures only what is asked remains; a text without any is left as it is."""
    left = without_firm("Avec dix salariés et un CA de 2 M€, ai-je droit au Diag ?")
    assert "diag" in left
    assert not any(c.isdigit() for c in left)
    assert without_firm("Un outil neuf en deux mots ?") == "un outil neuf en deux mots ?"


@given(st.integers(0, 100_000))
def test_any_headcount_is_read_as_either_language_writes_it(number: int) -> None:
    """Plain, French and English thousands give the same number."""
    spaced, comma = f"{number:,}".replace(",", " "), f"{number:,}"
    assert {read_profile(f"{n} salariés").employees for n in (str(number), spaced, comma)} == {number}


@given(st.text(max_size=200))
def test_reading_never_fails(text: str) -> None:
    """Whatever is typed, a profile comes back."""
    assert isinstance(read_profile(text), CompanyProfile)


@pytest.mark.parametrize(
    ("text", "turnover", "age"),
    [
        ("on tourne à 700 k€ par an", 700_000, None),
        ("on fait 700 000 euros par an", 700_000, None),
        ("ma boîte a 6 mois", None, 0.5),
        ("entreprise créée cette année", None, 0.0),
        ("incorporated nine months ago, we have no sales yet", None, 0.75),
        ("our firm was founded last year", None, None),
    ],
)
def test_sums_and_ages_as_a_firm_says_them(text: str, turnover: float | None, age: float | None) -> None:
    """A sum a year is turnover; of "last year" nobody can tell whether a year has passed."""
    found = read_profile(text)
    assert (found.turnover_eur, found.age_years) == (turnover, age)


def test_a_trade_is_told_by_a_firm_not_by_an_aid() -> None:
    """ "On est dans l'agroalimentaire" is taken off the question; "une aide au numérique" is no trade."""
    assert "agroalimentaire" not in without_firm("on est dans l'agroalimentaire, y avons-nous droit ?")
    assert "numerique" in without_firm("une aide au numérique")
    assert read_profile("une aide au numérique").sector is None


@pytest.mark.parametrize(
    ("text", "staff"), [("6 menuisiers à Annonay", 6), ("three bakers in Lyon", 3), ("2 sites", None)]
)
def test_people_called_by_their_craft_are_staff(text: str, staff: int | None) -> None:
    """A number of joiners or bakers is the size of the firm."""
    assert read_profile(text).employees == staff


def test_who_makes_something_tells_the_trade() -> None:
    """ "Je fabrique des électrolyseurs" tells the sector as "on est dans l'hydrogène" does."""
    assert read_profile("Je fabrique des électrolyseurs à Lyon").sector == "hydrogen"
    assert read_profile("On est dans l'hydrogène").sector == "hydrogen"
    assert "semiconductors" not in without_firm("I make semiconductors in Grenoble: are we in?")


def test_a_number_of_firms_is_no_staff() -> None:
    """ "On est deux entreprises" tells how many firms there are."""
    assert read_profile("on est 2 entreprises, ça passe ?").employees is None
