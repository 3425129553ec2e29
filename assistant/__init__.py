"""The reference desk: questions in, verified answers out."""

from assistant.model import Answer, Citation, CompanyProfile, Criterion, SchemeMatch, ScoredPassage, Turn

__all__ = ["Answer", "Citation", "CompanyProfile", "Criterion", "SchemeMatch", "ScoredPassage", "Turn"]
