"use strict";
// Looks at a portfolio's ZIP in the browser and says in words whether it is as it was signed.
// The rules are those of verifying.py; nothing is fetched, nothing is kept.

const MANIFEST = "manifest.json", SIGNATURE = "manifest.sig", FORMAT = "alongside-portfolio-1";
const LONGEST_LIST = 8 * 1024 * 1024, MOST_TIMES = 20, ALWAYS_FINE = 64 * 1024 * 1024;
const END = 22, CENTRAL = 46, LOCAL = 30;
const LONG_END = 56 + 20, LONGEST_REMARK = 65536, MORE_THAN_IT_CAN_SAY = 0xffff;
const NO_ZIP = "The ZIP is not whole, or its own list of its files was changed.";
const NOT_OURS = "Nothing was checked. Please choose the ZIP that the portfolio came in, just as you were given it: "
  + "not a file out of it, and not packed again.";
const UNREADABLE = "This file cannot be read. Is it still there? Please choose it once more.";
const words = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const anyWords = new TextDecoder("utf-8", { ignoreBOM: true });

class Problem extends Error {}
class Stranger extends Error {} // another file, picked by mistake: nothing is said of the portfolio

const bytesOf = async (file, from, to) => new DataView(await file.slice(from, to).arrayBuffer());
const text = (view, at, length, flags) =>
  (flags & 0x800 ? words : anyWords).decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
const same = (one, other) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

const table = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

async function hex(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
const fingerprint = async (key) => (await hex(key)).match(/.{4}/g).join(" ");
function fromBase64(written) {
  return Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
}

// The ZIP's own list of its files.

async function beginsAsAZip(file) {
  return same(new Uint8Array(await file.slice(0, 4).arrayBuffer()), Uint8Array.of(0x50, 0x4b, 3, 4));
}

async function endOf(file) {
  const tailAt = Math.max(0, file.size - END - LONGEST_REMARK);
  const tail = await bytesOf(file, tailAt, file.size);
  let at = tail.byteLength - END;
  while (at >= 0 && tail.getUint32(at, true) !== 0x06054b50) at -= 1;
  if (at < 0) throw await beginsAsAZip(file) ? new Problem(NO_ZIP) : new Stranger();
  const said = tail.getUint16(at + 10, true);
  const long = at - LONG_END; // where a ZIP of more than 4 GB says it
  if (long >= 0 && tail.getUint32(at - 20, true) === 0x07064b50 && tail.getUint32(long, true) === 0x06064b50) {
    const number = (from) => Number(tail.getBigUint64(long + from, true));
    return { at: tailAt + long, said, length: number(40), begins: number(48) };
  }
  return { at: tailAt + at, said, length: tail.getUint32(at + 12, true), begins: tail.getUint32(at + 16, true) };
}

async function listOf(file) {
  const { at, said, length, begins } = await endOf(file);
  const start = at - length;
  const shift = start - begins; // not 0 where something was put before, or taken away
  if (start < 0) throw new Problem(NO_ZIP);
  const list = await bytesOf(file, start, at);
  const entries = [];
  let place = 0;
  while (place < length) {
    if (place + CENTRAL > length || list.getUint32(place, true) !== 0x02014b50) throw new Problem(NO_ZIP);
    const named = list.getUint16(place + 28, true);
    if (place + CENTRAL + named > length) throw new Problem(NO_ZIP);
    entries.push({
      name: text(list, place + CENTRAL, named, list.getUint16(place + 8, true)),
      flags: list.getUint16(place + 8, true),
      method: list.getUint16(place + 10, true),
      packed: list.getUint32(place + 20, true),
      size: list.getUint32(place + 24, true),
      at: list.getUint32(place + 42, true) + shift,
    });
    place += CENTRAL + named + list.getUint16(place + 30, true) + list.getUint16(place + 32, true);
  }
  const isWhole = [entries.length, MORE_THAN_IT_CAN_SAY].includes(said);
  if (isWhole && !entries.some(({ name }) => [MANIFEST, SIGNATURE].includes(name))) throw new Stranger();
  return entries;
}

function isSafe(name) {
  const odd = /[\\:\u0000-\u001f\u007f-\u009f]/.test(name);
  return !odd && name.split("/").every((part) => !["", ".", ".."].includes(part));
}

function* nameProblems(entries) {
  const counted = new Map();
  for (const { name } of entries) counted.set(name, (counted.get(name) || 0) + 1);
  for (const [name, times] of counted) {
    if (times > 1) yield `${name} is in the ZIP ${times} times.`;
    if (!isSafe(name)) yield `${name} is a name that could lead out of a folder. Do not unpack this.`;
  }
}

function refuseTooMuch(entries, length) {
  const total = (of) => entries.reduce((sum, entry) => sum + entry[of], 0);
  if (total("packed") > length || total("size") > Math.max(ALWAYS_FINE, MOST_TIMES * length)) {
    throw new Problem("The ZIP says it holds far more than it can. It was not read any further.");
  }
  if (entries.some((entry) => ![0, 8].includes(entry.method) || entry.flags & 1)) {
    throw new Problem("The ZIP was packed in a way that no portfolio is. It was not read any further.");
  }
}

// One file out of it: never more than it may have, and nothing where it is damaged.

async function contentOf(file, entry, most) {
  const head = await bytesOf(file, entry.at, entry.at + LOCAL);
  if (head.byteLength < LOCAL || head.getUint32(0, true) !== 0x04034b50) return null;
  const from = entry.at + LOCAL + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = file.slice(from, from + entry.packed);
  if (packed.size !== entry.packed) return null;
  if (entry.method === 0) return packed.size > most ? null : new Uint8Array(await packed.arrayBuffer());
  const parts = [];
  let size = 0;
  try {
    const reader = packed.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      size += step.value.length;
      if (size > most) return null;
      parts.push(step.value);
    }
  } catch {
    return null;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// The signed list.

function readManifest(bytes) {
  try {
    const told = JSON.parse(words.decode(bytes));
    const key = fromBase64(told.signed_by.public_key);
    const fine = told.format === FORMAT && told.signed_by.algorithm === "Ed25519" && key.length === 32
      && told.files.every((each) => typeof each.path === "string" && typeof each.sha256 === "string"
        && Number.isSafeInteger(each.size) && each.size >= 0);
    return fine ? { ...told, key } : null;
  } catch {
    return null;
  }
}

async function isSigned(manifest, bytes, signature) {
  let key;
  try {
    key = await crypto.subtle.importKey("raw", manifest.key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  try {
    const written = words.decode(signature);
    const raw = fromBase64(written.trim());
    if (`${btoa(String.fromCharCode(...raw))}\n` !== written) return false;
    return await crypto.subtle.verify({ name: "Ed25519" }, key, raw, bytes);
  } catch {
    return false;
  }
}

function* listProblems(names, expected) {
  for (const name of new Set(names)) {
    if (!expected.includes(name)) yield `${name} was added: it is not in the signed list.`;
  }
  for (const name of expected) {
    if (!names.includes(name)) yield `${name} was taken away: it is in the signed list.`;
  }
  const sorted = (some) => [...some].sort().join("\n");
  if (names.join("\n") !== expected.join("\n") && sorted(names) === sorted(expected)) {
    yield "The files do not stand in the order in which they were signed.";
  }
}

// Every byte of the ZIP that is not of a file, as zips.py writes it.

function wrapping(members) {
  const numbers = (...pairs) => pairs.flatMap(([value, length]) =>
    Array.from({ length }, (_, at) => Math.floor(value / 256 ** at) % 256));
  const encoder = new TextEncoder();
  const heads = [], directory = [];
  let at = 0;
  for (const { name, size, crc } of members) {
    const named = [...encoder.encode(name)];
    const about = numbers([0x800, 2], [0, 2], [0, 2], [0x21, 2], [crc, 4], [size, 4], [size, 4],
      [named.length, 2], [0, 2]);
    heads.push([0x50, 0x4b, 3, 4, 20, 0, ...about, ...named]);
    directory.push(0x50, 0x4b, 1, 2, 20, 0, 20, 0, ...about,
      ...numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), ...named);
    at += heads[heads.length - 1].length + size;
  }
  const end = numbers([0, 2], [0, 2], [members.length, 2], [members.length, 2],
    [directory.length, 4], [at, 4], [0, 2]);
  return { heads, tail: [...directory, 0x50, 0x4b, 5, 6, ...end] };
}

async function wrappingProblem(file, members) {
  const { heads, tail } = wrapping(members);
  const again = (where) => `Each file is as it was signed, but the ZIP around them, ${where}, was changed or packed again.`;
  const found = async (from, length) => new Uint8Array(await file.slice(from, from + length).arrayBuffer());
  let at = 0;
  for (const [number, member] of members.entries()) {
    const head = heads[number];
    if (!same(await found(at, head.length), Uint8Array.from(head))) return again(`before ${member.name}`);
    at += head.length + member.size;
  }
  return same(await found(at, tail.length + 1), Uint8Array.from(tail)) ? null : again("after the last of them");
}

// All of it.

async function check(file, tell) {
  const problems = [];
  const entries = await listOf(file);
  problems.push(...nameProblems(entries));
  refuseTooMuch(entries, file.size);
  const names = entries.map((entry) => entry.name);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const missing = [MANIFEST, SIGNATURE].filter((needed) => !byName.has(needed))
    .map((needed) => `${needed} is missing: nothing here can be checked without it.`);
  if (missing.length) throw new Problem([...problems, ...missing].join("\n"));
  const listed = await contentOf(file, byName.get(MANIFEST), LONGEST_LIST);
  const signature = await contentOf(file, byName.get(SIGNATURE), LONGEST_LIST);
  const manifest = listed && readManifest(listed);
  if (!manifest) throw new Problem([...problems, `${MANIFEST} was changed: it cannot be read any more.`].join("\n"));
  const signed = signature ? await isSigned(manifest, listed, signature) : false;
  if (signed === false) {
    problems.push(`${MANIFEST} or ${SIGNATURE} was changed: the signature does not fit the list of files.`);
  }
  problems.push(...listProblems(names, [...manifest.files.map((each) => each.path), MANIFEST, SIGNATURE]));
  const members = [];
  for (const each of manifest.files) {
    tell(`Looking at ${each.path} ...`);
    const entry = byName.get(each.path);
    const bytes = entry && await contentOf(file, entry, each.size);
    if (entry && (!bytes || bytes.length !== each.size || await hex(bytes) !== each.sha256)) {
      problems.push(`${each.path} was changed.`);
    }
    members.push({ name: each.path, size: each.size, crc: bytes ? crc32(bytes) : 0 });
  }
  for (const [name, bytes] of [[MANIFEST, listed], [SIGNATURE, signature]]) {
    members.push({ name, size: bytes ? bytes.length : 0, crc: bytes ? crc32(bytes) : 0 });
  }
  if (!problems.length) {
    const around = await wrappingProblem(file, members);
    if (around) problems.push(around);
  }
  return { manifest, signed, problems };
}

// What the person sees. Every word from the ZIP is put in as text.

const result = document.getElementById("result");

function put(kind, words_, className, parent = result) {
  const made = document.createElement(kind);
  if (className) made.className = className;
  if (words_) made.textContent = words_;
  parent.append(made);
  return made;
}

function showProblems(problems) {
  put("p", "This is not as it was signed.", "changed");
  const list = put("ul");
  for (const problem of problems) put("li", problem, "", list);
}

function showStranger() {
  put("p", "This is not a portfolio's ZIP.", "stranger");
  put("p", NOT_OURS);
}

function isUnreadable(error) { // taken away or changed since it was picked: the browser says so
  return error instanceof DOMException && ["NotReadableError", "NotFoundError"].includes(error.name);
}

function inWords(day) {
  const found = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : NaN;
  const how = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return Number.isNaN(Number(found)) ? day : found.toLocaleDateString("en-GB", how);
}

async function show({ manifest, signed, problems }) {
  result.textContent = "";
  if (problems.length) {
    showProblems(problems);
  } else if (signed === null) {
    put("p", "Each file fits the list, but this browser cannot check the signature under the list. "
      + "Please try a newer browser.", "changed");
  } else {
    put("p", `Nothing was changed: all ${manifest.files.length} files are, byte for byte, as they were signed.`, "intact");
  }
  const facts = put("dl");
  const made = manifest.made_of;
  for (const [label, value, className] of [
    ["Title", made.title], ["Of", made.author], ["As it stood on", inWords(made.as_it_stood_on)],
    ["Signed in the name of", manifest.signed_by.organisation],
    ["The key's fingerprint", await fingerprint(manifest.key), "fingerprint"],
    ["Compare it with the one shown at", manifest.signed_by.compare_with],
  ]) {
    put("dt", label, "", facts);
    put("dd", String(value), className || "", facts).dir = "auto";
  }
}

document.getElementById("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  result.textContent = "Looking ...";
  try {
    await show(await check(file, (now) => { result.textContent = now; }));
  } catch (error) {
    result.textContent = "";
    if (error instanceof Stranger) showStranger();
    else if (isUnreadable(error)) put("p", UNREADABLE, "stranger");
    else showProblems(error instanceof Problem ? error.message.split("\n") : [NO_ZIP]);
  }
});
