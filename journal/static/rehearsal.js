/* A quiet timer for one card. It ends nothing and moves nothing on; without it the page says when
   the card began. What is read out is little: that a minute is left, and that the time is up. */
(() => {
  "use strict";

  const box = document.querySelector("[data-timer]");
  if (!box) { return; }

  const WHOLE = Number(box.dataset.timer) * 1000; // milliseconds
  const MINUTE = 60000;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const clock = box.querySelector("[data-clock]");
  const said = box.querySelector("[data-said]");
  const pause = box.querySelector("[data-pause]");
  const again = box.querySelector("[data-again]");

  let left = WHOLE; // when it last stood still
  let since = performance.now(); // when it last began to run
  let runs = true;
  let told = new Set();

  clock.hidden = false;
  box.querySelector("[data-presses]").hidden = false;
  pause.addEventListener("click", () => (runs ? stop() : go()));
  again.addEventListener("click", () => {
    left = WHOLE;
    told = new Set();
    go();
    said.textContent = "The timer starts again.";
  });
  setInterval(show, 250);
  show();

  function now() {
    return runs ? Math.max(0, left - (performance.now() - since)) : left;
  }

  function stop() {
    left = now();
    runs = false;
    pause.textContent = "Go on";
    said.textContent = `Paused. ${inWords(left)} left.`;
    show();
  }

  function go() {
    since = performance.now();
    runs = true;
    pause.textContent = "Pause the timer";
    said.textContent = "";
    show();
  }

  function show() {
    const rest = now();
    write(rest > 0 ? `${calm.matches ? roughly(rest) : exactly(rest)}${runs ? "" : ", paused"}` : "Take as long as you like.");
    if (runs && WHOLE > MINUTE && rest <= MINUTE && rest > 0) { tell("One minute left."); }
    if (runs && rest === 0) { tell("The time is up. Take as long as you like."); }
  }

  function write(text) {
    if (clock.textContent !== text) { clock.textContent = text; }
  }

  function tell(text) {
    if (told.has(text)) { return; }
    told.add(text);
    said.textContent = text;
  }

  function exactly(rest) {
    const seconds = Math.ceil(rest / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  /* where movement is not wanted, it changes only once in half a minute */
  function roughly(rest) {
    const halves = Math.ceil(rest / (MINUTE / 2));
    if (halves === 1) { return "less than half a minute"; }
    return `about ${halves % 2 ? `${Math.floor(halves / 2) || ""}½` : halves / 2} ${halves > 2 ? "minutes" : "minute"}`;
  }

  function inWords(rest) {
    const seconds = Math.ceil(rest / 1000);
    const minutes = Math.floor(seconds / 60);
    const parts = [[minutes, "minute"], [seconds % 60, "second"]].filter(([number]) => number);
    return parts.map(([number, word]) => `${number} ${word}${number === 1 ? "" : "s"}`).join(" ") || "Nothing";
  }
})();
