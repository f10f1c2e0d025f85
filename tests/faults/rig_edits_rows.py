"""What another hand may do to people, documents, devices and files, each by name."""

from __future__ import annotations

import os
import shutil
import sqlite3
import uuid

import msgspec

from kiosk.store import backup
from kiosk.store.folder import FILE
from kiosk.store.keys import DeviceKey, key_file, write_key
from tests.faults import rig_edits_log, rig_forger
from tests.faults.rig_forger import FORGED, Forger, edit
from tests.faults.rig_lively import GUEST, OTHER, READY, SITTING

# People


@edit()
def a_name_is_changed(f: Forger) -> None:
    f.do("update learner set name = 'Peserta Lain' where id = ?", READY.id)


@edit()
def a_nip_is_changed(f: Forger) -> None:
    f.do("update learner set nip = '199001012015011001' where id = ?", READY.id)


@edit()
def a_rank_is_raised(f: Forger) -> None:
    f.do("update learner set rank = 'Pembina Utama (IV/e)' where id = ?", READY.id)


@edit()
def a_pin_is_copied_from_another_person(f: Forger) -> None:
    pin = f.one("select pin from learner where id = ?", OTHER.id)
    f.do("update learner set pin = ? where id = ?", pin, READY.id)


@edit()
def a_pin_is_copied_with_its_seal(f: Forger) -> None:
    pin, seal = f.db.execute("select pin, seal from learner where id = ?", (OTHER.id,)).fetchone()
    f.do("update learner set pin = ?, seal = ? where id = ?", pin, seal, READY.id)


@edit()
def somebody_is_no_longer_active(f: Forger) -> None:
    f.do("update learner set active = 0 where id = ?", READY.id)


@edit()
def a_person_is_taken_away(f: Forger) -> None:
    f.do("delete from learner where id = ?", GUEST.id)


@edit()
def a_person_is_added(f: Forger) -> None:
    f.do(
        "insert into learner (id, name, unit, kind, rank, position, active)"
        " values (?, 'Peserta Lain', 'Unit', 'guest', '', '', 1)",
        str(uuid.uuid4()),
    )


@edit()
def a_person_is_added_with_the_seal_of_another(f: Forger) -> None:
    f.do(
        "insert into learner select ?, '199001012015011001', name, unit, kind, rank, position,"
        " active, pin, code, seal from learner where id = ?",
        *(str(uuid.uuid4()), READY.id),
    )


@edit()
def two_people_change_names_and_seals(f: Forger) -> None:
    names = {
        person.id: f.db.execute(
            "select name, seal from learner where id = ?", (person.id,)
        ).fetchone()
        for person in (READY, OTHER)
    }
    f.do("update learner set (name, seal) = (?, ?) where id = ?", *names[OTHER.id], READY.id)
    f.do("update learner set (name, seal) = (?, ?) where id = ?", *names[READY.id], OTHER.id)


# Documents


@edit()
def the_mark_to_reach_is_lowered(f: Forger) -> None:
    f.document("settings", lambda body: body.replace(b"{", b'{"pass_mark":1,', 1))


@edit()
def the_settings_are_taken_away(f: Forger) -> None:
    f.do("delete from document where kind = 'settings'")


@edit()
def another_person_signs(f: Forger) -> None:
    f.document("settings", lambda body: body.replace(b"Pejabat Contoh", b"Pejabat Lain"))


@edit()
def older_settings_are_put_back_with_their_seal(f: Forger) -> None:
    with_older = sqlite3.connect(f.folder / backup.FOLDER / _oldest(f))
    row = with_older.execute("select body, seal from document where kind = 'settings'").fetchone()
    with_older.close()
    assert row[0] != f.one("select body from document where kind = 'settings'")
    f.do("update document set (body, seal) = (?, ?) where kind = 'settings'", *row)


def _oldest(f: Forger) -> str:
    return min(p.name for p in (f.folder / backup.FOLDER).glob("*.sqlite"))


@edit()
def a_certificates_page_is_exchanged(f: Forger) -> None:
    f.document("certificate", lambda body: body.replace(b"%PDF", b"%PDG"))


@edit()
def a_certificates_page_is_taken_away(f: Forger) -> None:
    f.do("delete from document where kind = 'certificate'")


@edit()
def a_certificates_page_goes_under_another_number(f: Forger) -> None:
    f.do("update document set id = 'X/2026' where kind = 'certificate'")


@edit()
def the_officers_passphrase_is_exchanged(f: Forger) -> None:
    f.document("secret", lambda body: body.replace(b"$", b"!", 1))


@edit()
def the_wait_after_wrong_pins_is_taken_away(f: Forger) -> None:
    f.do("delete from document where kind = 'wait'")


@edit()
def the_name_of_the_computer_is_exchanged(f: Forger) -> None:
    f.document("machine", lambda _: b"{}")


@edit()
def the_declarations_that_were_kept_are_exchanged(f: Forger) -> None:
    f.document("tables", lambda _: b"2 " + b"0" * 64)


@edit()
def a_document_is_added(f: Forger) -> None:
    f.do("insert into document (kind, id, body) values ('x', 'y', x'00')")


@edit(SITTING)
def a_removed_event_is_said_to_have_been_lost(f: Forger) -> None:
    seq = f.seq_of("answer-given", SITTING)
    hashed = f.one("select hash from event where seq = ?", seq)
    f.do("delete from event where seq = ?", seq)
    f.do(
        "insert into document (kind, id, body) values ('lost', ?, ?)",
        *(
            f.one("select id from device where n = ?", f.n),
            msgspec.json.encode({seq: hashed.hex()}),
        ),
    )


@edit()
def a_removed_checkpoint_is_said_to_have_been_lost(f: Forger) -> None:
    f.do("delete from checkpoint where seq = 200")
    device = f.one("select id from device where n = ?", f.n)
    f.do("insert into document (kind, id, body) values ('unsigned', ?, x'5b3230305d')", device)


# Devices and ends


@edit()
def the_device_has_another_name(f: Forger) -> None:
    f.do("update device set id = ? where n = ?", str(uuid.uuid4()), f.n)


@edit()
def the_device_has_another_name_with_a_key_of_that_name(f: Forger) -> None:
    name = str(uuid.uuid4())
    f.do("update device set id = ? where n = ?", name, f.n)
    write_key(f.folder, name, os.urandom(32))
    f.relink()
    f.settle()


@edit()
def the_device_has_another_public_key(f: Forger) -> None:
    f.do("update device set public = ? where n = ?", DeviceKey(bytes(32)).public, f.n)


@edit()
def the_device_has_no_public_key(f: Forger) -> None:
    f.do("update device set public = x'' where n = ?", f.n)
    f.do("delete from checkpoint")


@edit()
def the_file_says_that_it_was_healed(f: Forger) -> None:
    f.do("update learner set name = 'Peserta Lain' where id = ?", READY.id)
    f.do("update head set life = 'healed'")


@edit()
def the_file_says_that_it_was_healed_from_nothing(f: Forger) -> None:
    f.do("update learner set name = 'Peserta Lain' where id = ?", READY.id)
    f.do("update head set life = 'healed', seq = 0, hash = x'', rows = x'', seal = x''")


@edit()
def the_file_says_that_it_was_restored(f: Forger) -> None:
    another_person_signs(f)
    f.do("update head set life = 'restored'")


@edit()
def the_file_says_something_unheard_of(f: Forger) -> None:
    f.do("update head set life = 'x'")


@edit()
def the_sum_of_all_seals_is_put_right_without_a_key(f: Forger) -> None:
    seal = f.one("select seal from learner where id = ?", GUEST.id)
    rows = int.from_bytes(f.one("select rows from head"), "big") ^ int.from_bytes(seal, "big")
    f.do("delete from learner where id = ?", GUEST.id)
    for table in ("head", "device"):
        f.do(f"update {table} set rows = ?", rows.to_bytes(16, "big"))  # noqa: S608


@edit()
def the_end_is_taken_away(f: Forger) -> None:
    f.do("delete from head")


@edit()
def the_file_looks_as_if_it_never_had_a_key(f: Forger) -> None:
    f.do("update learner set name = 'Peserta Lain' where id = ?", READY.id)
    f.do("delete from head")
    f.do("update device set public = x''")


@edit()
def all_is_taken_away_but_the_people(f: Forger) -> None:
    for table in ("checkpoint", "head", "event", "document", "device"):
        f.do(f"delete from {table}")  # noqa: S608


@edit()
def everything_is_taken_away(f: Forger) -> None:
    all_is_taken_away_but_the_people(f)
    f.do("delete from learner")


@edit()
def the_file_says_that_it_is_of_an_older_form(f: Forger) -> None:
    f.do("pragma user_version = 1")


@edit()
def the_file_says_that_it_is_of_a_newer_form(f: Forger) -> None:
    f.do("pragma user_version = 6")


@edit()
def an_index_is_taken_away(f: Forger) -> None:
    f.do("drop index event_certificate")


@edit()
def a_trigger_is_added(f: Forger) -> None:
    f.do("create trigger helpful after insert on event begin select 1; end")


# Files


@edit()
def the_key_is_taken_away_and_a_name_changed(f: Forger) -> None:
    a_name_is_changed(f)
    key_file(f.folder, f.one("select id from device where n = ?", f.n)).unlink()


@edit()
def the_key_is_exchanged(f: Forger) -> None:
    write_key(f.folder, f.one("select id from device where n = ?", f.n), os.urandom(32))


@edit()
def an_older_copy_of_the_file_is_put_back(f: Forger) -> None:
    f.db.close()
    shutil.copyfile(f.older / FILE, f.folder / FILE)


@edit()
def an_older_copy_is_put_back_and_the_note_taken_away(f: Forger) -> None:
    an_older_copy_of_the_file_is_put_back(f)
    for note in f.folder.glob("*.seen"):
        note.unlink()


@edit()
def an_older_copy_is_put_back_with_its_note(f: Forger) -> None:
    an_older_copy_of_the_file_is_put_back(f)
    for note in f.older.glob("*.seen"):
        shutil.copyfile(note, f.folder / note.name)


@edit()
def a_backup_is_put_in_the_place_of_the_file(f: Forger) -> None:
    f.db.close()
    shutil.copyfile(f.folder / backup.FOLDER / _oldest(f), f.folder / FILE)


@edit()
def an_older_copy_is_put_back_and_made_to_look_restored(f: Forger) -> None:
    an_older_copy_is_put_back_and_the_note_taken_away(f)
    f.db = sqlite3.connect(f.folder / FILE, isolation_level=None)
    a_name_is_changed(f)
    f.do("update head set life = 'restored'")


# A former life of the kiosk, whose key nobody has


def _former(f: Forger) -> int:
    n = int(f.one("select min(n) from device"))
    assert n != f.n
    return n


@edit()
def a_score_of_a_former_life_is_changed(f: Forger) -> None:
    n = _former(f)
    f.body(f.seq_of("quiz-submitted", READY, n), lambda b: b.replace(b"100", b"099"), n)


@edit()
def a_score_of_a_former_life_is_changed_and_linked_anew(f: Forger) -> None:
    a_score_of_a_former_life_is_changed(f)
    f.relink(n=_former(f))
    f.sign_all(_former(f))


@edit()
def a_former_life_is_made_anew_to_its_end(f: Forger) -> None:
    a_score_of_a_former_life_is_changed_and_linked_anew(f)
    seq, hashed = f.db.execute(
        "select seq, hash from event where device = ? order by seq desc limit 1", (_former(f),)
    ).fetchone()
    f.do("update device set seq = ?, hash = ? where n = ?", seq, hashed, _former(f))


@edit(SITTING)
def a_former_life_goes_on(f: Forger) -> None:
    n = _former(f)
    seq = int(f.one("select max(seq) from event where device = ?", n)) + 1
    f.append(SITTING, FORGED, seq, n)


@edit()
def a_former_life_loses_its_end(f: Forger) -> None:
    n = _former(f)
    seq = int(f.one("select max(seq) from event where device = ?", n))
    f.do("delete from event where device = ? and seq = ?", n, seq)


@edit()
def a_former_life_has_another_public_key(f: Forger) -> None:
    f.sign_all(_former(f))


@edit()
def a_former_life_has_no_signatures(f: Forger) -> None:
    f.do("update device set public = x'' where n = ?", _former(f))
    f.do("delete from checkpoint where device = ?", _former(f))


assert rig_edits_log.PASSED  # its edits are among these
EDITS = rig_forger.EDITS
