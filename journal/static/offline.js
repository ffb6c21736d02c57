/* Loses nothing without network: what a form could not send is sealed and put aside on this
   device, and sent in when there is network again and its writer is signed in. It goes from the
   device only when the service has said, by what only the opened box could tell, that it is kept. */
(() => {
  "use strict";

  const { seal, nameOf, encoded, asText, asBytes, LARGEST } = window.alongsideSeal;
  const store = window.alongsideStore;
  const words = document.getElementById("offline-words").dataset;
  const forms = [...document.querySelectorAll("form[data-keeps]")];
  const news = document.createElement("div"); // what has come in, above the page
  const here = new Set(); // the forms of this page by their editors: what they hold they send
  const unsent = new Set(); // those of them that hold something the service has not got
  const EVERY = 60 * 1000; // milliseconds between two tries to send what waits
  const PATIENCE = 15 * 1000; // milliseconds to wait for an answer
  const PROBE = 8 * 1000; // milliseconds to find out whether the service is there
  const FRESH = 1000; // so long after an answer, the network is taken to be there
  const LITTLE = 5 * 1000 * 1000; // bytes: less room than this is none to rely on
  const LINES = ["failed", "waits", "locked"]; // what keep.js says of words that are not saved

  const touched = new Set(); // the forms whose words keep.js has not yet seen saved
  const pressed = new Set(); // those of them that wait for just that before they go

  let mine = null; // the key of the person whose page this is: {publicKey, name}
  let doing = Promise.resolve(); // sealing and putting away, one after another
  let answered = 0; // when the service last answered
  let probing = false;
  let through = null; // the form that may go now

  news.setAttribute("role", "status");
  document.getElementById("main").prepend(news);
  document.addEventListener("alongside:unsaved", ({ detail }) => {
    here.add(detail.editor);
    unsent.add(detail.editor);
    next(() => putAside(detail));
  });
  document.addEventListener("alongside:saved", ({ detail }) => {
    answered = Date.now();
    unsent.delete(detail.editor);
    if (detail.isAll) { [touched, pressed].forEach((some) => some.delete(formOf(detail.copy))); }
    next(() => letGo(detail));
  });
  document.addEventListener("alongside:unlocked", sendAll);
  document.addEventListener("submit", hold, { capture: true });
  document.addEventListener("input", ({ target }) => touched.add(target.form));
  addEventListener("online", sendAll);
  setInterval(sendAll, EVERY);
  prepare();

  /* Find out whether this browser can keep anything, and say so before anybody relies on it. */
  async function prepare() {
    try {
      await makeSure();
    } catch {
      mine = null;
      warn(words.cannot);
      return;
    }
    try {
      await navigator.serviceWorker.register(words.worker);
    } catch {
      warn(words.cannotOpen);
    }
    sendAll();
  }

  async function makeSure() {
    const publicKey = asBytes(words.key);
    const name = await nameOf(publicKey);
    await seal(publicKey, "", {});
    if ((await store.key())?.name !== name) { await store.useKey(publicKey, name); }
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (quota - usage < LITTLE) { throw new Error("There is no room."); }
    mine = { publicKey, name };
  }

  function warn(text) {
    for (const form of forms) {
      const said = form.querySelector(".keep-warning") ?? document.createElement("p");
      said.className = "keep-warning form-text";
      said.textContent = text;
      lineOf(form).after(said);
    }
  }

  function next(work) {
    doing = doing.then(work).catch(() => {});
  }

  async function putAside({ copy, ...payload }) {
    const form = formOf(copy);
    const { editor, sequence, fields } = payload;
    if (encoded(JSON.stringify(fields)).length > LARGEST) {
      takeBack();
      warn(words.tooLong);
      return;
    }
    try {
      const box = await seal(mine.publicKey, copy, payload);
      await store.put({ editor, sequence, copy, for: mine.name, box });
      if (form && unsent.has(editor)) { promise(form); }
      navigator.storage?.persist?.();
    } catch {
      takeBack();
      warn(words.cannot);
    }
  }

  async function letGo({ editor, sequence }) {
    if (!unsent.has(editor)) { takeBack(); }
    if (mine) { await store.remove(editor, sequence); }
  }

  /* From now on, "not saved" comes with what is true as well: that it is kept here. */
  function promise(form) {
    const line = lineOf(form);
    for (const name of LINES) {
      const plain = (line.dataset[`${name}Plain`] ??= line.dataset[name]);
      line.dataset[name] = name === "waits" ? words.noNetwork : `${plain}. ${words.aside}`;
      if (line.textContent === plain) { line.textContent = line.dataset[name]; }
    }
  }

  function takeBack() {
    for (const line of forms.map(lineOf)) {
      for (const name of LINES) {
        if (`${name}Plain` in line.dataset) { line.dataset[name] = line.dataset[`${name}Plain`]; }
      }
    }
  }

  function formOf(copy) {
    return forms.find((each) => each.elements.namedItem("copy_id").value === copy);
  }

  function lineOf(form) { return form.querySelector("[data-keep-line]"); }

  /* A form that is sent without network would take the page away: make sure before it goes. The
     first time, keep.js holds back a form that is not saved, and lets it go once it is. */
  async function hold(event) {
    const form = event.target;
    if (!forms.includes(form) || through === form || Date.now() - answered < FRESH) {
      through = null;
      return;
    }
    if (touched.has(form) && !pressed.has(form)) {
      pressed.add(form);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (probing) { return; }
    probing = true;
    const isThere = await answers();
    probing = false;
    if (isThere) {
      through = form;
      form.requestSubmit(event.submitter);
    } else {
      const line = lineOf(form);
      line.setAttribute("aria-live", "polite");
      line.textContent = unsent.size === 0 ? words.tryLater : line.dataset.waits;
    }
  }

  async function answers() {
    try {
      const options = { method: "HEAD", cache: "no-store", headers: { "X-By-Itself": "1" } };
      await fetch(words.health, { ...options, signal: AbortSignal.timeout(PROBE) });
      answered = Date.now();
      return true;
    } catch {
      return false;
    }
  }

  /* Send in what waits for this person; one tab does it for all. */
  async function sendAll() {
    if (!mine) { return; }
    await navigator.locks.request("alongside-sealed", { ifAvailable: true }, async (lock) => {
      if (!lock) { return; }
      for (const box of await store.waiting(mine.name)) {
        if (!here.has(box.editor) && !(await send(box))) { return; }
      }
    });
  }

  /* Send one; the answer is whether to go on with the next: one that is refused stops no other. */
  async function send(box) {
    try {
      const answer = await fetch(words.send, {
        method: "POST",
        body: JSON.stringify({ copy: box.copy, box: asText(box.box) }),
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-CSRFToken": document.querySelector('input[name="csrf_token"]').value,
          "X-By-Itself": "1",
        },
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      const told = (await answer.json().catch(() => null)) ?? {};
      if (answer.status === 200 && isKept(told, box)) {
        await store.remove(box.editor, box.sequence);
        tell(words.arrived, told.goOn, words.goOn.replace("#", clock(box.since)));
      } else if (told.problem) {
        tell(`${words.stays} ${told.problem}`);
      }
      return ![401, 423].includes(answer.status);
    } catch {
      return false;
    }
  }

  /* Only who has opened the box knows its editor and its count. */
  function isKept(told, box) {
    return told.asked === box.copy && told.editor === box.editor
      && told.sequence === box.sequence && /^[0-9a-f-]{36}$/.test(told.kept);
  }

  function clock(moment) {
    return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  function tell(text, address, name) {
    if ([...news.children].some((each) => !address && each.textContent === text)) { return; }
    const said = document.createElement("p");
    said.textContent = text;
    if (address?.startsWith("/")) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = name;
      said.append(" ", link);
    }
    news.className = "notice";
    news.append(said);
  }
})();
