// The QR in a picture: by the browser's own reader where it has one, else by ours.

const SIZES = [1600, 2600, 1000, 4000]; // pixels of the longer side, what mostly works first
const PATIENCE = 1500; // milliseconds for each

async function codeInPicture(file) {
  const whole = await createImageBitmap(file);
  try {
    return (await byBrowser(whole)) || byOurselves(whole);
  } finally {
    whole.close();
  }
}

// The first check code in pictures of a file; else another code, else "".
async function codeInPhotos(photos) {
  let other = "";
  for (const photo of photos) {
    const found = await codeInPicture(photo).catch(() => ""); // a broken picture has none
    if (looksLikeCode(found)) return found;
    other = other || found;
  }
  return other;
}

async function byBrowser(whole) {
  try {
    if (!("BarcodeDetector" in globalThis)) return "";
    const found = await new BarcodeDetector({ formats: ["qr_code"] }).detect(whole);
    const codes = found.map((each) => each.rawValue);
    return codes.find(looksLikeCode) || codes[0] || "";
  } catch {
    return ""; // some browsers have the name only
  }
}

function byOurselves(whole) {
  const longer = Math.max(whole.width, whole.height);
  const sizes = new Set([longer <= 2600 ? longer : 0, ...SIZES].filter((s) => s && s <= 2 * longer));
  for (const size of sizes) {
    const found = decoded(whole, size / longer);
    if (found) return found;
  }
  return "";
}

function decoded(whole, scale) {
  const width = Math.max(1, Math.round(whole.width * scale));
  const height = Math.max(1, Math.round(whole.height * scale));
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  brush.fillStyle = "#fff"; // behind a picture that lets light through
  brush.fillRect(0, 0, width, height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(whole, 0, 0, width, height);
  try {
    const { data } = brush.getImageData(0, 0, width, height);
    return qr.decodeQR({ width, height, data }, { format: "RGBA", effort: 4, timeLimit: PATIENCE });
  } catch {
    return ""; // none was found at this size
  }
}

function looksLikeCode(text) {
  try {
    return Boolean(readCode(text));
  } catch (error) {
    return error.code === "newer";
  }
}
