/* A spoken reflection: recorded here, listened to here, and sent nowhere until Keep is pressed. */
(() => {
  "use strict";

  const place = document.getElementById("recorder");
  const form = document.getElementById("add-files");
  if (!place || !form) { return; }
  const parts = document.getElementById("recorder-parts");
  const status = document.getElementById("recorder-status");
  const clock = document.getElementById("recorder-time");
  const done = document.getElementById("recorder-done");
  const sound = document.getElementById("recorder-sound");
  const button = Object.fromEntries(
    [...place.querySelectorAll("[data-do]")].map((each) => [each.dataset.do, each]),
  );
  const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
  const ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
  const BITS = 48000; // a second: clear speech, about an hour in 25 MB
  const SLICE = 1000; // milliseconds
  const largest = Number(place.dataset.largest) * 0.98;

  let recorder = null;
  let pieces = [];
  let size = 0;
  let kept = null;
  let spoken = 0; // milliseconds before the last pause
  let since = 0;
  let ticking = 0;

  const kind = window.MediaRecorder && KINDS.find((each) => MediaRecorder.isTypeSupported(each));
  if (!kind || !navigator.mediaDevices?.getUserMedia) {
    say("This browser cannot record. You can record with your phone’s own recorder and add the file above.");
    return;
  }
  parts.hidden = false;

  button.start.addEventListener("click", start);
  button.pause.addEventListener("click", () => { recorder.pause(); });
  button.resume.addEventListener("click", () => { recorder.resume(); });
  button.stop.addEventListener("click", () => { recorder.stop(); });
  button.keep.addEventListener("click", keep);
  button.throw.addEventListener("click", () => { forget(); say("Thrown away. Nothing of it is left."); button.start.focus(); });
  window.addEventListener("beforeunload", (event) => {
    if (kept || recorder) { event.preventDefault(); }
  });

  async function start() {
    button.start.disabled = true;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (problem) {
      say(problem.name === "NotFoundError"
        ? "We found no microphone. You can record with your phone’s own recorder and add the file above."
        : "The microphone stayed off, which is fine. To record here, allow it in your browser’s settings for this page. You can also add a file above.");
      return;
    } finally {
      button.start.disabled = false;
    }
    pieces = [];
    size = 0;
    spoken = 0;
    recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: BITS });
    recorder.addEventListener("dataavailable", (event) => { take(event.data); });
    recorder.addEventListener("start", () => { runs(); say("Recording."); button.pause.focus(); });
    recorder.addEventListener("pause", () => { rests(); say("Paused."); button.resume.focus(); });
    recorder.addEventListener("resume", () => { runs(); say("Recording."); button.pause.focus(); });
    recorder.addEventListener("stop", () => { stream.getTracks().forEach((track) => track.stop()); finish(); });
    recorder.start(SLICE);
  }

  function take(piece) {
    pieces.push(piece);
    size += piece.size;
    if (size > largest && recorder.state !== "inactive") { recorder.stop(); }
  }

  function finish() {
    rests();
    const type = kind.split(";")[0];
    kept = new File(pieces, `Recording ${stamp(new Date())}.${ENDINGS[type]}`, { type });
    pieces = [];
    recorder = null;
    sound.src = URL.createObjectURL(kept);
    done.hidden = false;
    button.start.hidden = true;
    show({ pause: false, resume: false, stop: false });
    say(`Stopped after ${time(spoken)}. Listen, then keep it or throw it away.`);
    button.keep.focus();
  }

  function keep() {
    button.keep.disabled = true;
    button.throw.disabled = true;
    say("Being kept…");
    const told = (fine) => {
      button.keep.disabled = false;
      button.throw.disabled = false;
      if (fine) { forget(); say("Kept with this entry."); } else { say("Not kept yet. It is still here: see above why, and press Keep again."); }
    };
    form.dispatchEvent(new CustomEvent("alongside:add", { detail: { file: kept, told } }));
  }

  function forget() {
    URL.revokeObjectURL(sound.src);
    sound.removeAttribute("src");
    sound.load();
    kept = null;
    spoken = 0;
    done.hidden = true;
    clock.hidden = true;
    button.start.hidden = false;
  }

  function runs() {
    since = performance.now();
    clock.hidden = false;
    ticking = setInterval(() => { clock.textContent = time(elapsed()); }, 250);
    button.start.hidden = true;
    show({ pause: true, resume: false, stop: true });
  }

  function rests() {
    if (since) { spoken = elapsed(); }
    since = 0;
    clearInterval(ticking);
    clock.textContent = time(spoken);
    show({ pause: false, resume: true, stop: true });
  }

  function elapsed() {
    return spoken + (since ? performance.now() - since : 0);
  }

  function show(which) {
    Object.entries(which).forEach(([name, visible]) => { button[name].hidden = !visible; });
  }

  function time(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function stamp(moment) {
    const two = (number) => String(number).padStart(2, "0");
    return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${two(moment.getHours())}.${two(moment.getMinutes())}`;
  }

  function say(text) {
    status.textContent = text;
  }
})();
