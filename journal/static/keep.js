/* Keeps what is typed: sends it to the server while somebody writes, and says "Saved" only when
   the server has answered, to this very page, that it holds just that. */
(() => {
  "use strict";

  const QUIET = 3000; // milliseconds after the last key
  const LONGEST = 10000; // milliseconds between two saves while somebody goes on typing
  const PATIENCE = 15000; // milliseconds to wait for an answer
  const WAITS = [1000, 2000, 4000, 8000, 15000]; // milliseconds between tries
  const SLOW = 2000; // milliseconds after which an answer is late
  const ASIDE = 1000; // milliseconds of typing until others may put it aside on this device
  const SMALL_ENOUGH_TO_OUTLIVE_THE_PAGE = 60000; // bytes
  const NOT_TYPED = new Set(["csrf_token", "copy_id", "version", "do", "other_model"]);

  const keepers = [...document.querySelectorAll("form[data-keeps]")].map(keep);

  addEventListener("online", () => keepers.forEach((keeper) => keeper.tryNow()));
  addEventListener("pagehide", () => keepers.forEach((keeper) => keeper.leave()));
  addEventListener("pageshow", () => keepers.forEach((keeper) => keeper.comeBack()));
  addEventListener("beforeunload", (event) => {
    if (keepers.some((keeper) => keeper.wouldLose())) { event.preventDefault(); }
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") { keepers.forEach((keeper) => keeper.leave()); }
  });
  document.addEventListener("alongside:unlocked", (event) => {
    const token = event.detail?.csrf;
    if (token) {
      document.querySelectorAll('input[name="csrf_token"]').forEach((field) => { field.defaultValue = token; });
    }
    keepers.forEach((keeper) => keeper.unlocked());
  });

  function keep(form) {
    const base = form.dataset.keeps.replace(/[^/]+$/, "");
    const line = form.querySelector("[data-keep-line]");
    const copy = form.elements.namedItem("copy_id");
    const version = form.elements.namedItem("version");
    const action = new URL(form.action);
    const place = action.pathname + action.search;
    const editor = randomName();

    let kept = "typed" in form.dataset ? null : typedNow(); // what the server is known to hold
    let sequence = 0;
    let asking = null; // the request under way
    let failures = 0;
    let refused = null; // what the server said cannot be kept as it is
    let saveAt = 0; // timer
    let asideAt = 0; // timer
    let isLate = false; // the answer to what was sent is late
    let since = 0; // when the first key came that is not yet saved
    let lastSaid = ""; // what was said when it was last saved
    let spoken = ""; // the last line that was read out
    let touched = false; // somebody typed since the last try
    let pressed = null; // the button that waits until the words are kept
    let insists = false; // it has waited in vain, or is still waiting: another press goes through
    let isClear = false; // the next press may go to the server as it is
    let passing = false; // the form is on its way to the server

    form.addEventListener("input", typed);
    form.addEventListener("change", typed);
    form.addEventListener("focusout", () => { if (isUnsaved() && !failures) { save(); } });
    form.addEventListener("submit", submit);
    if (kept === null) { save(); }

    return { tryNow, unlocked, leave, comeBack, wouldLose };

    function typedNow() {
      const fields = {};
      for (const [name, value] of new FormData(form)) {
        if (NOT_TYPED.has(name) || typeof value !== "string") { continue; }
        const text = value.replace(/\r\n?/g, "\n");
        if (name in fields) { fields[name] = [].concat(fields[name], text); }
        else { fields[name] = text; }
      }
      return JSON.stringify(fields);
    }

    function isUnsaved() { return typedNow() !== kept; }

    function typed() {
      if (passing || !isUnsaved()) { return; }
      touched = true;
      since ||= Date.now();
      if (!failures) { say(line.dataset.writing, false); }
      const wait = Math.min(QUIET, Math.max(0, since + LONGEST - Date.now()));
      if (!failures || refused !== null) { plan(wait); }
      if (failures || isLate) { asideAt ||= setTimeout(aside, ASIDE); }
    }

    /* Not saved, and perhaps not soon: others may put aside what stands here by now. It comes
       before whatever is sent next. */
    function aside() {
      clearTimeout(asideAt);
      asideAt = 0;
      if (passing || !isUnsaved()) { return; }
      tell("alongside:unsaved", { copy: copy.value, ...payload(typedNow(), sequence + 1) });
    }

    function payload(text, count) {
      return { place, editor, fields: JSON.parse(text), version: Number(version.value), sequence: count };
    }

    function plan(wait) {
      clearTimeout(saveAt);
      saveAt = setTimeout(save, wait);
    }

    /* Send what stands in the form; the answer is whether the server now holds it. */
    async function save(leaving = false) {
      clearTimeout(saveAt);
      const text = typedNow();
      if (text === kept && failures === 0) {
        since = 0;
        say(lastSaid, false); // somebody typed and took it back
        return true;
      }
      if (asking && !leaving) { return asking; }
      if (text === refused) { return false; }
      since = 0;
      const sent = payload(text, ++sequence);
      const own = send(copy.value, sent, text, leaving);
      asking = own;
      const isHeld = await own;
      if (asking === own) { asking = null; }
      if (isHeld && !passing && isUnsaved()) { plan(QUIET); }
      return isHeld;
    }

    async function send(copyId, sent, text, leaving) {
      let problem;
      const late = setTimeout(() => { isLate = true; aside(); }, SLOW);
      try {
        const body = JSON.stringify(sent);
        const answer = await fetch(base + copyId, {
          method: "POST",
          body,
          headers: headers(),
          redirect: "manual",
          cache: "no-store",
          keepalive: leaving && body.length < SMALL_ENOUGH_TO_OUTLIVE_THE_PAGE,
          signal: AbortSignal.timeout(PATIENCE),
        });
        const told = await read(answer);
        if (holdsIt(answer, told, copyId, sent)) {
          saved(copyId, sent, text, told);
          return true;
        }
        problem = { status: answer.status, words: told?.problem };
      } catch {
        problem = { status: 0 };
      } finally {
        clearTimeout(late);
        isLate = false;
      }
      if (sent.sequence === sequence) { failed(copyId, sent, text, problem); }
      return false;
    }

    function headers() {
      const found = {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": form.elements.namedItem("csrf_token").value,
      };
      if (!touched) { found["X-By-Itself"] = "1"; } // a page left open keeps nobody signed in
      touched = false;
      return found;
    }

    function saved(copyId, sent, text, told) {
      if (sent.sequence !== sequence) { return; } // an older answer; a newer one is awaited
      kept = text;
      failures = 0;
      refused = null;
      insists = false;
      copy.value = told.copy;
      version.value = String(told.version);
      const words = told.apart ? line.dataset.apart : line.dataset.saved;
      lastSaid = words.replace("#", told.at);
      if (!isUnsaved()) { say(lastSaid, spoken !== line.dataset.saved); }
      spoken = line.dataset.saved;
      const isAll = !isUnsaved();
      const upTo = isAll ? sent.sequence + 1 : sent.sequence;
      tell("alongside:saved", { copy: told.copy, editor, sequence: upTo, isAll });
    }

    function failed(copyId, sent, text, problem) {
      const isLocked = [401, 423].includes(problem.status);
      const isRefused = [413, 422].includes(problem.status);
      failures += 1;
      if (isRefused) {
        refused = text;
        say(`${line.dataset.failed.split(",")[0]}. ${problem.words ?? ""}`.trim(), true);
      } else {
        say(isLocked ? line.dataset.locked : line.dataset.failed, true);
        plan(WAITS[Math.min(failures, WAITS.length) - 1]);
      }
      spoken = "";
      tell("alongside:unsaved", { copy: copyId, ...sent });
      if (isLocked) { tell("alongside:locked", { status: problem.status }); }
    }

    /* Before the form goes, its words are kept: if the server cannot be reached, the page stays.
       A second press sends it all the same. */
    async function submit(event) {
      if (isClear || (!passing && !isUnsaved() && failures === 0)) {
        isClear = false;
        passing = true;
        return;
      }
      event.preventDefault();
      if (passing) { return; }
      pressed = event.submitter ?? form;
      if (insists) { return goOn(); }
      insists = true;
      if (await saveAll() || refused !== null) { return goOn(); }
      if (!passing) { say(line.dataset.waits, true); }
    }

    async function saveAll() {
      return await save() && (!isUnsaved() || save());
    }

    function goOn() {
      if (passing) { return; }
      const button = pressed === form ? undefined : pressed;
      isClear = true;
      form.requestSubmit(button);
    }

    function tryNow() { if (failures > 0 || isUnsaved()) { save(); } }

    /* What was sent before the door opened may still be turned away: it is no answer to this. */
    async function unlocked() {
      const waited = insists;
      touched = true;
      await asking;
      if (await saveAll() && waited) { goOn(); }
    }

    function leave() { if (!passing && isUnsaved()) { save(true); } }

    function comeBack() {
      passing = insists = false;
    }

    function wouldLose() { return !passing && failures > 0 && isUnsaved(); }

    /* The line is read out when it matters: the first time, when saving fails, when it works again. */
    function say(words, aloud) {
      line.setAttribute("aria-live", aloud ? "polite" : "off");
      if (line.textContent !== words) { line.textContent = words; }
    }
  }

  async function read(answer) {
    const kind = (answer.headers.get("Content-Type") ?? "").split(";")[0].trim();
    return kind === "application/json" ? answer.json() : null;
  }

  /* Whether this answer says that the server holds just what was sent, and says it to us. */
  function holdsIt(answer, told, copyId, sent) {
    return answer.status === 200
      && told !== null && typeof told === "object"
      && told.asked === copyId
      && told.editor === sent.editor
      && told.sequence === sent.sequence
      && typeof told.copy === "string" && /^[0-9a-f-]{36}$/.test(told.copy)
      && Number.isInteger(told.version)
      && /^\d\d:\d\d$/.test(told.at);
  }

  function tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail }));
  }

  function randomName() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
})();
