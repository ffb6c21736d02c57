/* A press on a phrase puts it where the cursor is. Without this file the form brings it. */
(() => {
  "use strict";

  const box = document.getElementById("text");
  if (!box) { return; }

  document.querySelectorAll("[data-phrase]").forEach((button) => {
    /* not one of the presses that send the form, nor the one that Enter stands for */
    button.type = "button";
    button.addEventListener("click", () => insert(button.textContent));
  });

  function insert(phrase) {
    const [from, to] = [box.selectionStart, box.selectionEnd];
    const before = box.value.slice(0, from);
    const after = box.value.slice(to);
    const gap = before && !/\s$/.test(before) ? " " : "";
    const rest = after && !/^\s/.test(after) ? " " : "";
    box.focus();
    box.setRangeText(gap + phrase + rest, from, to, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
})();
