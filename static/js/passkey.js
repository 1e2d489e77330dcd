// Passkeys and security keys: hands the server's question to the browser and sends the browser's answer with the form.
// <form data-passkey="create|get"> holds the question as JSON and a field `credential` for the answer.

function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function readable(keys) {
  return (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));
}

async function create(asked) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: readable(asked.excludeCredentials),
    },
  });
  return {
    ...common(made),
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports ? made.response.getTransports() : [],
    },
  };
}

async function get(asked) {
  const found = await navigator.credentials.get({
    publicKey: { ...asked, challenge: toBytes(asked.challenge), allowCredentials: readable(asked.allowCredentials) },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
  return {
    ...common(found),
    response: {
      clientDataJSON: toText(clientDataJSON),
      authenticatorData: toText(authenticatorData),
      signature: toText(signature),
      userHandle: userHandle ? toText(userHandle) : null,
    },
  };
}

function common(key) {
  return {
    id: key.id,
    type: key.type,
    rawId: toText(key.rawId),
    authenticatorAttachment: key.authenticatorAttachment || null,
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

function start(form) {
  const button = form.querySelector("[data-passkey-start]");
  if (!window.PublicKeyCredential) {
    form.querySelector("[data-passkey-missing]").hidden = false;
    return;
  }
  const failed = form.querySelector("[data-passkey-failed]");
  const asked = JSON.parse(form.querySelector("script[type='application/json']").textContent).publicKey;
  const ask = form.dataset.passkey === "create" ? create : get;
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    button.disabled = true;
    try {
      form.elements.namedItem("credential").value = JSON.stringify(await ask(asked));
      form.submit();
    } catch {
      failed.hidden = false;
      button.disabled = false;
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(start);
