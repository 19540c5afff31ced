"""What can be set, by HOMEROOM_ variables of the environment."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, PositiveInt, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY_BYTES = 32
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts that are this machine, to which nobody listens on the way."""


class Settings(BaseSettings):
    """The settings of one process. Values given to the constructor stand above the environment."""

    model_config = SettingsConfigDict(env_prefix="HOMEROOM_", env_ignore_empty=True, frozen=True)

    database_url: SecretStr | None = None
    """A PostgreSQL 18 or newer to use instead of the embedded one; what requests run as."""
    database_owner_url: SecretStr | None = None
    """The same database as the role that owns its tables; `database_url` when left out."""
    data_dir: Annotated[Path, Field(validate_default=True)] = Path(".homeroom")
    """Where the embedded database and the secret key lie."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    secret_key: SecretStr | None = None
    """At least 32 characters; made once and kept in `data_dir` when left out."""

    statement_timeout_ms: PositiveInt = 5_000
    """How long one statement of a request may run."""
    pool_size: PositiveInt = 6
    """Connections for requests. Each keeps its prepared statements, up to 0.8 MB apiece."""
    pool_wait_ms: PositiveInt = 2_000
    """How long a request waits for one of them before it is refused as busy."""
    statement_cache_size: PositiveInt = 150
    """Prepared statements kept per connection."""

    checkpoints: str | None = None
    """Where the ledger's head goes each minute: a file's path, or an http or https URL."""

    workers: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes behind the one port; each has its own connections, and answers on one core."""

    metrics_port: Annotated[int | None, Field(ge=0, le=65_535)] = None
    """Where numbers for whoever watches are served on 127.0.0.1; nowhere when left out. Of several
    workers each takes the first that is free, from this one up."""

    oidc_issuer: str | None = None
    """The district's own sign-in, by what it calls itself: an https URL. None is offered else."""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scope: str = "openid"
    """What it is asked for; more than `openid` where the claim below needs it."""
    oidc_claim: str = "sub"
    """The claim that is a person's sourced id: nothing else names one person for good."""
    oidc_strong: str | None = None
    """How it says that a second factor was shown, as `amr=mfa` or `acr=…`; else ours is asked."""

    read_only: bool = False
    """Whether every mutation is refused, and the hub only answers."""

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < KEY_BYTES:
            raise ValueError(f"must have at least {KEY_BYTES} characters")
        return key

    @field_validator("oidc_issuer")
    @classmethod
    def _over_https(cls, issuer: str | None) -> str | None:
        url = urlsplit(issuer or "")
        if issuer is not None and url.scheme != "https" and url.hostname not in LOOPBACK:
            raise ValueError("must be an https URL")
        return issuer

    @field_validator("oidc_strong")
    @classmethod
    def _claim_and_value(cls, said: str | None) -> str | None:
        if said is not None and not all(said.partition("=")):
            raise ValueError("must be a claim and its value, such as amr=mfa")
        return said

    @model_validator(mode="after")
    def _known_to_the_provider(self) -> Self:
        known = self.oidc_client_id and self.oidc_client_secret.get_secret_value()
        if self.oidc_issuer is not None and not known:
            raise ValueError(
                "HOMEROOM_OIDC_ISSUER is of no use without HOMEROOM_OIDC_CLIENT_ID and "
                "HOMEROOM_OIDC_CLIENT_SECRET"
            )
        return self

    @model_validator(mode="after")
    def _owner_of_what(self) -> Self:
        if self.database_owner_url is not None and self.database_url is None:
            raise ValueError(
                "HOMEROOM_DATABASE_OWNER_URL is of no use without HOMEROOM_DATABASE_URL"
            )
        return self

    def key(self) -> bytes:
        """The secret key: at least 32 bytes, the same in every process over one data folder."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        return kept_key(self.data_dir)


def kept_key(folder: Path) -> bytes:
    """The 32 random bytes kept in `folder`, made on first use and readable by their owner only."""
    kept = folder / "secret.key"
    if not kept.exists():
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        _make_key(kept)
    return bytes.fromhex(kept.read_text())


def _make_key(kept: Path) -> None:
    """Write a key and link it into place: of two processes that start at once, one key wins."""
    draft = kept.with_name(f".secret.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
    try:
        kept.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
