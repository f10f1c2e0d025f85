"""dermaga doctor: look at a kiosk from all sides, without changing anything."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.house import Rooms


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.pass_obj
def doctor(given: tuple[Rooms, Path], *, as_json: bool) -> None:
    """Periksa kios: berkas data, cadangan, jam, printer, izin, dan lainnya.

    Tidak ada yang diubah atau diperbaiki; boleh dijalankan selagi kios terbuka. Selesai dengan kode
    1 bila ada masalah.
    """
    from kiosk.cli.words_doctor import NAMES, STATES, next_step, sentence
    from kiosk.office.doctor import worst

    rooms, data = given
    findings = rooms.examine(data)
    if as_json:
        import msgspec

        told = [
            {**msgspec.to_builtins(f), "sentence": sentence(f), "next": next_step(f)}
            for f in findings
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(told)).decode())
    else:
        mark, name = max(map(len, STATES.values())), max(map(len, NAMES.values()))
        for f in findings:
            words = " ".join(filter(None, (sentence(f), next_step(f))))
            click.echo(f"{STATES[f.state]:{mark}}  {NAMES[f.check]:{name}}  {words}")
    if worst(findings) == "bad":
        sys.exit(1)
