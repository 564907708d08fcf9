/** The pages with a script, which uses or creates a passkey by `navigator.credentials` (https://www.w3.org/TR/webauthn-3/). */
import { html } from "hono/html";
import { pageUrl } from "../load-authorization.ts";
import { csrfField } from "./form.ts";
import type { Html, PageView } from "./layout.ts";
import type { Visit } from "./visit.ts";

/**
 * Reads the options from the form, calls the browser, and sends the result. The script converts by itself, because not every
 * browser has `parseCreationOptionsFromJSON` and `toJSON`.
 */
const SCRIPT = `
(() => {
  const form = document.querySelector("form[data-options]");
  const button = form.querySelector("button[data-start]");
  const message = document.querySelector("[data-message]");
  const isNew = form.dataset.kind === "create";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
  const say = (words) => { message.textContent = words; message.parentElement.hidden = false; };
  const decode = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  function encode(credential) {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (isNew) {
      answer.attestationObject = text(response.attestationObject);
      answer.transports = response.getTransports ? response.getTransports() : [];
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
      if (response.userHandle) answer.userHandle = text(response.userHandle);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: answer,
    };
  }

  async function ask() {
    const options = JSON.parse(form.dataset.options);
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (!isNew) {
      publicKey.allowCredentials = decode(options.allowCredentials);
      return navigator.credentials.get({ publicKey });
    }
    publicKey.user = { ...options.user, id: bytes(options.user.id) };
    publicKey.excludeCredentials = decode(options.excludeCredentials);
    return navigator.credentials.create({ publicKey });
  }

  async function start() {
    button.disabled = true;
    message.parentElement.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(encode(await ask()));
      form.submit();
    } catch {
      say(form.dataset.cancelled);
      button.disabled = false;
      button.focus();
    }
  }

  if (!window.PublicKeyCredential) return say(form.dataset.unsupported);
  button.hidden = false;
  button.addEventListener("click", start);
  button.focus();
})();
`;

function passkeyForm(
  visit: Visit,
  path: string,
  {
    kind,
    options,
    label,
  }: { readonly kind: "get" | "create"; readonly options: string; readonly label: string },
) {
  const { texts, authorization } = visit;
  return html`<div class="banner bad" role="alert" hidden><p data-message></p></div>
<noscript><div class="banner bad"><p>${texts.passkey.needsScript}</p></div></noscript>
<form method="post" action="${pageUrl(path, authorization)}" data-kind="${kind}" data-options="${options}" data-cancelled="${texts.passkey.cancelled}" data-unsupported="${texts.passkey.unsupported}">
${csrfField(visit)}
<input type="hidden" name="credential" value="">
<button class="button primary" type="button" data-start hidden>${label}</button>
</form>`;
}

type PasskeyView = PageView & { readonly content: Html };

/** @param options the challenge's `CREDENTIAL_REQUEST_OPTIONS` */
export function passkeyChallengeView(visit: Visit, path: string, options: string): PasskeyView {
  const { passkey } = visit.texts;
  return {
    title: passkey.title,
    lead: passkey.lead,
    content: passkeyForm(visit, path, { kind: "get", options, label: passkey.button }),
    script: SCRIPT,
  };
}

/** @param options the `CredentialCreationOptions` of StartWebAuthnRegistration, as JSON */
export function passkeyCreationView(visit: Visit, path: string, options: string): PasskeyView {
  const { passkey } = visit.texts;
  return {
    title: passkey.addTitle,
    lead: passkey.addLead,
    content: passkeyForm(visit, path, { kind: "create", options, label: passkey.addButton }),
    script: SCRIPT,
  };
}
