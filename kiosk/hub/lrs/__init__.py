"""The xAPI resources: 1.0.3 at /xapi/1.0.3/ and 2.0 at /xapi/2.0/, over one store.

`door` turns HTTP into an `Asked`; `storing`, `giving`, `papers` and `lookups` answer it.
"""

from kiosk.hub.lrs.door import routes

__all__ = ["routes"]
