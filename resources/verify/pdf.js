// A certificate's PDF: its check code, and its own seal over all bytes (kiosk/trust/seal.py).

const SEAL_DOMAIN = "dermaga pdf seal 1\n";
const OPEN = "<dermaga:seal>";
const SEALS = /<dermaga:seal>([A-Za-z0-9+/=]{88})<\/dermaga:seal>/g;
const CODES = /<dermaga:code>([^<]{1,4000})<\/dermaga:code>/g;
const ENDS = /%%EOF(?:\r\n|\r|\n)?/g;
const MOST_ENDS = 32;
const PHOTOS = /stream\r?\n\u00ff\u00d8\u00ff/g; // a JPEG begins
const MOST_PHOTOS = 8;
const EMPTY = "A".repeat(88);

// One letter for each byte, so that places in the text are places in the file.
const lettersIn = (bytes) => new TextDecoder("windows-1252").decode(bytes);
const isPdf = (bytes) => lettersIn(bytes.subarray(0, 1024)).includes("%PDF-");

// Whole pages as photos: how office scanners put a paper into a PDF.
function photosIn(bytes) {
  const letters = lettersIn(bytes);
  const found = [...letters.matchAll(PHOTOS)].slice(0, MOST_PHOTOS);
  return found.map((photo) => {
    const start = photo.index + photo[0].length - 3;
    const end = letters.indexOf("endstream", start);
    return new Blob([bytes.slice(start, end < 0 ? bytes.length : end)], { type: "image/jpeg" });
  });
}

// The codes that its metadata tell, each once.
function codesIn(bytes) {
  const escapes = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
  const found = [...lettersIn(bytes).matchAll(CODES)];
  return [...new Set(found.map(([, code]) => code.replace(/&\w+;/g, (e) => escapes[e] || e)))];
}

function sealState(bytes, key) {
  const letters = lettersIn(bytes);
  const seals = [...letters.matchAll(SEALS)];
  if (!seals.length || (seals.length === 1 && seals[0][1] === EMPTY)) return "none";
  if (sealHolds(bytes, letters, key)) return "whole";
  for (const end of [...letters.matchAll(ENDS)].slice(0, MOST_ENDS)) {
    for (const cut of new Set([end.index + end[0].length, end.index + 5])) {
      if (cut < bytes.length && sealHolds(bytes.subarray(0, cut), letters.slice(0, cut), key)) {
        return "extended";
      }
    }
  }
  return "broken";
}

function sealHolds(bytes, letters, key) {
  const seals = [...letters.matchAll(SEALS)];
  if (seals.length !== 1 || letters.split(OPEN).length !== 2) return false;
  let signature;
  try {
    signature = fromBase64(seals[0][1]);
  } catch {
    return false;
  }
  if (btoa(String.fromCharCode(...signature)) !== seals[0][1]) return false;
  const blank = bytes.slice();
  const place = seals[0].index + OPEN.length;
  blank.fill(65, place, place + EMPTY.length);
  return signedBy(key, joined(utf8(SEAL_DOMAIN), blank), signature);
}
