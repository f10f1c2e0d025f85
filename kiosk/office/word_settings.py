"""The settings that the agency decides, put in place of this kiosk's own."""

from __future__ import annotations

import msgspec

from kiosk.office.faults import SettingsFault, renumbered, settings_faults
from kiosk.parcel import word as forms
from kiosk.people.agency import Settings
from kiosk.store import Store
from kiosk.store.revoked import WORD


def settle_settings(
    store: Store,
) -> tuple[tuple[str, ...] | None, tuple[SettingsFault, ...]]:
    """The fields that changed, or their faults; None while the kiosk is not set up.

    Done with each word, so that what was changed here by other ways is put right.
    """
    kept = store.document("settings", "kiosk")
    if kept is None:
        return None, ()
    before = msgspec.json.decode(kept, type=Settings)
    try:
        after = with_decided(store, before)
    except msgspec.ValidationError:
        return (), (SettingsFault(forms.SETTINGS, "type"),)
    if faults := settings_faults(after, None, several=renumbered(before, after)):
        return (), faults
    changed = [f for f in Settings.__struct_fields__ if getattr(before, f) != getattr(after, f)]
    if changed:
        store.keep("settings", "kiosk", msgspec.json.encode(after))
    return tuple(changed), ()


def with_decided(store: Store, settings: Settings) -> Settings:
    """With the agency's values. Raises msgspec.ValidationError for a value of the wrong kind."""
    decided = store.document(WORD, "settings")
    if not decided:
        return settings
    table = msgspec.to_builtins(settings)
    said = forms.settings_in(decided)
    table |= {name: msgspec.json.decode(raw) for name, raw in said.items()}
    if "signatory" in said:  # whoever stands in for them here would contradict the agency
        table["signatories"] = ()
    return msgspec.convert(table, Settings)
