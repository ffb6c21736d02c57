/* Small comforts; every page works without them. */
(() => {
  "use strict";

  const WAIT = 200; // milliseconds of quiet before looking
  const SETTLED = 500; // milliseconds until a page that has just come is being read out
  const LONG = 20000; // characters; beyond them Chromium takes most of a second for a key

  /* After a problem, begin at the list that says what to do. */
  document.querySelector("[data-focus]")?.focus();

  /* A status that was there from the first is read out by few; words that come to it are. */
  const notice = document.querySelector("main > .notice");
  if (notice) { setTimeout(() => notice.replaceChildren(...notice.cloneNode(true).children), SETTLED); }

  document.querySelectorAll("[data-find]").forEach(findWhileTyping);

  document.querySelectorAll('textarea[dir="auto"]').forEach((text) => {
    text.addEventListener("focus", () => settleDirection(text));
    text.addEventListener("input", () => settleDirection(text));
  });

  /* Which way a long text runs is looked up once, not at every key. */
  function settleDirection(text) {
    if (text.dir === "auto" && text.textLength > LONG) {
      text.dir = getComputedStyle(text).direction;
    }
  }

  /* Look for tags while somebody types. What they have ticked stays, whatever is found next. */
  function findWhileTyping(box) {
    const found = document.getElementById("found");
    const status = document.getElementById("found-status");
    let waiting = 0;
    let asked = null;

    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, WAIT);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && step(found, -1, 1)) { event.preventDefault(); }
    });
    found.addEventListener("keydown", (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const here = ticks(found).indexOf(event.target);
      if (!way || here < 0) { return; }
      event.preventDefault();
      if (!step(found, here, way) && way < 0) { box.focus(); }
    });

    async function look() {
      asked?.abort();
      asked = new AbortController();
      try {
        const address = `${box.dataset.find}?find=${encodeURIComponent(box.value)}`;
        const answer = await fetch(address, { signal: asked.signal });
        if (answer.ok) { tell(status, box.value.trim(), show(found, await answer.text())); }
      } catch {
        /* Offline or overtaken by the next key: the Find button still works. */
      }
    }
  }

  /* Put new results in place, below those already ticked; answer with how many are new. */
  function show(found, html) {
    const kept = ticks(found).filter((tick) => tick.checked).map((tick) => tick.closest(".choice"));
    const page = new DOMParser().parseFromString(html, "text/html");
    const ticked = new Set(
      [...document.querySelectorAll('input[name="tag"]:checked')].map((tick) => tick.value),
    );
    const fresh = [...page.querySelectorAll(".choice")].filter(
      (choice) => !ticked.has(choice.querySelector("input").value),
    );
    found.replaceChildren(...kept, ...fresh);
    return fresh.length;
  }

  /* A line that screen readers speak; its words stand in the page. */
  function tell(status, words, number) {
    const { none, one, more } = status.dataset;
    status.textContent = words ? ([none, one][number] ?? more.replace("#", number)) : "";
  }

  /* Move from one tick to the next; say whether there was one. */
  function step(found, from, way) {
    const next = ticks(found)[from + way];
    next?.focus();
    return Boolean(next);
  }

  function ticks(found) {
    return [...found.querySelectorAll('input[type="checkbox"]')];
  }
})();
