/* While a file is made that takes longer than a moment: how far it is, and a way to stop it.
   Without this script the form does the same, and the browser shows that it waits. */
(() => {
  "use strict";

  const QUICK = 700; // what is made within this time needs no words
  const BETWEEN = 500;
  const box = document.getElementById("making");
  const words = box.querySelector("[role=status]");
  const part = box.querySelector("#making-part"); // not read out: it would be twice a second
  const bar = box.querySelector("progress");
  const stop = box.querySelector("button");
  const ended = document.getElementById("making-ended");
  let address = "";
  let waiting = null; // the form whose file is being made
  let timer = 0;
  let hasBegun = false;
  let isStopped = false;

  document.querySelectorAll("form[data-making]").forEach((form) => {
    form.addEventListener("submit", () => begin(form));
  });
  stop.addEventListener("click", ask);
  box.addEventListener("cancel", (event) => { event.preventDefault(); ask(); });
  addEventListener("pageshow", (event) => { if (event.persisted) { end(); } });

  /* The page names what is made by an id of its own, so that it can ask before there is an answer. */
  function begin(form) {
    const id = crypto.randomUUID();
    put(form, "making", id);
    address = box.dataset.howFar.replace(box.dataset.anyId, id);
    waiting = form;
    hasBegun = false;
    isStopped = false;
    ended.textContent = "";
    says(form.enctype === "multipart/form-data" ? box.dataset.sending : box.dataset.begins);
    bar.removeAttribute("value");
    part.hidden = true;
    stop.disabled = false;
    clearTimeout(timer);
    timer = setTimeout(look, QUICK);
  }

  function put(form, name, value) {
    const field = form.querySelector(`[name=${name}]`) ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }

  async function look() {
    try {
      const headers = { Accept: "application/json", "X-By-Itself": "1" };
      const answer = await fetch(address, { headers });
      const found = answer.ok ? await answer.json() : null;
      const isGone = hasBegun && answer.status === 404; // with the next one, begun in another tab
      if (found?.over || isGone) { end(); return; }
      if (found) { show(found); }
    } catch { /* The network is away for a moment: what is made goes on. */ }
    if (!box.open && !isLocked()) { box.showModal(); }
    timer = setTimeout(look, BETWEEN);
  }

  /* What covers the page has to be the last that opened: nothing beneath can be used. */
  function isLocked() {
    return document.documentElement.classList.contains("is-locked");
  }

  function show({ done, parts }) {
    hasBegun = true;
    if (parts < 2) { return; }
    bar.max = parts;
    bar.value = done;
    part.hidden = false;
    part.textContent = box.dataset.far
      .replace("{done}", Math.min(done + 1, parts)).replace("{parts}", parts);
    if (!stop.disabled) { says(box.dataset.begins); }
  }

  function says(what) {
    if (words.textContent !== what) { words.textContent = what; }
  }

  /* What waits for the file is answered by the service, most often with another page, which says
     that nothing was made; a page that stays says it itself. What is still being sent is sent no
     further; the service hears of it too, since it may have all. */
  async function ask() {
    stop.disabled = true;
    says(box.dataset.stopping);
    if (!hasBegun) { window.stop(); end(); }
    try {
      const token = waiting.querySelector("[name=csrf_token]").value; // another one, after the lock
      const headers = { Accept: "application/json", "X-CSRFToken": token };
      const answer = await fetch(`${address}/stop`, { method: "POST", headers });
      isStopped = answer.ok;
      if (isStopped && !box.open) { end(); }
      if (!answer.ok && answer.status !== 404) { goOn(); } // 404: it was over by then
    } catch { goOn(); }
  }

  function goOn() {
    stop.disabled = false;
    says(box.dataset.begins);
  }

  function end() {
    clearTimeout(timer);
    box.close();
    if (isStopped) { ended.textContent = ended.dataset.stopped; }
  }
})();
