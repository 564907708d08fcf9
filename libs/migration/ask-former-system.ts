import { withoutUndefined } from "../without-undefined.ts";
import { type FormerAccount, readFormerAccount } from "./former-account.ts";

/** In milliseconds; one try, for a password is not sent twice. Leaves a trigger the time to say what came of it. */
const TIMEOUT_MS = 2500;

/** An account takes a few hundred bytes. */
const MAX_BYTES = 16_384;

export interface FormerSystem {
  readonly endpoint: URL;
  /** The secret that shows who asks; undefined where none is set. */
  readonly secret: string | undefined;
}

/** Somebody who signs in, or who has forgotten the password and cannot show it. */
export interface Question {
  readonly username: string;
  readonly password?: string;
}

/** What became of a question. Errors and unusable answers are not the same as a no: they are the operator's to know. */
export type FormerAnswer =
  | { readonly kind: "account"; readonly account: FormerAccount }
  | { readonly kind: "refused" }
  | { readonly kind: "unusable"; readonly why: string };

/** @returns undefined for a body longer than any account */
async function readBody(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let body = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return undefined;
    body += decoder.decode(chunk, { stream: true });
  }
  return body + decoder.decode();
}

function parse(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? "");
  } catch {
    return undefined;
  }
}

/**
 * Asks the former system about a name, and whether the password is right where there is one: `POST {"username", "password"?}`
 * with `Authorization: Bearer …`. It answers 200 with the account; 401, 403 or 404 mean no. Redirects are not followed: they
 * would take the password elsewhere.
 *
 * Never throws. The password is in the request and nowhere else.
 */
export async function askFormerSystem(
  { endpoint, secret }: FormerSystem,
  question: Question,
): Promise<FormerAnswer> {
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...withoutUndefined({ authorization: secret && `Bearer ${secret}` }),
      },
      body: JSON.stringify(question),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if ([401, 403, 404].includes(response.status)) return { kind: "refused" };
    if (response.status !== 200) return { kind: "unusable", why: `status ${response.status}` };
    const account = readFormerAccount(parse(await readBody(response)), question.username);
    return account === undefined ? { kind: "unusable", why: "not an account" } : { kind: "account", account };
  } catch (error) {
    return { kind: "unusable", why: error instanceof Error ? error.name : typeof error };
  }
}
