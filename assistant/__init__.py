"""The reference desk: questions in, verified answers out."""

from assistant.model import Answer, Citation, CompanyProfile, Criterion, SchemeMatch, ScoredPassage, Turn
from assistant.service import Assistant

__all__ = ["Answer", "Assistant", "Citation", "CompanyProfile", "Criterion", "SchemeMatch", "ScoredPassage", "Turn"]
