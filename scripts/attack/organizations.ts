/** Attacks across organizations. Invitations go to mailboxes, which the suite can't read: accounts here stay strangers. */
import { strangeEmail } from "./attack-accounts.ts";
import type { AttackRequest } from "./attack-client.ts";
import {
  type AccountContext,
  accountCheck,
  type Check,
  finding,
  held,
  heldUnless,
  skipped,
  type Verdict,
} from "./check.ts";
import { signIn } from "./sign-in.ts";

interface Place {
  /** The organization's address. */
  readonly at: string;
  readonly owner: { readonly token: string; readonly sub: string };
}

const subOf = (token: string): string =>
  String(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sub);

/** An organization of an account of the suite's own, which is deleted again. */
const withOrganization = (work: (place: Place, context: AccountContext) => Promise<Verdict>) => {
  return async (context: AccountContext): Promise<Verdict> => {
    const { client, accounts } = context;
    const { accessToken: token } = await signIn(client, await accounts.create());
    const made = await client.send({ path: "/v1/organizations", body: { name: "Attacked" }, token });
    if (made.status === 404) return skipped("the stage has no organizations");
    if (made.status !== 201) return skipped(`can't create an organization (${made.status})`);
    const at = `/v1/organizations/${String(made.json?.id)}`;
    try {
      return await work({ at, owner: { token, sub: subOf(token) } }, context);
    } finally {
      await client.send({ method: "DELETE", path: at, token });
    }
  };
};

/** Everything that can be asked of an organization. */
const requestsTo = ({ at, owner }: Place): readonly AttackRequest[] => [
  { path: at },
  { path: `${at}/members` },
  { path: `${at}/invitations` },
  { method: "PATCH", path: at, body: { name: "Mine" } },
  { path: `${at}/invitations`, body: { email: strangeEmail(), role: "owner" } },
  { method: "PATCH", path: `${at}/members/${owner.sub}`, body: { role: "member" } },
  { method: "DELETE", path: `${at}/members/${owner.sub}` },
  { method: "DELETE", path: at },
];

export const organizationChecks: readonly Check[] = [
  accountCheck({
    subject: "organizations",
    name: "for users who are not members an organization does not exist, and they change nothing",
    requests: 19,
    run: withOrganization(async (place, { client, accounts }) => {
      const { accessToken: token } = await signIn(client, await accounts.create());
      const findings: string[] = [];
      for (const request of requestsTo(place)) {
        const { status } = await client.send({ ...request, token });
        if (status !== 404) {
          findings.push(`a stranger's ${request.method ?? "request"} is answered ${status}`);
        }
      }
      const chosen = await client.send({
        method: "PUT",
        path: "/v1/me/organization",
        body: { organization: place.at.split("/").at(-1) },
        token,
      });
      if (chosen.status < 400) findings.push("a stranger chooses the organization for their tokens");
      const { json } = await client.send({ path: place.at, token: place.owner.token });
      if (json?.name !== "Attacked" || json.members !== 1) findings.push("a stranger changed it");
      return heldUnless(findings);
    }),
  }),
  accountCheck({
    subject: "organizations",
    name: "a refresh that asks for an organization gives its claims to members only",
    requests: 10,
    run: withOrganization(async ({ at }, { client, accounts }) => {
      const { refreshToken } = await signIn(client, await accounts.create());
      const organization = at.split("/").at(-1);
      const answer = await client.send({ path: "/v1/auth/refresh", body: { refreshToken, organization } });
      const tokens = answer.json?.tokens as { readonly accessToken: string } | undefined;
      if (tokens === undefined) return skipped(`the stage does not refresh (${answer.status})`);
      const payload = Buffer.from(tokens.accessToken.split(".")[1] ?? "", "base64url").toString();
      return payload.includes('"org_id"') ? finding("a stranger's token is for the organization") : held;
    }),
  }),
  accountCheck({
    subject: "organizations",
    name: "the last owner stays, also with two requests at once",
    requests: 8,
    run: withOrganization(async ({ at, owner }, { client }) => {
      const { token, sub } = owner;
      const self = `${at}/members/${sub}`;
      const answers = await Promise.all([
        client.send({ method: "DELETE", path: self, token }),
        client.send({ method: "PATCH", path: self, body: { role: "member" }, token }),
      ]);
      const { json } = await client.send({ path: at, token });
      const isHeld = answers.every(({ status }) => status === 409) && json?.role === "owner";
      return isHeld ? held : finding(`answered ${answers.map(({ status }) => status).join(" and ")}`);
    }),
  }),
  accountCheck({
    subject: "organizations",
    name: "made-up invitations are refused, and members of a body that the route does not name",
    requests: 11,
    run: withOrganization(async ({ at, owner: { token } }, { client }) => {
      const findings: string[] = [];
      const madeUp = `${at.split("/").at(-1)}.${"A".repeat(22)}.${"A".repeat(43)}`;
      for (const action of ["read", "accept", "decline"]) {
        const path = `/v1/organization-invitations/${action}`;
        const { status } = await client.send({ path, body: { token: madeUp }, token });
        if (status < 400) findings.push(`a made-up invitation: ${action} answers ${status}`);
      }
      for (const body of [
        { email: "eve@attacker.example,x@example.com", role: "member" },
        { email: "=?utf-8?q?eve=40attacker.example=3e?=@example.com", role: "member" },
        { email: strangeEmail(), role: "member", invitedBy: "someone" },
      ]) {
        const { status } = await client.send({ path: `${at}/invitations`, body, token });
        if (status < 400) findings.push(`the invitation of ${JSON.stringify(body)} answers ${status}`);
      }
      return heldUnless(findings);
    }),
  }),
];
