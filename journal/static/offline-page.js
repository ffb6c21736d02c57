/* The page without network: seals what is typed as it is typed, and says how much waits. */
(() => {
  "use strict";

  const { seal, encoded, LARGEST } = window.alongsideSeal;
  const store = window.alongsideStore;
  const PLACE = "/entries/new?kind=reflection&model=free"; // where the text will be gone on with
  const QUIET = 500; // milliseconds after the last key
  const NO_KEY = "No journal has been opened on this device yet, so there is nobody to seal a text for. Please write somewhere else for now.";
  const CANNOT = "Without network, this browser cannot keep what you write. Please write somewhere else for now.";
  const TOO_LONG = "This is longer than can be kept. Please put it with what waits, and write on.";

  const find = (name) => document.querySelector(`[data-${name}]`);
  const title = document.getElementById("offline-title");
  const text = document.getElementById("offline-text");
  const line = find("line");

  let key = null;
  let page = fresh();
  let sealedText = typedNow(); // what is known to lie sealed
  let doing = Promise.resolve();
  let timer = 0;

  [title, text].forEach((field) => field.addEventListener("input", typed));
  find("done").addEventListener("click", done);
  find("try").addEventListener("click", tryAgain);
  addEventListener("online", () => { find("back").textContent = "The network seems to be back."; });
  addEventListener("pagehide", sealNow);
  addEventListener("beforeunload", (event) => { if (typedNow() !== sealedText) { event.preventDefault(); } });
  document.addEventListener("visibilitychange", sealNow);
  prepare();

  async function prepare() {
    try {
      key = await store.key();
      if (key) { await seal(key.publicKey, crypto.randomUUID(), {}); }
    } catch {
      return cannot(CANNOT);
    }
    if (!key) { return cannot(NO_KEY); }
    find("write").hidden = false;
    await count();
  }

  function cannot(words) {
    find("cannot").textContent = words;
    find("cannot").hidden = false;
  }

  /* A text of its own: a new page, as far as the service is concerned. */
  function fresh() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const editor = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { copy: crypto.randomUUID?.(), editor, sequence: 0, dated: today() };
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0")).join("-");
  }

  function typedNow() {
    return JSON.stringify([title.value, text.value]);
  }

  function typed() {
    say("Writing …");
    clearTimeout(timer);
    timer = setTimeout(sealNow, QUIET);
  }

  function sealNow() {
    clearTimeout(timer);
    doing = doing.then(sealWhatIsTyped).catch(() => say(CANNOT));
    return doing;
  }

  async function sealWhatIsTyped() {
    const now = typedNow();
    if (!key || now === sealedText) { return; }
    const fields = { title: title.value, text: text.value, dated: page.dated };
    if (encoded(JSON.stringify(fields)).length > LARGEST) { say(TOO_LONG); return; }
    const { copy, editor } = page;
    const payload = { place: PLACE, fields, editor, version: 0, sequence: ++page.sequence };
    const box = await seal(key.publicKey, copy, payload);
    await store.put({ editor, sequence: payload.sequence, copy, for: key.name, box });
    sealedText = now;
    if (typedNow() === now) { say(`Kept on this device, sealed, at ${clock(new Date())}`); }
    navigator.storage?.persist?.();
    await count();
  }

  /* The text lies sealed; now it goes from the screen as well. */
  async function done() {
    await sealNow();
    if (typedNow() !== sealedText) { return; }
    title.value = text.value = "";
    page = fresh();
    sealedText = typedNow();
    say("It waits here, sealed. You can write something else.");
    text.focus();
  }

  async function count() {
    const boxes = await store.waiting(key.name);
    if (boxes.length === 0) { return; }
    const since = new Date(boxes[0].since);
    const isToday = since.toDateString() === new Date().toDateString();
    const day = isToday ? "" : `${since.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, `;
    const [many, wait] = boxes.length === 1 ? ["1 text", "waits"] : [`${boxes.length} texts`, "wait"];
    find("waiting").textContent = `${many} ${wait} here, sealed, since ${day}${clock(since)}.`;
  }

  function clock(moment) {
    return moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  async function tryAgain() {
    await sealNow();
    if (location.pathname === "/offline") { location.assign("/"); } else { location.reload(); }
  }

  /* Read out when it says something new; not for every letter. */
  function say(words) {
    if (line.textContent !== words) { line.textContent = words; }
  }
})();
