"""What stays for as long as the process does, and is not worth a search for garbage."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def lasting() -> Iterator[None]:
    """Whatever is made within stays: no search for garbage runs meanwhile, and none looks at it
    later. A start, which is little else than imports and the schema, takes a tenth less.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
