/** Attacks on dynamic client registration. Each registration here must be refused, so none is left behind. */
import { type Check, held, heldUnless, publicCheck, skipped } from "./check.ts";

const REDIRECT = "https://attacker.example/callback";

const ATTACKS: readonly Readonly<Record<string, unknown>>[] = [
  { scope: "openid api/profile" },
  { scope: "openid api/users.write" },
  { scope: "openid aws.cognito.signin.user.admin" },
  { scope: "aws.cognito/dcr/register" },
  { grant_types: ["client_credentials"] },
  ...["javascript:alert(1)", "data:text/html,x", "http://attacker.example/", `${REDIRECT}#x`].map((uri) => ({
    redirect_uris: [uri],
  })),
];

export const registrationChecks: readonly Check[] = [
  publicCheck({
    subject: "registration",
    name: "no client registers itself for this API, for Cognito's own operations, or with a redirect to a script",
    requests: 0,
    run: async ({ config }) => {
      const discovery = await fetch(`${config.issuer}/.well-known/openid-configuration`);
      if (!discovery.ok) return skipped(`the pool has no discovery document (${discovery.status})`);
      const { registration_endpoint: endpoint } = (await discovery.json()) as Record<string, unknown>;
      if (typeof endpoint !== "string") return held;
      const findings: string[] = [];
      for (const attack of ATTACKS) {
        const { status } = await fetch(endpoint, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ redirect_uris: [REDIRECT], token_endpoint_auth_method: "none", ...attack }),
        });
        if (status < 400) findings.push(`${JSON.stringify(attack)} is answered ${status}: delete the client`);
      }
      return heldUnless(findings);
    },
  }),
];
