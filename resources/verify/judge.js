// Whether a check code holds, by what this page knows. The rules are those of kiosk/trust/judge.py.

const DEVICE_DOMAIN = "dermaga device 1\n";
const DAY = 86400000;

const dateAt = (moment) => new Date(moment).toISOString().slice(0, 10);
const firstDay = (paper) => dateAt(paper.since);
const lastDay = (paper) => (paper.until ? dateAt(paper.until + DAY) : "9999-12-31");

// `said` is the device's certificate as the agency signed it: what is read is what was verified.
function memberOf(each, agency) {
  const message = utf8(DEVICE_DOMAIN + each.said);
  const paper = JSON.parse(each.said);
  const key = fromBase64(paper.public);
  const holds = () => agency !== null && signedBy(agency, message, fromBase64(each.signature));
  return { paper, key, label: paper.label, holds, upheld: new Set(each.upheld) };
}

function knownOf(table) {
  const agency = table.agency ? fromBase64(table.agency.sign) : null;
  return {
    agency: table.agency ? table.agency.name : "",
    members: table.members.map((each) => memberOf(each, agency)),
    own: table.own.map((each) => ({ key: fromBase64(each.public), label: each.label })),
    revoked: table.revoked,
    devices: table.devices,
    asOf: table.as_of,
  };
}

// Whose key it may be, those whom the agency vouches for first; of two the later serial.
function signersOf(key, known) {
  const fits = (each) => same(keyId(each.key), key);
  const members = known.members.filter((each) => fits(each) && each.holds());
  members.sort((a, b) => b.paper.serial - a.paper.serial);
  return [...members, ...known.own.filter(fits)];
}

function judge(text, known, today) {
  let coded;
  try {
    coded = readCode(text);
  } catch (error) {
    if (!(error instanceof CodeTrouble)) throw error;
    return { state: error.code, said: null };
  }
  const { said, signed, signature } = coded;
  const signers = signersOf(said.key, known);
  if (!signers.length) return { state: "unknown-key", said };
  const message = joined(utf8(CODE_DOMAIN), signed);
  const signer = signers.find((each) => signedBy(each.key, message, signature));
  if (!signer) return verdict("altered", said, signers[0], known);
  return weighed(said, signer, known, today);
}

function weighed(said, signer, known, today) {
  if (said.sample) return verdict("sample", said, signer, known);
  if (Object.hasOwn(known.revoked, said.number)) {
    return verdict("revoked", said, signer, known, known.revoked[said.number]);
  }
  const member = signer.paper;
  if (member && !signer.upheld.has(fingerprint(said))) {
    if (Object.hasOwn(known.devices, member.device)) {
      return verdict("device-revoked", said, signer, known, known.devices[member.device]);
    }
    if (said.issued < firstDay(member) || said.issued > lastDay(member)) {
      return verdict("not-upheld", said, signer, known);
    }
  }
  if (said.validUntil && said.validUntil < today) return verdict("expired", said, signer, known);
  return verdict(member ? "valid" : "own", said, signer, known);
}

function verdict(state, said, signer, known, why = {}) {
  return {
    state,
    said,
    issuer: signer.label,
    agency: signer.paper ? known.agency : "",
    key: signer.key,
    reason: why.reason || "",
    date: why.date || "",
    replacedBy: why.replaced_by || "",
  };
}
