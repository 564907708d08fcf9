/** Bodies that no client sends. */
import { strangeEmail } from "./attack-accounts.ts";
import type { AttackAnswer, AttackRequest } from "./attack-client.ts";
import { type Check, heldUnless, publicCheck } from "./check.ts";

const ROUTE = "/v1/auth/sign-in";

const credentials = () => ({ email: strangeEmail(), password: "not-the-password-of-anybody" });

/** Text that appears only in a leaked stack trace or internal error. */
const INSIDE = /node_modules|\/var\/task|\bat [\w.<>]+ \(|\.(ts|mjs|js):\d+|ECONNREFUSED|arn:aws/;

interface OddBody {
  readonly what: string;
  readonly request: () => Partial<AttackRequest>;
  /** The status that fits the mistake. */
  readonly expected: readonly number[];
}

const json = (body: unknown) => () => ({ body });

const BODIES: readonly OddBody[] = [
  {
    what: "a body over 64 KB",
    request: () => ({ body: { ...credentials(), pad: "x".repeat(66_000) } }),
    expected: [413],
  },
  {
    what: "a form",
    request: () => ({
      body: `email=${strangeEmail()}&password=x`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
    expected: [415],
  },
  {
    what: "JSON as plain text (any page may post that)",
    request: () => ({ body: JSON.stringify(credentials()), headers: { "content-type": "text/plain" } }),
    expected: [415],
  },
  { what: "text that is not JSON", request: json('{"email":'), expected: [400] },
  { what: "a list", request: json("[]"), expected: [400] },
  { what: "null", request: json("null"), expected: [400] },
  { what: "a number", request: json("1e999"), expected: [400] },
  {
    what: "an object in place of an address",
    request: json({ email: { $ne: null }, password: "x" }),
    expected: [400],
  },
  {
    what: "a list in place of a password",
    request: json({ email: "a@example.com", password: ["x"] }),
    expected: [400],
  },
  {
    what: "an unknown member",
    request: () => ({ body: { ...credentials(), isAdmin: true } }),
    expected: [400],
  },
  {
    what: "a prototype",
    request: () => ({ body: `{"__proto__":{"isAdmin":true},"email":"${strangeEmail()}","password":"x"}` }),
    // Some parsers drop the member, and what is left is a wrong password.
    expected: [400, 401],
  },
  {
    what: "a constructor",
    request: () => ({
      body: `{"constructor":{"prototype":{"a":1}},"email":"${strangeEmail()}","password":"x"}`,
    }),
    expected: [400],
  },
  {
    what: "a name twice",
    request: () => ({ body: `{"email":"${strangeEmail()}","email":"${strangeEmail()}","password":"wrong"}` }),
    expected: [400, 401],
  },
  {
    what: "ten thousand levels",
    request: json(`{"email":${"[".repeat(10_000)}${"]".repeat(10_000)},"password":"x"}`),
    expected: [400],
  },
  {
    what: "half a character",
    request: json('{"email":"\\ud800@example.com","password":"x"}'),
    expected: [400, 401],
  },
];

/** What is wrong with an answer. */
function wrongWith(
  what: string,
  { status, text, headers }: AttackAnswer,
  expected: readonly number[],
): string[] {
  return [
    ...(expected.includes(status) ? [] : [`${what} answers ${status}, not ${expected.join(" or ")}`]),
    ...(INSIDE.test(text) ? [`${what} reveals internals`] : []),
    ...(/json/.test(String(headers["content-type"])) ? [] : [`${what} answers ${headers["content-type"]}`]),
  ];
}

export const bodyChecks: readonly Check[] = BODIES.map(({ what, request, expected }) =>
  publicCheck({
    subject: "bodies",
    name: `${what} is refused with a clear error`,
    requests: 1,
    run: async ({ client }) =>
      heldUnless(wrongWith(what, await client.send({ path: ROUTE, ...request() }), expected)),
  }),
);
