// What the person does, and what is shown. Words of a code reach the page as text only.

const OLD_DAYS = 30;
const ICONS = {
  good: ["M21.8 10A10 10 0 1 1 17 3.34", "m9 11 3 3L22 4"],
  bad: ["M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20", "m15 9-6 6", "m9 9 6 6"],
  care: ["m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3Z", "M12 9v4", "M12 17h.01"],
};
const KINDS = {
  valid: "good", altered: "bad", revoked: "bad", "device-revoked": "bad", "changed-file": "bad",
  "unknown-key": "bad",
};
const BELIEVED = new Set(["valid", "own", "expired", "revoked", "sample", "changed-file"]);

const at = (id) => document.getElementById(id);
const origin = JSON.parse(at("known").textContent);
const known = knownOf(origin);
let language = "id";
let shown = null; // the last answer: {verdict, seal}, or null
let turn = 0; // of two files the later counts

const words = () => WORDS[language];

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

function made(name, text = "", className = "") {
  const element = document.createElement(name);
  element.textContent = text;
  if (className) element.className = className;
  return element;
}

function icon(kind) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  for (const line of ICONS[kind]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", line);
    drawing.append(path);
  }
  return drawing;
}

function values(verdict) {
  const until = verdict.said && verdict.said.validUntil;
  return {
    agency: verdict.agency || known.agency,
    whom: known.agency || words().agencyIt,
    issuer: verdict.issuer || "",
    until: until ? dateWords(until, language) : "",
  };
}

function banner(verdict, seal) {
  const unsure = verdict.state === "valid" && (seal === "extended" || seal === "none");
  const kind = unsure ? "care" : KINDS[verdict.state] || "care";
  const [title, about] = words().states[verdict.state];
  const lines = [filled(about, values(verdict))];
  if (verdict.reason) lines.push(filled(words().reason, { reason: verdict.reason.replace(/\.$/, "") }));
  if (verdict.date) lines.push(filled(words().since, { date: dateWords(verdict.date, language) }));
  if (verdict.replacedBy) lines.push(filled(words().replaced, { number: verdict.replacedBy }));
  const text = made("div");
  text.append(made("h2", unsure ? words().compare : title), made("p", lines.join(" ")));
  if (seal && seal !== "broken") text.append(made("p", words().seal[seal]));
  const whole = made("div", "", `banner ${kind}`);
  whole.dataset.state = verdict.state;
  whole.append(icon(kind), text);
  return whole;
}

function rowsOf(verdict) {
  const { said } = verdict;
  const inWords = (date) => (date ? dateWords(date, language) : "");
  return Object.entries({
    number: said.number,
    name: said.name,
    course: said.course,
    hours: filled(words().hours, { n: said.hours }),
    issued: inWords(said.issued),
    validUntil: inWords(said.validUntil),
    replaces: said.replaces,
    issuer: verdict.issuer || "",
    letters: lettersOf(said),
  }).filter(([, value]) => value);
}

function details(verdict) {
  const believed = BELIEVED.has(verdict.state);
  const list = made("dl", "", believed ? "" : "doubted");
  for (const [name, value] of rowsOf(verdict)) {
    list.append(made("dt", words().rows[name]), made("dd", value, name === "letters" ? "letters" : ""));
  }
  const parts = [made("p", believed ? words().telling : words().unbelieved, "small"), list];
  if (verdict.said.cut) parts.push(made("p", words().cut, "small"));
  parts.push(made("p", words().phone, "small"));
  return parts;
}

function age() {
  if (known.asOf === null) return made("p", words().never, "small age old");
  const date = dateAt(known.asOf + 7 * 3600000); // Sibolga's day
  const days = Math.floor((Date.now() - known.asOf) / DAY);
  const ago = days < 0 ? "ahead" : days === 0 ? "today" : "day";
  const told = filled(words().asOf, {
    date: dateWords(date, language), age: filled(words()[ago], { n: days }),
  });
  const old = days > OLD_DAYS;
  return made("p", old ? `${told} ${words().old}` : told, old ? "small age old" : "small age");
}

function draw() {
  document.documentElement.lang = language;
  document.title = words().title;
  for (const each of document.querySelectorAll("[data-word]")) {
    each.textContent = words()[each.dataset.word];
  }
  at("language").textContent = words().other;
  at("language").lang = language === "id" ? "en" : "id";
  const by = origin.origin === "agency" ? words().byAgency : words().byKiosk;
  document.querySelector(".by").textContent = filled(by, { name: origin.name });
  const key = known.agency
    ? filled(words().digits, { agency: known.agency, digits: origin.digits })
    : words().alone;
  document.querySelector("footer").replaceChildren(made("p", key), made("p", words().plain));
  if (shown) answer(shown.verdict, shown.seal);
  else at("answer").replaceChildren(made("p", words().waiting, "waiting"), age());
}

function answer(verdict, seal = "") {
  shown = { verdict, seal };
  const parts = [banner(verdict, seal)];
  if (verdict.said) parts.push(...details(verdict));
  parts.push(age());
  at("answer").replaceChildren(...parts);
  if (window.matchMedia("(max-width: 56rem)").matches) at("answer").scrollIntoView();
}

// What is printed near the QR and is taken for its code.
function typedState(text) {
  const letters = text.trim().toUpperCase();
  if (/^[A-Z2-7]{5}-?[A-Z2-7]{5}$/.test(letters)) return "letters";
  return /^[A-Z2-7]{5}(-?[A-Z2-7]{5}){3}$/.test(letters) ? "old-code" : "strange";
}

function checkText(text) {
  turn += 1;
  const verdict = judge(text, known, today());
  if (verdict.state === "strange") verdict.state = typedState(text);
  if (text.trim()) answer(verdict);
  at("code").select(); // the next scan takes its place
}

// A PDF: its code, and whether the file is as it was issued; of a scan, the code in its pictures.
async function pdfVerdict(bytes) {
  const codes = codesIn(bytes);
  if (codes.length > 1) return [{ state: "many-codes", said: null }, ""];
  if (!codes.length) {
    const code = await codeInPhotos(photosIn(bytes));
    return [code ? judge(code, known, today()) : { state: "no-code", said: null }, ""];
  }
  const verdict = judge(codes[0], known, today());
  if (!verdict.key || verdict.state === "altered") return [verdict, ""];
  const seal = sealState(bytes, verdict.key);
  return [seal === "broken" ? { ...verdict, state: "changed-file" } : verdict, seal];
}

async function fileVerdict(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isPdf(bytes)) return pdfVerdict(bytes);
  let code;
  try {
    code = await codeInPicture(file);
  } catch {
    return [{ state: "unreadable", said: null }, ""];
  }
  return [code ? judge(code, known, today()) : { state: "no-qr", said: null }, ""];
}

async function checkFile(file) {
  if (!file) return;
  turn += 1;
  const mine = turn;
  shown = null;
  at("answer").replaceChildren(made("p", words().reading, "waiting"));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const [verdict, seal] = await fileVerdict(file);
  if (mine === turn) answer(verdict, seal);
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  checkText(at("code").value);
});
at("code").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  checkText(at("code").value);
});
at("language").addEventListener("click", () => {
  language = language === "id" ? "en" : "id";
  draw();
});
for (const [button, input] of [["choose", "file"], ["photo", "camera"]]) {
  at(button).addEventListener("click", () => at(input).click());
  at(input).addEventListener("change", (event) => {
    checkFile(event.target.files[0]);
    event.target.value = "";
  });
}
// A scanner types wherever the focus is: its letters belong in the box.
document.addEventListener("keydown", (event) => {
  const letter = event.key.length === 1 && event.key !== " ";
  if (!letter || event.ctrlKey || event.altKey || event.metaKey || event.target === at("code")) return;
  at("code").value = "";
  at("code").focus();
});
document.addEventListener("paste", (event) => checkFile(event.clipboardData.files[0]));
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
for (const name of ["dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    if (name === "drop") checkFile(event.dataTransfer.files[0]);
  });
}
draw();
// The first signature takes 20 times as long as the next: let it be none that somebody waits for.
setTimeout(() => known.members.slice(0, 1).forEach((each) => each.holds()));
