import { nameOfError } from "../observability/describe-cause.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { type FormerAccount, readFormerAccount } from "./former-account.ts";

/** In milliseconds. One try, because a password is not sent twice. It leaves the trigger time to report the result. */
const TIMEOUT_MS = 2500;

/** An account takes a few hundred bytes. */
const MAX_BYTES = 16_384;

export interface FormerSystem {
  readonly endpoint: URL;
  /** The secret that identifies this service; undefined if there is none. */
  readonly secret: string | undefined;
}

/** A user who signs in, or who has forgotten the password and can't give it. */
export interface Question {
  readonly username: string;
  readonly password?: string;
}

/** The result of a question. Errors and unusable answers are not a no: the operator must see them. */
export type FormerAnswer =
  | { readonly kind: "account"; readonly account: FormerAccount }
  | { readonly kind: "refused" }
  | { readonly kind: "unusable"; readonly why: string };

/** @returns undefined if the body is larger than any account */
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
 * Asks the former system about a name and, if there is one, its password: `POST {"username", "password"?}` with `Authorization:
 * Bearer …`. It answers 200 with the account; 401, 403 or 404 mean no. Redirects are not followed: they would take the password
 * elsewhere. Never throws. The password is only in the request.
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
    return { kind: "unusable", why: nameOfError(error) };
  }
}
