"""French and English words as the lexical index and late interaction see them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Function words and question words, accents folded. Letters left alone by an elision ("l'", "d'") are here;
# "ia" and "ai" are not: in this corpus they are the subject.
FRENCH_STOPWORDS = frozenset(
    """a au aux avec avons avez c ce ceci cela celle celles celui ces cet cette ceux chez ci comme comment combien d
    dans de des du dont donc elle elles en encore entre es est et etaient etait etant ete etes etre eu eux il ils j je
    l la le les leur leurs lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont or ou par pas pour
    pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera seront ses si soit son sont sous sur
    t ta te tes toi ton tu un une va vers vos votre vous y lequel laquelle lesquels lesquelles auquel duquel""".split()
)
ENGLISH_STOPWORDS = frozenset(
    """a am an and any are as at be been being but by can did do does for from had has have he her his how i if in
    into is it its itself me my no nor not of on or our out she so some such than that the their them then there these
    they this those to too was we were what when where which while who whom whose why will with would you your""".split()
)
STOPWORDS = FRENCH_STOPWORDS | ENGLISH_STOPWORDS


@lru_cache(1 << 16)
def fold(word: str) -> str:
    """Lower case without accents: ``fold("Été") == "ete"``; ligatures are written out (œ, æ)."""
    lowered = word.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
