import type { IncomingMessage } from "node:http";
import { BodyTooLarge, readBody } from "../server/read-body.ts";
import {
  type ChooserPage,
  type Problems,
  renderChooserPage,
  type TypedPerson,
} from "./pages/chooser-page.ts";
import { type PageReply, pageHeaders } from "./pages/page.ts";
import type { Person } from "./people.ts";
import type { NewPerson, StandInState } from "./stand-in-state.ts";

const MAX_FORM_BYTES = 8192;
const MAX_NAME_LENGTH = 100;

/** RFC 5321 §4.5.3.1.3, less the angle brackets. */
const MAX_EMAIL_LENGTH = 254;

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+$/;
const CONTROL_CHARACTER = /\p{Cc}/u;

export type Choice =
  | { readonly kind: "chosen"; readonly person: Person }
  | { readonly kind: "refused" }
  | { readonly kind: "invalid"; readonly typed: TypedPerson; readonly problems: Problems };

/** The page with the accounts; for scripts, which don't ask for HTML, the possible choices. */
export function chooserReply(request: IncomingMessage, page: ChooserPage): PageReply {
  const status = page.problems === undefined ? 200 : 400;
  const { accept = "" } = request.headers;
  if (accept.includes("text/html")) return { ...renderChooserPage(page), status };
  const { provider, clientId, people, problems } = page;
  return {
    status,
    headers: { ...pageHeaders, "content-type": "application/json" },
    body: JSON.stringify({
      provider,
      clientId,
      choices: [...people.map(({ id }) => id), "new", "refuse"],
      problems,
    }),
  };
}

/**
 * Reads the choice: a form or a JSON object with `choice`, which is a person's id, `refuse`, or `new` with `name`, `email` and
 * `email_verified`. A new person is stored.
 */
export async function readChoice(request: IncomingMessage, state: StandInState): Promise<Choice> {
  const fields = await readFields(request);
  const choice = fields.get("choice") ?? "";
  if (choice === "refuse") return { kind: "refused" };
  const typed = {
    name: (fields.get("name") ?? "").trim().replace(/\s+/g, " "),
    email: (fields.get("email") ?? "").trim(),
    isEmailVerified: ["on", "true"].includes(fields.get("email_verified") ?? ""),
  };
  if (choice !== "new") {
    const person = state.findPerson(choice);
    if (person !== null) return { kind: "chosen", person };
    return { kind: "invalid", typed, problems: { choice: "There is no such account. Choose one of these." } };
  }
  const problems = problemsOf(typed);
  if (Object.keys(problems).length > 0) return { kind: "invalid", typed, problems };
  return { kind: "chosen", person: state.keepPerson(newPerson(typed)) };
}

/** Without an address there is nothing to verify. */
const newPerson = ({ name, email, isEmailVerified }: TypedPerson): NewPerson =>
  email === "" ? { name, isEmailVerified: false } : { name, email, isEmailVerified };

function problemsOf({ name, email }: TypedPerson): Problems {
  const isText = (value: string) => value.isWellFormed() && !CONTROL_CHARACTER.test(value);
  const isName = name !== "" && name.length <= MAX_NAME_LENGTH && isText(name);
  const isEmail = email === "" || (email.length <= MAX_EMAIL_LENGTH && EMAIL.test(email) && isText(email));
  return {
    ...(!isName && { name: `Enter a name of 1 to ${MAX_NAME_LENGTH} characters.` }),
    ...(!isEmail && { email: "Enter an address like name@example.com, or leave it empty." }),
  };
}

/** Only a small form or JSON object has fields. */
async function readFields(request: IncomingMessage): Promise<ReadonlyMap<string, string>> {
  const type = request.headers["content-type"] ?? "";
  try {
    const body = (await readBody(request, MAX_FORM_BYTES)).toString("utf8");
    if (type.startsWith("application/x-www-form-urlencoded")) return new Map(new URLSearchParams(body));
    if (!type.startsWith("application/json")) return new Map();
    const object = Object(JSON.parse(body)) as Record<string, unknown>;
    return new Map(Object.entries(object).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    if (error instanceof BodyTooLarge || error instanceof SyntaxError) return new Map();
    throw error;
  }
}
