/* Files go up one by one, each with its progress and a way to stop it. Without this script the
   form does the same job in one go. */
(() => {
  "use strict";

  const form = document.getElementById("add-files");
  if (!form) { return; }
  const list = document.getElementById("uploads");
  const status = document.getElementById("upload-status");
  const chooser = form.querySelector('input[type="file"]');
  const words = form.querySelector('input[name="shows"]');
  const press = form.querySelector('button[type="submit"]');
  const going = new Set();
  let problems = 0;

  form.addEventListener("submit", (event) => {
    if (!chooser.files.length) { return; } // the server says it in its own words
    event.preventDefault();
    const chosen = [...chooser.files];
    chooser.value = "";
    add(chosen);
  });

  /* Recordings come this way: record.js asks, and is told how it went. */
  form.addEventListener("alongside:add", (event) => {
    const { file, told } = event.detail;
    begin(file, told).then(afterwards);
  });

  window.addEventListener("beforeunload", (event) => {
    if (going.size) { event.preventDefault(); }
  });

  async function add(files) {
    press.disabled = true;
    for (const file of files) { await begin(file, () => {}); }
    press.disabled = false;
    afterwards();
  }

  function afterwards() {
    if (!going.size && !problems) { location.assign(form.dataset.after); }
  }

  /* Send one file; the promise ends when it is there, was refused, or was stopped. */
  function begin(file, told) {
    const row = rowFor(file.name);
    if (file.size > Number(form.dataset.largest)) {
      problems += 1;
      row.end(`This file is larger than ${form.dataset.largestWords}. A shorter recording, or a smaller copy of the photo, will fit.`);
      told(false);
      return Promise.resolve();
    }
    return new Promise((done) => { send(file, row, told, done); });
  }

  function send(file, row, told, done) {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("files", file, file.name);
    body.append("shows", words.value);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", form.querySelector('input[name="csrf_token"]').value);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) { row.progress(event.loaded, event.total); }
    });
    request.upload.addEventListener("load", () => { row.says("Being looked through…"); });
    request.addEventListener("loadend", () => {
      going.delete(request);
      const answer = read(request);
      const fine = request.status === 200 && answer?.added?.length > 0;
      const again = () => send(file, row, told, afterwards);
      if (fine) { row.done(answer.added.join(" ")); } else { refused(request, answer, row, again); }
      told(fine);
      done();
    });
    row.stopsWith(() => request.abort());
    going.add(request);
    request.send(body);
  }

  /* Say what went wrong, and offer another try where that can help. */
  function refused(request, answer, row, again) {
    problems += 1;
    if (answer?.problems?.length) { row.end(answer.problems.join(" ")); return; }
    const retry = () => { problems -= 1; again(); };
    if (row.stopped) { row.end("Stopped. Nothing of it was added.", retry); return; }
    if ([401, 423].includes(request.status)) {
      document.dispatchEvent(new CustomEvent("alongside:locked"));
      row.end("Not added yet: please sign in again first. It is still here.", retry);
      return;
    }
    if (request.status === 413) { row.end(`This file is larger than ${form.dataset.largestWords}.`); return; }
    row.end("Not added yet: we could not reach the service. It is still here.", retry);
  }

  function read(request) {
    const kind = request.getResponseHeader("Content-Type") ?? "";
    if (!kind.startsWith("application/json")) { return null; }
    try { return JSON.parse(request.responseText); } catch { return null; }
  }

  /* One line of the list: a name, a bar, a word, a button. */
  function rowFor(name) {
    const item = document.createElement("li");
    const title = document.createElement("bdi");
    const bar = document.createElement("progress");
    const said = document.createElement("p");
    const button = document.createElement("button");
    item.className = "row-item upload";
    title.textContent = name;
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `How much of ${name} has been sent`);
    button.type = "button";
    button.className = "btn btn-outline-secondary";
    button.setAttribute("aria-label", `Stop adding ${name}`);
    button.textContent = "Stop";
    item.append(title, bar, said, button);
    list.append(item);
    list.hidden = false;
    const row = {
      stopped: false,
      says(text) { said.textContent = text; },
      progress(sent, total) {
        bar.value = Math.round((sent / total) * 100);
        said.textContent = `${bar.value}% sent`;
      },
      stopsWith(stop) {
        row.stopped = false;
        bar.hidden = false;
        bar.value = 0;
        said.textContent = "Being sent…";
        button.hidden = false;
        button.textContent = "Stop";
        button.setAttribute("aria-label", `Stop adding ${name}`);
        button.onclick = () => { row.stopped = true; stop(); };
      },
      done(text) {
        bar.value = 100;
        button.hidden = true;
        said.textContent = text;
        status.textContent = text;
      },
      end(text, retry) {
        bar.hidden = true;
        said.textContent = text;
        status.textContent = `${name}: ${text}`;
        button.hidden = !retry;
        button.textContent = "Try again";
        button.setAttribute("aria-label", `Try again to add ${name}`);
        button.onclick = retry;
      },
    };
    return row;
  }
})();
