/** The one script: browsers hand passkeys to scripts alone. Puts what the device answers into the form and sends it. */
const form = document.getElementById("passkey");
const button = form.querySelector("button");
const status = document.getElementById("passkey-status");
const options = JSON.parse(form.dataset.options);
const isNew = form.dataset.ceremony === "new";

if (window.PublicKeyCredential) {
  button.disabled = false;
  status.textContent = "";
} else {
  status.textContent = form.dataset.unsupported;
}

form.addEventListener("submit", async (event) => {
  if (form.elements.answer.value !== "") return;
  event.preventDefault();
  status.textContent = "";
  try {
    const credential = isNew
      ? await navigator.credentials.create({ publicKey: readable(options) })
      : await navigator.credentials.get({ publicKey: readable(options) });
    form.elements.answer.value = JSON.stringify(sendable(credential));
    form.submit();
  } catch {
    status.textContent = form.dataset.failed;
  }
});

/** Bytes travel as base64url in JSON, and the browser wants bytes. */
function readable({ challenge, user, excludeCredentials = [], allowCredentials = [], ...rest }) {
  const named = (list) => list.map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...rest,
    challenge: bytes(challenge),
    ...(user ? { user: { ...user, id: bytes(user.id) } } : {}),
    ...(isNew ? { excludeCredentials: named(excludeCredentials) } : { allowCredentials: named(allowCredentials) }),
  };
}

function sendable({ id, rawId, type, response, authenticatorAttachment }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const present = parts.filter((name) => response[name]);
  return {
    id,
    rawId: text(rawId),
    type,
    authenticatorAttachment,
    clientExtensionResults: {},
    response: {
      ...Object.fromEntries(present.map((name) => [name, text(response[name])])),
      ...(response.getTransports ? { transports: response.getTransports() } : {}),
    },
  };
}

function bytes(base64url) {
  const letters = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
