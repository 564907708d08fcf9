/** Attacks on sign-in links. The suite can't read mailboxes: it attacks without the token. */
import { type AttackContext, type Check, heldUnless, publicCheck, skipped } from "./check.ts";
import { strangers } from "./strangers.ts";

const COMPLETE = "/v1/auth/link/complete?tokens=cookie";
const madeUp = { token: `${"A".repeat(22)}.${"A".repeat(43)}` };

async function areLinksOn({ client }: AttackContext): Promise<boolean> {
  const { json } = await client.send({ path: "/v1/auth/config" });
  return JSON.stringify(json ?? {}).includes('"email_link"');
}

export const linkChecks: readonly Check[] = [
  publicCheck({
    subject: "links",
    name: "a page of another site can neither ask for a sign-in link nor post one",
    requests: 16,
    run: async (context) => {
      const { client, webOrigin } = context;
      if (!(await areLinksOn(context))) return skipped("the stage has no sign-in links");
      const findings: string[] = [];
      for (const headers of strangers(webOrigin ?? "https://app.example")) {
        const asked = await client.send({
          path: "/v1/auth/link?tokens=cookie",
          body: { email: "nobody@attacker.example" },
          headers,
        });
        if (asked.headers["set-cookie"] !== undefined) {
          findings.push(`${JSON.stringify(headers)} gets a cookie of a sign-in link`);
        }
        const posted = await client.send({ path: COMPLETE, body: madeUp, headers });
        if (posted.json?.code !== "origin_not_allowed") {
          findings.push(`${JSON.stringify(headers)} may post a link (${posted.status})`);
        }
      }
      return heldUnless(findings);
    },
  }),
  publicCheck({
    subject: "links",
    name: "a link signs in only by a post, with the cookie of its browser",
    requests: 8,
    run: async (context) => {
      const { client, webOrigin } = context;
      if (!(await areLinksOn(context))) return skipped("the stage has no sign-in links");
      if (webOrigin === null) return skipped("the app's origin is unknown: give --origin");
      const own = { origin: webOrigin, "sec-fetch-site": "same-site" };
      const cookie = `__Host-sign-in-link=${"A".repeat(43)}`;
      const findings: string[] = [];
      for (const method of ["GET", "HEAD", "PUT"]) {
        const { status } = await client.send({
          method,
          path: `${COMPLETE}&token=${madeUp.token}`,
          headers: own,
        });
        if (status < 400) findings.push(`${method} answers ${status}`);
      }
      for (const headers of [own, { ...own, cookie }, { ...own, cookie: `${cookie}; ${cookie}` }]) {
        const { json, status } = await client.send({ path: COMPLETE, body: madeUp, headers });
        if (json?.code !== "link_of_another_browser") findings.push(`a made-up link is answered ${status}`);
      }
      return heldUnless(findings);
    },
  }),
];
