"""An agency in memory, with a real HTTP door and a hand for sticks: what the hub's post does.

It takes parcels only by `kiosk.parcel`, keeps lines by device and seq, and answers with receipts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec

from kiosk.parcel import code, parcel, sealing
from kiosk.parcel.chain import START
from kiosk.parcel.forms import (
    DeviceCertificate,
    ElsewhereAsk,
    PairAsk,
    PairFile,
    Receipt,
    Refusal,
    Request,
)
from kiosk.parcel.parcel import Header, ParcelTrouble
from kiosk.xapi.line import Line
from tests.parcel.samples import AGENCY, MONDAY, SECRET, agency_signs

PAIRING_SECRET = b"\7" * 32
CODE = "12345678"
STATUS = {"unpaired": 403, "revoked": 403, "foreign": 403, "twin": 409, "large": 413, "wait": 429}


class Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Receiver:
    def __init__(self) -> None:
        self.logs: dict[str, dict[int, Line]] = {}
        self.publics: dict[str, bytes] = {}
        self.revoked: set[str] = set()
        self.most = 1 << 30
        self.came: list[Line] = []
        self.taken = self.serial = 0
        self.now = MONDAY

    def certificate(self, device: str, public: bytes, label: str = "Kios") -> DeviceCertificate:
        self.serial += 1
        self.publics[device] = public
        bare = DeviceCertificate(device, public, label, self.now, 0, self.serial)
        return sealing.signed(bare, agency_signs)

    def pair(self, ask: PairAsk) -> PairFile:
        key = code.key_of(CODE, ask)
        if not code.mac_holds(ask, key):
            raise Refused("code")
        if not sealing.holds(ask, ask.public):
            raise Refused("forged")
        certificate = self.certificate(ask.device, ask.public, ask.label)
        secret = sealing.sealed_to_device(PAIRING_SECRET, ask.public)
        answer = PairFile(certificate, "p1", secret, AGENCY)
        return sealing.signed(code.with_mac(answer, key), agency_signs)

    def renew(self, request: Request) -> DeviceCertificate:
        if request.pairing != "p1" or not sealing.mac_holds(request, PAIRING_SECRET):
            raise Refused("unpaired")
        return self.certificate(request.device, request.public)

    def take_in(self, file: bytes) -> Receipt:
        """Raises Refused, or ParcelTrouble."""
        header = parcel.opened(file)
        if len(file) > self.most:
            raise Refused("large")
        self._known(header)
        log = self.logs.setdefault(header.device, {})
        lines = parcel.unsealed(file, SECRET)
        for line in lines:
            if line.seq in log and log[line.seq].hash != line.hash:
                raise Refused("twin")
        fresh = [line for line in lines if line.seq not in log]
        log |= {line.seq: line for line in fresh}
        self.came += fresh
        self.taken += 1
        return self.receipt(header.device)

    def _known(self, header: Header) -> None:
        if header.to != sealing.key_id(AGENCY.seal):
            raise Refused("foreign")
        if header.by in self.revoked:
            raise Refused("revoked")
        if header.by in self.publics:
            right = self.publics[header.by] == header.public
        elif header.request is not None:
            right = self.renew(header.request).public == header.public
        else:
            shown = header.certificate
            right = (
                shown is not None
                and (shown.device, shown.public) == (header.by, header.public)
                and sealing.certificate_holds(shown, AGENCY)
            )
        if not right:
            raise Refused("unpaired")
        self.publics[header.by] = header.public

    def receipt(self, device: str) -> Receipt:
        log = self.logs.get(device, {})
        upto = max(log, default=0)
        gaps, start = [], 1
        for seq in sorted(log):
            if seq > start:
                gaps.append((start, seq - 1))
            start = seq + 1
        self.serial += 1
        hashed = log[upto].hash if log else START
        bare = Receipt(device, upto, tuple(gaps), hashed, self.now, self.serial)
        return sealing.signed(bare, agency_signs)

    def elsewhere(self, ask: ElsewhereAsk, most: int = 5_000) -> bytes | None:
        public = self.publics.get(ask.device)
        if public is None:
            return None
        if not sealing.holds(ask, public):
            raise Refused("forged")
        return self._down(ask.device, ask.learners, int(ask.after or 0), most)

    def _down(self, device: str, learners: tuple[str, ...], after: int, most: int) -> bytes | None:
        wanted = [
            (n, line)
            for n, line in enumerate(self.came, 1)
            if n > after and line.learner in learners and line.device != device and line.salt
        ][:most]
        if not wanted:
            return None
        to = (device, self.publics[device])
        lines = [line for _, line in wanted]
        return parcel.packed_down(lines, str(wanted[-1][0]), to, (AGENCY.sign, agency_signs))

    # A stick

    def visit(self, root: Path, *, pair: bool = False) -> list[str]:
        """Take what lies on a stick, lay down what is for its kiosks; the codes of refusals."""
        room, refused = root / "DERMAGA", []
        room.mkdir(exist_ok=True)
        _put(room / "agency.json", sealing.written(AGENCY))
        for file in sorted(room.glob("up/*/*.dermaga")):
            try:
                self.take_in(file.read_bytes())
            except (Refused, ParcelTrouble) as trouble:
                refused.append(trouble.code)
        for folder in room.glob("up/*"):
            _put(room / f"receipts/{folder.name}.json", sealing.written(self.receipt(folder.name)))
        for file in room.glob("ask/*.json"):
            self._answer(room, file, pair=pair)
        return refused

    def _answer(self, room: Path, file: Path, *, pair: bool) -> None:
        body = file.read_bytes()
        fields = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        if "learners" in fields:
            down = self.elsewhere(sealing.read(body, ElsewhereAsk))
            if down is not None:
                _put(room / f"elsewhere/{file.stem}.dermaga", down)
            return
        secret = b""
        if "before" in fields:
            certificate = self.renew(sealing.read(body, Request))
        elif pair:
            ask = sealing.read(body, PairAsk)
            certificate = self.certificate(ask.device, ask.public, ask.label)
            secret = sealing.sealed_to_device(PAIRING_SECRET, ask.public)
        else:
            return
        answer = sealing.signed(PairFile(certificate, "p1", secret, AGENCY), agency_signs)
        _put(room / f"pair/{file.stem}.json", sealing.written(answer))
        file.unlink()


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


class _Door(BaseHTTPRequestHandler):
    receiver: Receiver
    protocol_version = "HTTP/1.1"
    timeout = 5
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        where = self.path.removeprefix("/post/1/")
        if where == "agency":
            self._answer(200, sealing.written(AGENCY))
        elif where.startswith("receipts/"):
            self._guarded(lambda: sealing.written(self.receiver.receipt(where[9:])))
        else:
            self._answer(404, b"")

    def do_POST(self) -> None:
        size = int(self.headers["content-length"])
        body = self.rfile.read(size)
        if len(body) != size:
            self.close_connection = True
            return
        receiver = self.receiver
        doors: dict[str, Callable[[], bytes | None]] = {
            "parcels": lambda: sealing.written(receiver.take_in(body)),
            "pair": lambda: sealing.written(receiver.pair(sealing.read(body, PairAsk))),
            "request": lambda: sealing.written(receiver.renew(sealing.read(body, Request))),
            "elsewhere": lambda: receiver.elsewhere(sealing.read(body, ElsewhereAsk)),
        }
        self._guarded(doors[self.path.removeprefix("/post/1/")])

    def _guarded(self, work: Callable[[], bytes | None]) -> None:
        try:
            body = work()
        except (Refused, ParcelTrouble) as trouble:
            code = trouble.code
            self._answer(STATUS.get(code, 400), msgspec.json.encode(Refusal(code)))
            return
        self._answer(204 if body is None else 200, body or b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """Connections are cut here all the time."""


@contextmanager
def served(receiver: Receiver) -> Iterator[int]:
    """The receiver behind a port of this computer."""
    door = type("Door", (_Door,), {"receiver": receiver})
    with _Server(("127.0.0.1", 0), door) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
