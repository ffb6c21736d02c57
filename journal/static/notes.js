/* An assessor's notes: a page with words that are not kept yet is not left without being asked.
   Every button of the page keeps them or leaves the page where it is; this is for a closed window
   and a link that leads away. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-notes]");
  if (!form) { return; }
  const texts = [...form.elements].filter((each) => each.matches("textarea"));
  let isPress = false;

  document.addEventListener("submit", () => { isPress = true; });
  addEventListener("pageshow", () => { isPress = false; });
  addEventListener("beforeunload", (event) => {
    const isNew = texts.some((text) => text.value !== text.defaultValue);
    if (!isPress && isNew) { event.preventDefault(); }
    isPress = false; // after a download the page is still there
  });
})();
