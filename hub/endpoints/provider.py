"""Signing in at the district's own provider of identities: OpenID Connect, by authlib.

The code flow with PKCE, state and nonce. What has to be remembered until the browser is back goes
into a cookie of its own, encrypted and for ten minutes, so that any worker can take up where
another began. Nothing is learned from the provider but who it is: one claim of the ID token.
"""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from joserfc.errors import JoseError

from hub.errors import Unavailable
from hub.identity.factors import sealed, unsealed
from hub.limits import PROVIDER_SECONDS_MAX

if TYPE_CHECKING:
    from starlette.requests import Request

LABEL = b"homeroom provider"
WELL_KNOWN = "/.well-known/openid-configuration"
SIGNED_BY = frozenset("RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA".split())
"""Signatures that an ID token may have: by a key that only the provider holds."""
ALGORITHMS = "id_token_signing_alg_values_supported"
AWAY = "The district's sign-in does not answer; try again in a moment."


@dataclass(frozen=True)
class Trusted:
    """The provider that is trusted: what it calls itself, and us; the claim that is a person's
    sourced id; and by which claim and value it says that a second factor was shown, if by any.
    """

    issuer: str
    client_id: str
    client_secret: str
    scope: str
    claim: str
    strong: tuple[str, str] | None


@dataclass(frozen=True)
class Told:
    """What the provider said: whose sourced id, and whether a second factor was shown there."""

    sourced_id: str
    strong: bool


class Provider:
    """Sends a browser to the provider, and reads what it comes back with."""

    def __init__(self, trusted: Trusted, secret: bytes) -> None:
        self.trusted = trusted
        self._key = hmac.new(secret, LABEL, sha256).digest()
        self._client = OAuth().register(
            "provider",
            client_id=trusted.client_id,
            client_secret=trusted.client_secret,
            server_metadata_url=trusted.issuer.rstrip("/") + WELL_KNOWN,
            client_kwargs={
                "scope": trusted.scope,
                "code_challenge_method": "S256",
                "timeout": PROVIDER_SECONDS_MAX,
            },
        )

    async def send(self, request: Request, back: str, to: str) -> tuple[str, str]:
        """Where the browser goes, and what its cookie remembers; it comes `back` to that URL, and
        then goes on `to` a page. Raises Unavailable.
        """
        request.scope["session"] = {}
        try:
            await self._known()
            sent = await self._client.authorize_redirect(request, back)
        except (httpx2.HTTPError, AuthlibBaseError, ValueError, RuntimeError) as error:
            raise Unavailable(AWAY) from error
        remembered = json.dumps({"session": request.scope["session"], "to": to})
        kept = urlsafe_b64encode(sealed(self._key, LABEL, remembered)).decode()
        return sent.headers["location"], kept

    async def took(self, request: Request, kept: str) -> tuple[Told | None, str]:
        """What the provider said of whoever comes back, by what their cookie kept; None where it
        says nothing that can be believed. And to which page they wanted to go. Raises Unavailable.
        """
        remembered = self._remembered(kept)
        request.scope["session"] = remembered.get("session", {})
        issuer, client = self.trusted.issuer, self.trusted.client_id
        options = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": client},
        }
        to = remembered.get("to", "")
        try:
            await self._known()
            token = await self._client.authorize_access_token(request, claims_options=options)
        except httpx2.HTTPError as error:
            raise Unavailable(AWAY) from error
        except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError):
            return None, to
        return self._told(token.get("userinfo") or {}), to

    async def _known(self) -> None:
        """See that the provider is the one that is trusted. Raises ValueError where it says that
        it is another one.
        """
        said = await self._client.load_server_metadata()
        if said.get("issuer") != self.trusted.issuer:
            said.pop("_loaded_at", None)
            raise ValueError("The provider calls itself otherwise than HOMEROOM_OIDC_ISSUER.")
        said[ALGORITHMS] = sorted(SIGNED_BY & set(said.get(ALGORITHMS) or ())) or ["RS256"]

    def _told(self, claims: dict[str, Any]) -> Told | None:
        said = claims.get(self.trusted.claim)
        if not isinstance(said, str) or not said or "\0" in said:
            return None
        strong = False
        if self.trusted.strong is not None:
            name, value = self.trusted.strong
            held = claims.get(name)
            strong = value in held if isinstance(held, list) else held == value
        return Told(said, strong)

    def _remembered(self, kept: str) -> dict[str, Any]:
        """What a cookie kept; nothing where it is none of ours."""
        try:
            said = unsealed(self._key, LABEL, urlsafe_b64decode(kept.encode()))
        except ValueError:
            return {}
        found: dict[str, Any] = json.loads(said) if said else {}
        return found
