/* Lets people look at the password they are choosing, so that it need not be typed twice. */
(() => {
  "use strict";

  document.querySelectorAll("[data-shows]").forEach((tick) => {
    const box = document.getElementById(tick.dataset.shows);
    const follow = () => { box.type = tick.checked ? "text" : "password"; };
    tick.closest("[hidden]").hidden = false;
    tick.addEventListener("change", follow);
    box.form.addEventListener("submit", () => { box.type = "password"; });
  });
})();
