/* Small comforts; every page works without them. */
(function () {
  "use strict";

  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }

  var box = document.querySelector("[data-find]");
  var found = document.getElementById("found");
  if (box && found) {
    var waiting;
    box.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        fetch(box.dataset.find + "?find=" + encodeURIComponent(box.value))
          .then(function (answer) { return answer.ok ? answer.text() : ""; })
          .then(function (html) { if (html) { found.innerHTML = html; } });
      }, 150);
    });
  }
})();
