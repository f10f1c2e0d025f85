// What stands in a check code. The form is described in kiosk/trust/code.py; nothing is believed yet.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const CODE_DOMAIN = "dermaga check code 1\n";
const PRINT_DOMAIN = "dermaga code print 1\n";
const SIGNATURE_BYTES = 64;
const LONGEST = 2000;
const LAST_DAY = 2932896; // 9999-12-31
const MOST = 2 ** 31;

class CodeTrouble extends Error {
  constructor(code) {
    super(code);
    this.code = code; // "strange" or "newer"
  }
}

const strange = () => new CodeTrouble("strange");
const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
const same = (one, other) => one.length === other.length && one.every((b, n) => b === other[n]);

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

// RFC 9285
function base45(text) {
  const found = [];
  for (let place = 0; place < text.length; place += 3) {
    const part = text.slice(place, place + 3);
    let value = 0;
    for (let n = part.length - 1; n >= 0; n -= 1) {
      const digit = LETTERS.indexOf(part[n]);
      if (digit < 0) throw strange();
      value = value * 45 + digit;
    }
    if (part.length === 1 || value > (part.length === 3 ? 0xffff : 0xff)) throw strange();
    if (part.length === 3) found.push(value >> 8);
    found.push(value & 0xff);
  }
  return Uint8Array.from(found);
}

// As scanners and pasting bring it: line breaks, spaces around, small letters.
function tidied(text) {
  const kept = text.replace(/[\r\n\t\v\f\u00ad\u200b\ufeff]/g, "");
  const blank = "[\\s\\u001c-\\u001f\\u0085]+";
  const bare = kept.replace(new RegExp(`^${blank}`), "").replace(new RegExp(`${blank}$`), "");
  return bare.replace(/[a-z]/g, (c) => c.toUpperCase());
}

// CBOR (RFC 8949) as far as a check code needs it.
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.place = 0;
    this.depth = 0;
  }

  take(count) {
    if (count > this.bytes.length - this.place) throw strange();
    this.place += count;
    return this.bytes.subarray(this.place - count, this.place);
  }

  count(info) {
    if (info < 24) return info;
    if (info > 27) throw strange();
    return this.take(2 ** (info - 24)).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  read() {
    const [head] = this.take(1);
    const kind = head >> 5;
    if (kind === 7 || kind === 6) return this.other(kind, head & 31);
    const count = this.count(head & 31);
    if (kind === 0) return count;
    if (kind === 1) return -1 - count;
    if (kind === 2) return this.take(count);
    if (kind === 3) return this.text(count);
    return this.many(kind === 4 ? count : 2 * count, kind === 4);
  }

  text(count) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.take(count));
    } catch {
      throw strange();
    }
  }

  many(count, isArray) {
    this.depth += 1;
    if (count > this.bytes.length || this.depth > 50) throw strange();
    const found = Array.from({ length: count }, () => this.read());
    this.depth -= 1;
    return isArray ? found : null;
  }

  other(kind, info) {
    if (kind === 6 || info > 27 || info < 20) throw strange();
    if (info > 23) this.take(2 ** (info - 24));
    return null;
  }
}

function head(kind, count) {
  const size = count < 24 ? 0 : count < 0x100 ? 1 : count < 0x10000 ? 2 : 4;
  const info = [0, 24, 25, 0, 26][size] || count;
  const bytes = [kind * 32 + info];
  for (let n = size - 1; n >= 0; n -= 1) bytes.push(Math.floor(count / 256 ** n) % 256);
  return Uint8Array.from(bytes);
}

function encoded(value) {
  if (typeof value === "number") return head(0, value);
  if (typeof value === "string") {
    const raw = utf8(value);
    return joined(head(3, raw.length), raw);
  }
  return joined(head(2, value.length), value);
}

// A certificate's number made of base45's letters is an integer whose digits are 1 and its letters.
function squeezed(number) {
  if (!number || [...number].some((c) => !LETTERS.includes(c))) return number;
  let value = 1n;
  for (const letter of number) value = value * 45n + BigInt(LETTERS.indexOf(letter));
  const digits = value.toString(16);
  const even = digits.padStart(digits.length + (digits.length % 2), "0");
  return Uint8Array.from(even.match(/../g), (pair) => parseInt(pair, 16));
}

function spelt(number) {
  if (typeof number === "string") return number;
  if (!(number instanceof Uint8Array)) throw strange();
  let value = number.length ? BigInt(`0x${hex(number)}`) : 0n;
  let letters = "";
  while (value > 1n) {
    letters = LETTERS[Number(value % 45n)] + letters;
    value /= 45n;
  }
  return letters;
}

const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= MOST;
const isEight = (value) => value instanceof Uint8Array && value.length === 8;

function dateOf(days) {
  if (!isCount(days) || days > LAST_DAY) throw strange();
  return new Date(days * 86400000).toISOString().slice(0, 10);
}

const daysOf = (date) => Date.parse(`${date}T00:00:00Z`) / 86400000;

function saidOf(row) {
  if (!Array.isArray(row) || row.length < 8 || row.length > 11) throw strange();
  const [, number, name, course, hours, issued, facts, key, flags = 0, until = 0, old = ""] = row;
  const words = [name, course].every((each) => typeof each === "string" && each);
  if (!words || !isCount(hours) || !isEight(facts) || !isEight(key) || !isCount(until)) {
    throw strange();
  }
  if (!isCount(flags) || flags > 3) throw strange();
  return {
    number: spelt(number),
    name,
    course,
    hours,
    issued: dateOf(issued),
    facts,
    key,
    sample: (flags & 1) === 1,
    cut: (flags & 2) === 2,
    validUntil: until ? dateOf(until) : "",
    replaces: spelt(old),
  };
}

// The array as it must stand: no code is written in two ways.
function written(said) {
  const row = [
    1, squeezed(said.number), said.name, said.course, said.hours, daysOf(said.issued), said.facts,
    said.key, (said.sample ? 1 : 0) + (said.cut ? 2 : 0),
    said.validUntil ? daysOf(said.validUntil) : 0, squeezed(said.replaces),
  ];
  while (row[row.length - 1] === 0 || row[row.length - 1].length === 0) row.pop();
  return joined(head(4, row.length), ...row.map(encoded));
}

function readCode(text) {
  if ([...text].length > LONGEST) throw strange();
  const raw = base45(tidied(text));
  const edge = Math.max(0, raw.length - SIGNATURE_BYTES);
  const [signed, signature] = [raw.slice(0, edge), raw.slice(edge)];
  const row = new Reader(signed).read();
  if (Array.isArray(row) && typeof row[0] === "number" && row[0] > 1) throw new CodeTrouble("newer");
  const said = saidOf(row);
  if (!said.number || !same(written(said), signed)) throw strange();
  return { said, signed, signature };
}

const keyId = (key) => noble.sha256(key).slice(0, 8);
const printOf = (said) => noble.sha256(joined(utf8(PRINT_DOMAIN), written(said)));
const fingerprint = (said) => hex(printOf(said).slice(0, 16));

// Ten letters by which two people compare a code on the telephone (base32 of the fingerprint).
function lettersOf(said) {
  const bits = Array.from(printOf(said).slice(0, 7), (b) => b.toString(2).padStart(8, "0")).join("");
  const drawn = bits.match(/.{5}/g).slice(0, 10);
  const letters = drawn.map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[parseInt(five, 2)]).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

function signedBy(key, message, signature) {
  try {
    return noble.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}
