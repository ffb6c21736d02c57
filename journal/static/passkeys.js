/* Passkeys: adding one to an account, and opening a locked journal with one. */
(() => {
  "use strict";

  if (!window.PublicKeyCredential) { return; }

  /* For lock.js: unlock with a passkey; the answer of the service, or an error to show. */
  window.alongsidePasskeys = { unlock };

  document.querySelectorAll("form[data-adds-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      saying(form, () => add(form));
    });
  });

  document.querySelectorAll("[data-unlocks-with-passkey]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => saying(button.form, async () => {
      const token = button.form.querySelector("[name=csrf_token]").value;
      await unlock("/unlock/passkey", token);
      location.reload();
    }));
  });

  async function add(form) {
    const token = form.querySelector("[name=csrf_token]").value;
    const options = await post(form.action, token, new URLSearchParams(new FormData(form)));
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials.forEach((each) => { each.id = bytes(each.id); });
    const made = await navigator.credentials.create({ publicKey: options });
    const answer = told(made, { attestationObject: text(made.response.attestationObject) });
    const name = form.querySelector("[name=name]").value;
    await post(form.dataset.addsPasskey, token, JSON.stringify({ answer, name }));
    location.reload();
  }

  async function unlock(address, token) {
    const options = await post(`${address}/begin`, token, "{}");
    options.challenge = bytes(options.challenge);
    options.allowCredentials.forEach((each) => { each.id = bytes(each.id); });
    const used = await navigator.credentials.get({ publicKey: options });
    const { authenticatorData, signature, userHandle } = used.response;
    const answer = told(used, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
    return post(address, token, JSON.stringify({ answer }));
  }

  /* What a passkey answered, in JSON that can travel. */
  function told(credential, response) {
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    };
  }

  async function post(address, token, body) {
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    if (typeof body === "string") { headers["Content-Type"] = "application/json"; }
    const answer = await fetch(address, { method: "POST", headers, body });
    const said = await answer.json();
    if (!answer.ok) { throw new Error(said.problem ?? "That did not work. Please try again."); }
    return said;
  }

  /* Do something, and say in the form when it could not be done. */
  async function saying(form, work) {
    const problem = form.querySelector("[data-passkey-problem]");
    problem.textContent = "";
    try {
      await work();
    } catch (error) {
      problem.textContent = error.name === "Error"
        ? error.message
        : "No passkey was used. Please try again, or use your password.";
    }
  }

  function bytes(text) {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }
})();
