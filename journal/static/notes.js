/* An assessor's notes: a page with words that are not kept yet is not left without being asked.
   Every button of the page keeps them; this is for a closed window and a link that leads away. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-notes]");
  if (!form) { return; }
  const texts = [...form.elements].filter((each) => each.matches("textarea"));
  let isKeeping = false;

  form.addEventListener("submit", () => { isKeeping = true; });
  addEventListener("pageshow", () => { isKeeping = false; });
  addEventListener("beforeunload", (event) => {
    if (!isKeeping && texts.some((text) => text.value !== text.defaultValue)) { event.preventDefault(); }
  });
})();
