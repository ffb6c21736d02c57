/* The pieces of a portfolio are put in order with a handle: by finger, mouse or arrow keys. The
   buttons and "Move to another place" do the same without this script; with it they keep their
   place on the page. */
(() => {
  "use strict";

  const EDGE = 70;
  const STEP = 14;
  const list = document.querySelector("[data-order]");
  if (!list || list.children.length < 2) { return; }
  const said = document.getElementById("order-said");
  const problem = document.getElementById("order-problem");
  let saving = Promise.resolve();
  let saved = [...list.children];
  let round = 0;
  let drag = null;

  const rows = () => [...list.children];
  const place = (row) => rows().indexOf(row) + 1;

  function addHandles() {
    for (const row of rows()) {
      const handle = document.createElement("button");
      handle.type = "button";
      handle.className = "drag-handle btn btn-sm btn-outline-secondary";
      handle.textContent = "Drag";
      handle.setAttribute("aria-label", `Drag: ${row.dataset.name}. Use the arrow keys.`);
      row.prepend(handle);
    }
  }

  /* By keyboard: at once, one place for each press. */
  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".drag-handle");
    if (!handle || drag) { return; }
    const row = handle.closest("li");
    const here = place(row);
    const to = { ArrowUp: here - 1, ArrowDown: here + 1, Home: 1, End: list.children.length }[event.key];
    if (to === undefined) { return; }
    event.preventDefault();
    if (to !== here && to >= 1 && to <= list.children.length) { moveAndSave(row, to); }
  });

  /* By the buttons: a place that there is not is left to the page that says so. */
  list.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.action.endsWith("/move") || drag) { return; }
    const row = form.closest("li");
    const here = place(row);
    const to = { up: here - 1, down: here + 1, to: Number(form.elements.place?.value) }[submitter?.value];
    if (!rows()[to - 1] || to === here) { return; }
    event.preventDefault();
    moveAndSave(row, to);
  });

  /* Whoever moved it sees where it went, however far that is. */
  function moveAndSave(row, to) {
    put(row, to);
    row.scrollIntoView({ block: "nearest" });
    save(row);
  }

  /* By finger or mouse. */
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".drag-handle");
    if (!handle || event.button !== 0 || drag) { return; }
    event.preventDefault();
    handle.focus();
    handle.setPointerCapture(event.pointerId);
    drag = { row: handle.closest("li"), before: rows(), y: event.clientY, id: event.pointerId };
    drag.row.classList.add("is-dragged");
    requestAnimationFrame(follow);
  });

  /* Of the whole page: a row that moves lets go of the pointer. */
  document.addEventListener("pointermove", (event) => {
    if (drag && event.pointerId === drag.id) { drag.y = event.clientY; }
  });

  document.addEventListener("pointerup", (event) => { if (drag && event.pointerId === drag.id) { drop(); } });
  document.addEventListener("pointercancel", () => { if (drag) { letGo(); } });
  document.addEventListener("keydown", (event) => {
    if (drag && event.key === "Escape") { letGo(); }
  });

  /* The row goes where the pointer is; near an edge the page scrolls along. */
  function follow() {
    if (!drag) { return; }
    if (drag.y < EDGE) { scrollBy(0, -STEP); }
    if (drag.y > innerHeight - EDGE) { scrollBy(0, STEP); }
    const others = rows().filter((row) => row !== drag.row);
    const after = others.filter((row) => middle(row) < drag.y).length;
    if (place(drag.row) !== after + 1) { put(drag.row, after + 1); }
    requestAnimationFrame(follow);
  }

  function middle(row) {
    const box = row.getBoundingClientRect();
    return box.top + box.height / 2;
  }

  function drop() {
    const { row, before } = drag;
    row.classList.remove("is-dragged");
    drag = null;
    if (before.indexOf(row) + 1 !== place(row)) { save(row); }
  }

  function letGo() {
    const { row, before } = drag;
    row.classList.remove("is-dragged");
    drag = null;
    keepFocus(() => list.append(...before));
    say(`${row.dataset.name} is back where it was.`);
  }

  function put(row, to) {
    const others = rows().filter((each) => each !== row);
    keepFocus(() => list.insertBefore(row, others[to - 1] || null));
  }

  /* Whatever is moved or shown anew, whoever is at a button of the list stays there: at the same
     one, or where it is there no more at the handle of its row. */
  function keepFocus(change) {
    const focused = document.activeElement;
    const row = focused?.closest("[data-order] > li");
    change();
    if (!row || document.activeElement === focused) { return; }
    const same = focused.isConnected ? focused : row.querySelector(`button[value="${focused.value}"]:not(details *)`);
    (same || row.querySelector(".drag-handle")).focus({ preventScroll: true });
  }

  function say(words) { said.textContent = words; }

  /* One after the other. Where one could not be saved, everything since goes back, and it says so. */
  function save(row) {
    const to = place(row);
    const after = rows();
    const mine = round;
    problem.hidden = true;
    say(`${row.dataset.name}: place ${to} of ${after.length}.`);
    saving = saving.then(async () => {
      if (mine !== round) { return; }
      await send(row, to);
      saved = after;
      await showAnew();
    }).catch(() => {
      round += 1;
      keepFocus(() => list.append(...saved));
      problem.textContent = `The new place of \u201c${row.dataset.name}\u201d could not be saved, so it is back where it was. Please try again, or reload the page.`;
      problem.hidden = false;
    });
  }

  async function send(row, to) {
    const form = row.querySelector('form[action$="/move"]');
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("do", "to");
    body.set("place", String(to));
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "error" });
    if (!answer.ok) { throw new Error("not saved"); }
  }

  /* Numbers and buttons as they are by now; if they cannot be had, the order stands all the same. */
  async function showAnew() {
    const answer = await fetch(list.dataset.order, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok || drag) { return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    keepFocus(() => rows().forEach((row) => refresh(row, page)));
  }

  function refresh(row, page) {
    const fresh = page.getElementById(row.id);
    const handle = row.querySelector(".drag-handle");
    if (!fresh || !handle) { return; }
    [...row.childNodes].filter((node) => node !== handle).forEach((node) => node.remove());
    row.append(...fresh.childNodes);
  }

  addHandles();
})();
