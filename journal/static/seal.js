/* Seals a text so that only the service can open it, and nobody who holds this device.

   A fresh pair of keys is made for every box and its private half forgotten; together with the
   person's public key it gives the key that seals. The other end is journal/sealing.py. */
window.alongsideSeal = (() => {
  "use strict";

  const FIRST = 1; // the only kind of box so far
  const LARGEST = 1000000; // bytes of one text, as the service takes it
  const STEP = 1024; // boxes come in whole steps, so that their size tells little
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const PURPOSE = encoded("alongside: a sealed text");

  return { seal, nameOf, encoded, asText, asBytes, LARGEST };

  /* `publicKey` is a point as bytes, `copy` the id under which the service will keep the text. */
  async function seal(publicKey, copy, payload) {
    const theirs = await crypto.subtle.importKey("raw", publicKey, CURVE, false, []);
    const ours = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
    const shared = await crypto.subtle.deriveBits(
      { name: "ECDH", public: theirs }, ours.privateKey, 256,
    );
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: joined(point, publicKey), info: PURPOSE },
      await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]),
      { name: "AES-GCM", length: 256 }, false, ["encrypt"],
    );
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const additionalData = encoded(`${await nameOf(publicKey)} ${copy}`);
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData }, key, padded(encoded(JSON.stringify(payload))),
    );
    return joined(Uint8Array.of(FIRST), point, iv, new Uint8Array(sealed));
  }

  /* A short name of a key, which says nothing of whose it is. */
  async function nameOf(publicKey) {
    const digest = await crypto.subtle.digest("SHA-256", publicKey);
    return asText(new Uint8Array(digest).slice(0, 12));
  }

  /* JSON may end in spaces. */
  function padded(bytes) {
    const whole = new Uint8Array(Math.ceil((bytes.length + 1) / STEP) * STEP).fill(0x20);
    whole.set(bytes);
    return whole;
  }

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  }

  function encoded(text) { return new TextEncoder().encode(text); }

  function asText(bytes) {
    let letters = "";
    for (const byte of bytes) { letters += String.fromCharCode(byte); }
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_");
  }

  function asBytes(text) {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  }
})();
