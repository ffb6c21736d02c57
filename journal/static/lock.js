/* The lock: after half an hour without anybody, the page is covered where it stands, and the
   password or a passkey uncovers it with everything that was typed. The service decides by
   itself whether it is locked; this only makes the wait visible and loses nothing by it.

   Other scripts say `alongside:locked` on the document when an answer was 401 or 423, and
   hear `alongside:unlocked` with a fresh token for their forms. */
(() => {
  "use strict";

  const QUIET = 30 * 60 * 1000; // so long without a key, a pointer or a touch
  const TELL = 5 * 60 * 1000; // how often the service hears that somebody is here
  const SHARE = 10 * 1000; // how often other tabs hear it
  const LOOK = 15 * 1000; // how often the clock is looked at: timers sleep with the machine
  const PAUSE = 1000; // nobody is interrupted in the middle of a word
  const ACTS = ["pointerdown", "pointermove", "keydown", "input", "touchstart", "wheel"];

  const made = document.getElementById("lock-screen");
  const words = made.dataset;
  const screen = made.content.querySelector("dialog").cloneNode(true);
  const form = screen.querySelector("form");
  const problem = screen.querySelector("#lock-problem");
  const password = screen.querySelector("#lock-password");
  const email = screen.querySelector("#lock-email");
  const passkey = screen.querySelector("#lock-passkey");
  const tabs = new BroadcastChannel("alongside-lock");

  let here = Date.now(); // when somebody was last here, in any tab of this person
  let shared = here;
  let told = here;
  let cameIn = 0; // when somebody last uncovered this page
  let renewed = 0; // when the forms last got a token: not again and again for the same refusal
  let pause = 0; // timer
  let covered = false;
  let title = document.title;
  let busy = false;

  document.body.append(screen);
  document.querySelectorAll("[data-locks]").forEach((each) => {
    each.hidden = false;
    each.addEventListener("submit", (event) => { event.preventDefault(); lock(); });
  });
  ACTS.forEach((act) => addEventListener(act, somebody, { capture: true, passive: true }));
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  addEventListener("pageshow", (event) => { if (event.persisted) { askAndSettle(); } });
  document.addEventListener("alongside:locked", () => askAndSettle());
  screen.addEventListener("cancel", (event) => event.preventDefault());
  screen.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); }
  });
  screen.addEventListener("close", () => { if (covered) { screen.showModal(); } });
  form.addEventListener("submit", (event) => { event.preventDefault(); comeBack(); });
  passkey.addEventListener("click", () => openWith(async (standing) => (
    window.alongsidePasskeys.unlock(words.passkey, standing.csrf)
  )));
  tabs.addEventListener("message", hear);
  say({ opened: true });

  /* Somebody is here: other tabs of theirs stay open too, and the service is told at times. */
  function somebody(event) {
    if (covered || !event.isTrusted) { return; }
    const now = Date.now();
    if (now - here > QUIET) { lock(); return; }
    here = now;
    if (now - shared > SHARE) { shared = now; say({ here }); }
    if (now - told > TELL) { told = now; tell(); }
  }

  async function tell() {
    try {
      const answer = await fetch(words.stillHere, { headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.status === 423) { askAndSettle(); }
    } catch { /* Offline: the page stays open, and what is typed stays in it. */ }
  }

  function look() {
    if (!covered && Date.now() - here > QUIET) { lock(); }
  }

  /* Lock this page, every other tab, and the service. */
  async function lock() {
    cover("locked");
    say({ locked: true });
    try {
      const standing = await ask();
      if (standing.mark === words.pageOf) { await post(words.lock, standing.csrf, {}); }
      settle(standing);
    } catch { /* Offline: the page is covered all the same. */ }
  }

  /* The service refused something, or another tab was opened: there may be a new sign-in behind
     it, whose token the forms need. Cover the page only if it is really closed. */
  async function askAndSettle({ isNews = false } = {}) {
    const since = Date.now();
    try {
      const standing = await ask();
      if (since < cameIn) { return; } // what was heard is older than that
      if (standing.state === "open" && standing.mark === words.pageOf && !covered) {
        if (isNews || Date.now() - renewed > PAUSE) { renew(standing.csrf); }
      } else {
        settle(standing);
        coverAtAPause(wayIn(standing));
      }
    } catch { /* Offline: nothing can be said, so nothing changes. */ }
  }

  function wayIn(standing) {
    const same = standing.mark === words.pageOf && standing.state !== "signed-out";
    return same ? "locked" : "signed-out";
  }

  /* Ask for what is needed: the password, and the e-mail too when the sign-in is over. */
  function settle(standing) {
    const way = wayIn(standing);
    screen.dataset.way = way;
    screen.querySelectorAll("[data-locked]").forEach((each) => {
      each.textContent = way === "locked" ? each.dataset.locked : each.dataset.signedOut;
    });
    screen.querySelector("[data-when]").hidden = way === "locked";
    screen.querySelector(".lock-leave").hidden = way !== "locked";
    passkey.hidden = !(way === "locked" && standing.passkey && window.alongsidePasskeys);
    putToken(screen.querySelector(".lock-leave"), standing.csrf);
  }

  /* What is typed while the page is being covered would go nowhere. */
  function coverAtAPause(way) {
    clearTimeout(pause);
    if (Date.now() - here < PAUSE) { pause = setTimeout(coverAtAPause, PAUSE / 4, way); } else { cover(way); }
  }

  function cover(way) {
    if (covered) { return; }
    covered = true;
    screen.dataset.way ??= way;
    problem.textContent = "";
    password.value = "";
    title = document.title;
    document.title = "Locked – Alongside";
    document.querySelectorAll(":popover-open").forEach((each) => each.hidePopover());
    document.querySelectorAll("dialog[open]").forEach((each) => each.setAttribute("inert", ""));
    document.documentElement.classList.add("is-locked");
    document.getElementById("main").inert = true;
    screen.returnTo = document.activeElement;
    screen.showModal();
    (screen.dataset.way === "locked" ? password : email).focus();
  }

  function uncover(csrf) {
    clearTimeout(pause);
    covered = false;
    here = shared = told = cameIn = Date.now();
    delete screen.dataset.way;
    password.value = "";
    document.title = title;
    document.documentElement.classList.remove("is-locked");
    document.getElementById("main").inert = false;
    document.querySelectorAll("dialog[open][inert]").forEach((each) => each.removeAttribute("inert"));
    screen.close();
    screen.returnTo?.focus?.();
    renew(csrf);
  }

  /* Every form of this page gets the token that the service takes now. */
  function renew(csrf) {
    renewed = Date.now();
    document.querySelectorAll("form").forEach((each) => putToken(each, csrf, false));
    document.dispatchEvent(new CustomEvent("alongside:unlocked", { detail: { csrf } }));
  }

  function putToken(where, csrf, add = true) {
    let field = where.querySelector("[name=csrf_token]");
    if (!field && !add) { return; }
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = "csrf_token";
      where.append(field);
    }
    field.defaultValue = csrf; // which no browser puts back after a reload, as Firefox does a value
  }

  async function comeBack() {
    await openWith(async (standing) => {
      const typed = { password: password.value };
      if (wayIn(standing) === "locked") { return post(words.unlock, standing.csrf, typed); }
      if (screen.dataset.way !== "signed-out" || !email.value) {
        settle(standing);
        throw new Error("Please type your e-mail address too.");
      }
      Object.assign(typed, { email: email.value, "page-of": words.pageOf });
      return post(words.signIn, standing.csrf, typed);
    });
  }

  /* Come in one way or another; every other tab of this person then opens as well. */
  async function openWith(way) {
    if (busy) { return; }
    busy = true;
    problem.textContent = "";
    try {
      const standing = await ask();
      settle(standing);
      const opened = await way(standing);
      if (opened.mark !== words.pageOf) { throw new Error("This page belongs to another account."); }
      say({ unlocked: true });
      uncover(opened.csrf);
    } catch (error) {
      problem.textContent = error.name === "Error" ? error.message : trouble(error);
      (email.value || screen.dataset.way === "locked" ? password : email).select();
    } finally {
      busy = false;
    }
  }

  function trouble(error) {
    return error.name === "TypeError"
      ? "Alongside cannot be reached just now. Nothing is lost; please try again in a moment."
      : "No passkey was used. Please try again, or use your password.";
  }

  /* How things stand. Asking keeps nothing open. */
  async function ask() {
    const headers = { Accept: "application/json", "X-By-Itself": "1" };
    const answer = await fetch(words.standing, { headers });
    return answer.json();
  }

  async function post(address, csrf, typed) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": csrf },
      body: new URLSearchParams(typed),
    });
    const said = await answer.json();
    if (!answer.ok) { throw new Error(said.problem ?? "That did not work. Please try again."); }
    return said;
  }

  function say(message) {
    tabs.postMessage({ ...message, mark: words.pageOf });
  }

  /* What other tabs say. A tab of somebody else who signed in here closes this one. */
  async function hear({ data }) {
    const mine = data.mark === words.pageOf;
    if (mine && data.here) { here = Math.max(here, data.here); }
    if (mine && data.locked) { cover("locked"); askAndSettle(); }
    if (mine && data.unlocked && covered) { openIfOpen(); }
    if (data.opened) { if (covered && mine) { openIfOpen(); } else { askAndSettle({ isNews: true }); } }
  }

  async function openIfOpen() {
    try {
      const standing = await ask();
      if (standing.state === "open" && standing.mark === words.pageOf) { uncover(standing.csrf); }
    } catch { /* Offline: it stays covered. */ }
  }
})();
