"""The settings: environment variables ``AURA_…``, then ``aura.toml``, then the defaults below.

They are read once, when a command starts, and passed on. A key that does not exist is
refused rather than ignored: a misspelt ``AURA_ADMIN_PASWORD`` must not leave a door open.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from corpus.errors import AuraError

PREFIX = "AURA_"
FILE = Path("aura.toml")


class SettingsError(AuraError):
    """A setting that cannot be used; the message is one sentence saying which and why."""


class Settings(BaseSettings):
    """Everything that can be set. Names are those of the variables without ``AURA_``, in lower case."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    host: str = Field("127.0.0.1", description="Address the web application listens on")
    port: int = Field(7860, ge=1, le=65535, description="Port the web application listens on")
    data_dir: Path = Field(Path("var"), description="Index, ledger, uploads, feedback: everything written lies here")
    corpus_dir: Path | None = Field(None, description="Folder of documents; default: the packaged corpus")
    chroma_url: str | None = Field(None, description="A Chroma server; default: embedded")
    embedding: str = Field("bundled", description="bundled, or openai-like:MODEL")
    embedding_base_url: str | None = Field(None, description="Base address of the embedding service")
    embedding_api_key: SecretStr | None = Field(None, description="Key of the embedding service")
    llm: str = Field("none", description="none, openai-like:MODEL or ollama:MODEL")
    llm_base_url: str | None = Field(None, description="Base address of the language model's service")
    llm_api_key: SecretStr | None = Field(None, description="Key of the language model's service")
    llm_timeout: float = Field(8.0, gt=0, le=120, description="Seconds a reader waits for the language model at most")
    admin_password: SecretStr | None = Field(None, description="Opens the admin pages; unset: they do not exist")
    feedback: bool = Field(True, description="Keep thumbs and unanswered questions, on this machine only")
    feedback_days: int = Field(180, ge=1, le=3650, description="Days after which feedback is deleted")
    upload_mb: int = Field(20, ge=1, le=500, description="Largest file an administrator may add, in megabytes")
    root_path: str = Field("", description="Path at which a reverse proxy shows the pages, as /aura; default: none")
    allowed_hosts: str = Field("", description="Host names answered to, comma separated; default: any, or loopback")
    embed_origins: str = Field("", description="Sites that may frame /embed, space separated; default: none")

    @field_validator("llm")
    @classmethod
    def _known_llm(cls, value: str) -> str:
        return _engine(value, ("openai-like", "ollama"), bare="none")

    @field_validator("embedding")
    @classmethod
    def _known_embedding(cls, value: str) -> str:
        return _engine(value, ("openai-like",), bare="bundled")

    @field_validator("root_path")
    @classmethod
    def _plain_path(cls, value: str) -> str:
        if value.rstrip("/") and not re.fullmatch(r"(/[\w.~-]+)+", value.rstrip("/"), re.ASCII):
            raise ValueError("must be a path such as /aura")
        return value.rstrip("/")

    @field_validator("admin_password")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < 8:
            raise ValueError("must have at least 8 characters")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before what the file gave (which is passed to ``__init__``)."""
        return env_settings, init_settings

    @property
    def is_loopback(self) -> bool:
        return self.host in ("127.0.0.1", "localhost", "::1")

    @property
    def host_names(self) -> tuple[str, ...]:
        """Names the server answers to: a foreign name on loopback is a rebinding attack."""
        if self.allowed_hosts.strip():
            return tuple(h.strip() for h in self.allowed_hosts.split(",") if h.strip())
        return ("127.0.0.1", "localhost", "[::1]", "testserver") if self.is_loopback else ("*",)


def _engine(value: str, prefixes: tuple[str, ...], bare: str) -> str:
    head, _, model = value.partition(":")
    if value == bare or (head in prefixes and model):
        return value
    raise ValueError("must be " + " or ".join([bare, *(f"{p}:MODEL" for p in prefixes)]))


def load_settings(file: Path = FILE, **given: Any) -> Settings:
    """Read the settings; ``given`` (the command line) goes before everything.

    Raises ``SettingsError`` with one sentence for an unknown key or an unusable value.
    """
    names = set(Settings.model_fields)
    for key in sorted(os.environ):
        if key.startswith(PREFIX) and key.removeprefix(PREFIX).lower() not in names:
            raise SettingsError(_unknown(key, [PREFIX + n.upper() for n in names], "environment variable"))
    from_file = _read_file(file, names)
    try:
        settings = Settings(**from_file)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else "?"
        message = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(f"{PREFIX}{key.upper()} cannot be used: {message[:1].lower()}{message[1:]}.") from error
    return settings.model_copy(update={k: v for k, v in given.items() if v is not None})


def _read_file(file: Path, names: set[str]) -> dict[str, Any]:
    if not file.is_file():
        return {}
    try:
        values = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file} cannot be read: {error}.") from error
    for key in values:
        if key not in names:
            raise SettingsError(_unknown(key, sorted(names), f"key in {file}"))
    return values


def _unknown(key: str, known: list[str], what: str) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else " `aura doctor` lists the settings."
    return f"Unknown {what} {key}.{hint}"
