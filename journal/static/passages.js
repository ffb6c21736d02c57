/* A press that marks what is selected in a text as just for its writer. */
(() => {
  "use strict";

  document.querySelectorAll("[data-mark-private]").forEach((press) => {
    const form = press.closest("form");
    let last = null;
    form.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) { last = target; }
    });
    press.hidden = false;
    press.addEventListener("click", () => {
      const text = last ?? form.querySelector("textarea");
      wrap(text, press.dataset.opening, press.dataset.closing);
    });
  });

  /* Put the marks around the selection, or begin a passage where the cursor is; Undo still works. */
  function wrap(text, opening, closing) {
    const { selectionStart: start, selectionEnd: end, value } = text;
    const words = value.slice(start, end);
    text.focus();
    text.setRangeText(`${opening} ${words} ${closing}`, start, end, "end");
    if (!words) {
      const inside = start + opening.length + 1;
      text.setSelectionRange(inside, inside);
    }
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
})();
