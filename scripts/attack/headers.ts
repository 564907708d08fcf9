/** Security headers, and what pages of other origins may do. */
import { strangeEmail } from "./attack-accounts.ts";
import type { AttackAnswer, AttackRequest } from "./attack-client.ts";
import { type Check, finding, held, heldUnless, publicCheck, skipped } from "./check.ts";

/** Answers of the functions, among them a refusal. The gateway's own refusals can't have such headers. */
const ANSWERS: readonly AttackRequest[] = [
  { path: "/v1/auth/config" },
  { path: "/v1/auth/sign-in", body: { email: "not an address", password: "x" } },
  { path: "/v1/auth/refresh", body: { refreshToken: "unknown" } },
];

function missing({ headers }: AttackAnswer): string[] {
  const transport = Number(/max-age=(\d+)/.exec(String(headers["strict-transport-security"]))?.[1] ?? 0);
  return [
    ...(headers["x-content-type-options"] === "nosniff" ? [] : ["x-content-type-options"]),
    ...(/no-store/.test(String(headers["cache-control"])) ? [] : ["cache-control: no-store"]),
    ...(transport >= 31_536_000 ? [] : ["strict-transport-security for a year"]),
    ...(/frame-ancestors 'none'/.test(String(headers["content-security-policy"])) ||
    /deny/i.test(String(headers["x-frame-options"]))
      ? []
      : ["a policy that forbids framing"]),
    ...(headers["referrer-policy"] === "no-referrer" ? [] : ["referrer-policy"]),
  ];
}

/** Origins that wrong rules accept. */
const foreignOrigins = (allowed: string | null): readonly string[] => {
  const own = allowed ?? "https://app.example.com";
  const { host } = new URL(own);
  return [
    "https://attacker.example",
    "null",
    `${own}.attacker.example`,
    `https://attacker-${host}`,
    `https://${host}@attacker.example`,
    own.replace("://", "://x."),
    `${own}:1`,
    own.toUpperCase(),
  ].filter((origin) => origin !== allowed);
};

export const headerChecks: readonly Check[] = [
  publicCheck({
    subject: "headers",
    name: "every answer of a function has the security headers",
    requests: ANSWERS.length,
    run: async ({ client }) => {
      const findings: string[] = [];
      for (const request of ANSWERS) {
        findings.push(
          ...missing(await client.send(request)).map((header) => `${request.path} lacks ${header}`),
        );
      }
      return heldUnless(findings);
    },
  }),
  publicCheck({
    subject: "headers",
    name: "a page of another origin may not call the API",
    requests: 20,
    run: async ({ client, webOrigin }) => {
      const findings: string[] = [];
      for (const origin of foreignOrigins(webOrigin)) {
        const preflight = await client.send({
          method: "OPTIONS",
          path: "/v1/auth/sign-in",
          headers: {
            origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
          },
        });
        const call = await client.send({ path: "/v1/auth/config", headers: { origin } });
        for (const { headers } of [preflight, call]) {
          if (
            headers["access-control-allow-origin"] === origin ||
            headers["access-control-allow-origin"] === "*"
          ) {
            findings.push(`${origin} may read answers`);
          }
        }
      }
      return heldUnless(findings);
    },
  }),
  publicCheck({
    subject: "headers",
    name: "a page of the app's own origin may call the API, which shows that the check above works",
    requests: 1,
    run: async ({ client, webOrigin }) => {
      if (webOrigin === null) return skipped("the app's origin is unknown: give --origin");
      const { headers } = await client.send({ path: "/v1/auth/config", headers: { origin: webOrigin } });
      return headers["access-control-allow-origin"] === webOrigin
        ? held
        : finding(`${webOrigin} can't read answers`);
    },
  }),
  publicCheck({
    subject: "headers",
    name: "a forged host name does not appear in an answer",
    requests: 2,
    run: async ({ client }) => {
      const host = "attacker.example";
      for (const headers of [{ "x-forwarded-host": host }, { forwarded: `host=${host}` }]) {
        const { text } = await client.send({
          path: "/v1/auth/forgot-password",
          body: { email: strangeEmail() },
          headers,
        });
        if (text.includes(host)) return finding("the answer names the attacker's host");
      }
      return held;
    },
  }),
];
