/** The data in the screenshots: users who have signed in, some with a wrong password, a file, and two traces. */
import { ApiClient } from "../../tests/support/clients/api-client.ts";
import { cognitoClient } from "../../tests/support/clients/cognito-client.ts";
import type { LocalStack } from "../../tests/support/stacks/local-stack.ts";
import {
  createOrganization,
  inviteToOrganization,
  joinOrganization,
} from "../../tests/support/walks/join-organization.ts";
import { recordWalks } from "../trace-docs/record-walks.ts";
import { createQuotas } from "../users/quotas.ts";
import { seedUsers } from "../users/seed-users.ts";

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface Filled {
  readonly user: Credentials;
  readonly admin: Credentials;
  /** Id of the user whose page is shown. */
  readonly shownUser: string;
  /** Id of the organization that the user owns. */
  readonly organization: string;
  /** Ids of traces. */
  readonly traces: { readonly otp: string; readonly unauthorized: string };
}

/** The local stack's own demo users (config/demo-users.yml). */
const USER = { email: "user@example.com", password: "amber-kettle-drifts-north" };
const ADMIN = { email: "admin@example.com", password: "granite-otter-counts-stars" };

/** People from the history of computing; mail to the addresses is not delivered (RFC 2606). */
const PEOPLE = [
  "Ada Lovelace",
  "Alan Turing",
  "Barbara Liskov",
  "Donald Knuth",
  "Edsger Dijkstra",
  "Frances Allen",
  "Grace Hopper",
  "Hedy Lamarr",
  "Jean Bartik",
  "Katherine Johnson",
  "Ken Thompson",
  "Leslie Lamport",
  "Margaret Hamilton",
  "Niklaus Wirth",
  "Radia Perlman",
  "Tony Hoare",
];
const PASSWORD = "seven lanterns over water";

const addressOf = (name: string): string => `${name.toLowerCase().replace(" ", ".")}@example.com`;

const MEMBERS = [
  ["Ada Lovelace", "admin"],
  ["Grace Hopper", "member"],
] as const;

export async function fillStack(stack: LocalStack): Promise<Filled> {
  const api = new ApiClient(stack);
  const poolId = String((await api.get("/v1/auth/config")).body.userPoolId);
  const cognito = cognitoClient(stack.cloudUrl);
  const people = PEOPLE.map((name, index) => ({
    email: addressOf(name),
    name,
    groups: index % 5 === 0 ? ["support", "users"] : ["users"],
  }));
  await seedUsers(people, {
    target: { cognito, poolId, quotas: createQuotas({ share: 1 }) },
    password: PASSWORD,
  });
  for (const [index, { email }] of people.entries()) {
    if (index % 4 === 1) await api.post("/v1/auth/sign-in", { email, password: `not ${PASSWORD}` });
    if (index % 3 !== 2) await api.post("/v1/auth/sign-in", { email, password: PASSWORD });
  }
  await uploadFile(api);
  const organization = await fillOrganization(api);
  await recordWalks(stack);
  return {
    user: USER,
    admin: ADMIN,
    shownUser: await userCalled(api, "Grace Hopper"),
    organization,
    traces: {
      otp: await newestTrace(stack, "route=POST /v1/auth/challenge&status=200"),
      unauthorized: await newestTrace(stack, "route=GET /v1/me&status=401"),
    },
  };
}

async function signedIn(api: ApiClient, credentials: Credentials): Promise<string> {
  const { body } = await api.post("/v1/auth/sign-in", credentials);
  return (body.tokens as { readonly accessToken: string }).accessToken;
}

async function uploadFile(api: ApiClient): Promise<void> {
  const token = await signedIn(api, USER);
  const text = "Notes on the Analytical Engine.\n";
  const { body } = await api.post(
    "/v1/files",
    { name: "notes.txt", contentType: "text/plain", size: text.length, purpose: "file" },
    { token },
  );
  const { url, fields } = body.upload as { readonly url: string; readonly fields: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([text]));
  const stored = await fetch(url, { method: "POST", body: form });
  if (!stored.ok) throw new Error(`the upload is refused: ${await stored.text()}`);
}

/** The user's organization, with members and an open invitation. */
async function fillOrganization(api: ApiClient): Promise<string> {
  const owner = { token: await signedIn(api, USER) };
  const organization = await createOrganization(api, owner, "Analytical Engines");
  for (const [name, role] of MEMBERS) {
    const person = { email: addressOf(name), password: PASSWORD };
    const member = { person, token: await signedIn(api, person) };
    await joinOrganization(api, owner, { organization, member, role });
  }
  await inviteToOrganization(api, owner, { organization, email: addressOf("Charles Babbage") });
  return organization;
}

async function userCalled(api: ApiClient, name: string): Promise<string> {
  const token = await signedIn(api, ADMIN);
  const { body } = await api.get(`/v1/admin/users?name=${encodeURIComponent(name)}`, { token });
  const [user] = body.items as readonly { readonly sub: string }[];
  if (user === undefined) throw new Error(`there is no ${name}`);
  return user.sub;
}

async function newestTrace({ cloudUrl }: LocalStack, filter: string): Promise<string> {
  const answer = await fetch(`${cloudUrl}/_local/traces?${encodeURI(filter)}&limit=1`);
  const { traces } = (await answer.json()) as { readonly traces: readonly { readonly id: string }[] };
  if (traces[0] === undefined) throw new Error(`there is no trace of ${filter}`);
  return traces[0].id;
}
