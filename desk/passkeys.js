// Forms that a passkey fills in: the screen's form asks for a challenge, the device signs it, and the form goes its way with
// the answer in it. Without script, on a browser without passkeys, or at an address that passkeys are not for, such a form
// stays hidden and everything else on the screen works.
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const named = (keys) => keys?.map((key) => ({ ...key, id: bytes(key.id) }));

  /** Has the device make a key, or sign with one. */
  async function asks({ publicKey }) {
    publicKey.challenge = bytes(publicKey.challenge);
    if (publicKey.user) {
      publicKey.user.id = bytes(publicKey.user.id);
      publicKey.excludeCredentials = named(publicKey.excludeCredentials);
      return navigator.credentials.create({ publicKey });
    }
    publicKey.allowCredentials = named(publicKey.allowCredentials);
    return navigator.credentials.get({ publicKey });
  }

  function written({ id, rawId, type, response }, extensions) {
    const said = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      said.attestationObject = text(response.attestationObject);
      said.transports = response.getTransports?.() ?? [];
    } else {
      said.authenticatorData = text(response.authenticatorData);
      said.signature = text(response.signature);
      said.userHandle = response.userHandle?.byteLength ? text(response.userHandle) : null;
    }
    return JSON.stringify({ id, rawId: text(rawId), type, extensions, response: said });
  }

  /** What somebody typed beside it is there when they come back. */
  const KEPT = "khabar:passkey-name";
  const keeps = ({ elements: { name } }) => stored(() => name && sessionStorage.setItem(KEPT, name.value));
  function stored(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }

  async function fills(form) {
    const asked = await fetch(form.dataset.passkey, { method: "POST", headers: { accept: "application/json" } });
    // Whoever has to prove first who they are, or was signed out meanwhile, is led there.
    if (asked.redirected) return keeps(form), location.assign(asked.url);
    if (!asked.ok) throw new Error(`the challenge was refused: ${asked.status}`);
    const credential = await asks(await asked.json());
    form.elements.credential.value = written(credential, credential.getClientExtensionResults?.() ?? {});
    form.submit();
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const here = form.closest("[data-passkeys]") ?? form;
    const away = here.parentElement.querySelector("[data-elsewhere]");
    const { host } = form.dataset;
    const fits = location.hostname === host || location.hostname.endsWith(`.${host}`);
    if (!globalThis.PublicKeyCredential || !globalThis.isSecureContext) continue;
    if (!fits) {
      if (away) away.hidden = false;
      continue;
    }
    here.hidden = false;
    const { name } = form.elements;
    const typed = name && stored(() => sessionStorage.getItem(KEPT));
    if (typed) (name.value = typed), stored(() => sessionStorage.removeItem(KEPT));
    const failed = here.querySelector("[data-failed]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      failed.hidden = true;
      try {
        await fills(form);
      } catch {
        failed.hidden = false;
      }
      button.disabled = false;
    });
  }

  // Back from the identity provider: the form goes by itself, so that the session begins at an address of the desk's own.
  document.querySelector("form[data-goes]")?.submit();
})();
