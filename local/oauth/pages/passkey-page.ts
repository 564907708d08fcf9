/** `/passkeys/add`: a signed-in user adds a passkey, after a sign-up or by a link of the app. */
import { html } from "hono/html";
import type { TokenContext } from "../../cognito/operation-context.ts";
import { completeWebAuthnRegistration } from "../../cognito/operations/complete-web-authn-registration.ts";
import { startWebAuthnRegistration } from "../../cognito/operations/passkeys.ts";
import { ServiceError } from "../../protocol/service-error.ts";
import { answerClient } from "../finish-sign-in.ts";
import { findSession, type HostedSession } from "../hosted-session.ts";
import { pageUrl } from "../load-authorization.ts";
import { redirect } from "../reply.ts";
import { buttonForm } from "./form.ts";
import { goTo, type HostedPage, type Next } from "./hosted-page.ts";
import type { Html, PageView } from "./layout.ts";
import { canHavePasskeys, PASSKEY_PATH } from "./offer-passkey.ts";
import { passkeyCreationView } from "./passkey-view.ts";
import { Refused } from "./problems.ts";
import type { Visit } from "./visit.ts";

/** The session replaces the access token of the API's operations. */
function contextOf({ request, authorization }: Visit, { user }: HostedSession): TokenContext {
  const { client, pool } = authorization;
  return { ...request.context, caller: { kind: "token", pool, user, client, claims: {} } };
}

const NO_TOKEN = { AccessToken: "" };

/** How long after a sign-in it can add a passkey, however long the pool's clients reuse its session. */
const MAX_AGE = 60 * 60 * 1000;

/** The pool's own user who is signed in here; users of providers can't have passkeys in the pool. */
function ownSession({ request, authorization }: Visit): HostedSession | null {
  const session = findSession(request, authorization.pool);
  if (session === null || session.provider !== null) return null;
  return request.context.clock.now() - session.authenticatedAt < MAX_AGE ? session : null;
}

/** The `CredentialCreationOptions` as JSON, or why they are missing. */
async function startRegistration(visit: Visit, session: HostedSession): Promise<string | ServiceError> {
  try {
    const { CredentialCreationOptions } = await startWebAuthnRegistration.run(
      NO_TOKEN,
      contextOf(visit, session),
    );
    return JSON.stringify(CredentialCreationOptions);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

async function show(visit: Visit): Promise<PageView | Next> {
  const { texts } = visit;
  const session = ownSession(visit);
  if (session === null) return goTo("/login", { wantsPasskey: true });
  const options = canHavePasskeys(visit) ? await startRegistration(visit, session) : null;
  const skip = (label: string, look: string): Html =>
    html`<div class="stack">${buttonForm(visit, PASSKEY_PATH, { label, value: "skip", look })}</div>`;
  if (typeof options === "string") {
    const view = passkeyCreationView(visit, PASSKEY_PATH, options);
    return { ...view, content: [view.content, skip(texts.passkey.skip, "button secondary")] };
  }
  return {
    title: texts.passkey.addTitle,
    lead: options === null ? texts.passkey.unsupported : texts.problems.passkeyLimit,
    content: skip(texts.next, "button primary"),
  };
}

function readCredential({ request: { form } }: Visit): Record<string, never> {
  try {
    const credential: unknown = JSON.parse(form.get("credential") ?? "");
    if (typeof credential === "object" && credential !== null) return credential as Record<string, never>;
  } catch {
    // Refused below, like any other invalid credential.
  }
  throw new Refused("passkey");
}

/** @throws Refused */
async function submit(visit: Visit): Promise<Next> {
  const session = ownSession(visit);
  if (session === null) return goTo("/login", { wantsPasskey: true });
  if (visit.request.form.get("action") !== "skip") await register(visit, session);
  return leave(visit, session);
}

/** The page does not explain the problem with a credential: it would not help the user. @throws Refused */
async function register(visit: Visit, session: HostedSession): Promise<void> {
  const Credential = readCredential(visit);
  try {
    await completeWebAuthnRegistration.run({ ...NO_TOKEN, Credential }, contextOf(visit, session));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new Refused(error.code === "LimitExceededException" ? "passkeyLimit" : "passkey");
  }
}

/** After a sign-in, redirects to the client at once; otherwise to authorize, which decides whether the session is enough. */
async function leave(visit: Visit, session: HostedSession): Promise<Next> {
  const { request, authorization, progress } = visit;
  const justSignedIn = progress?.offersPasskeyTo === session.user.sub;
  const reply = justSignedIn
    ? await answerClient(request, authorization, session)
    : redirect(pageUrl("/oauth2/authorize", authorization));
  return { kind: "reply", reply };
}

export const passkeyPage: HostedPage = { path: PASSKEY_PATH, isForOwnUsers: true, show, submit };
