/** A stack that requires users to accept its terms. */
import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { PROTECTED_ROUTES } from "../support/checks/every-route.ts";
import { type ApiAnswer, ApiClient, newPerson, type Person } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { openBrowser } from "../support/clients/hosted-browser.ts";
import { startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { poolIdOf } from "../support/worlds/staff.ts";

const terms = {
  version: "2026-12-01",
  termsUrl: "https://www.example.com/terms",
  privacyUrl: "https://www.example.com/privacy",
};

const stack = closeAtEnd(
  await startLocalStack({
    arguments: [
      "--param=terms=require",
      `--param=termsVersion=${terms.version}`,
      `--param=termsUrl=${terms.termsUrl}`,
      `--param=privacyUrl=${terms.privacyUrl}`,
    ],
  }),
);
const api = new ApiClient(stack);

const said = ({ status, body }: ApiAnswer) => ({ status, code: body.code });
const REFUSED = { status: 403, code: "terms_not_accepted" };

/** An account whose owner confirmed it, with or without consent. */
async function confirmed(acceptedTerms?: string): Promise<Person> {
  const person = newPerson();
  await api.signUp(person);
  const { email, password } = person;
  const answer = await api.post("/v1/auth/confirm", {
    email,
    password,
    code: await api.codeFor(email),
    ...(acceptedTerms === undefined ? {} : { acceptedTerms }),
  });
  expect(answer.status).toBe(204);
  return person;
}

const tokenOf = async (person: Person) => (await api.signIn(person)).accessToken;

test("apps learn the terms before anyone signs in", async () => {
  expect((await api.get("/v1/auth/config")).body.terms).toEqual({ ...terms, isRequired: true });
});

test("the sign-up on the hosted pages links to them, below its form", async () => {
  const { userPoolClientId, managedLogin } = (await api.get("/v1/auth/config")).body as {
    userPoolClientId: string;
    managedLogin: { redirectUris: string[] };
  };
  const query = new URLSearchParams({
    client_id: userPoolClientId,
    response_type: "code",
    scope: "openid",
    redirect_uri: managedLogin.redirectUris[0] ?? "",
    lang: "de",
  });
  const page = await openBrowser(stack.cloudUrl).open(`${stack.cloudUrl}/signup?${query}`);
  expect(page.links.get("Nutzungsbedingungen")).toBe(terms.termsUrl);
  expect(page.links.get("Datenschutzerklärung")).toBe(terms.privacyUrl);
});

describe("a user who has not accepted them", () => {
  let admin: Person;
  let token: string;
  beforeAll(async () => {
    admin = await confirmed();
    await cognitoClient(stack.cloudUrl).send(
      new AdminAddUserToGroupCommand({
        UserPoolId: await poolIdOf(api),
        Username: admin.email,
        GroupName: "admins",
      }),
    );
    token = await tokenOf(admin);
  });

  test.each(PROTECTED_ROUTES.filter(({ isBeforeTerms }) => !isBeforeTerms))(
    "is refused by $method $path ($operation)",
    async ({ method, path, takesBody }) => {
      expect(said(await api.send(method, path, takesBody ? "{}" : undefined, { token }))).toEqual(REFUSED);
    },
  );

  test("can read, take the data along, end sign-ins and delete the account", async () => {
    const leaver = await confirmed();
    const own = { token: await tokenOf(leaver) };
    expect((await api.get("/v1/me", own)).body.termsToAccept).toEqual(terms);
    expect((await api.get("/v1/me/consents", own)).body).toEqual({ items: [], toAccept: terms });
    expect((await api.get("/v1/me/sessions", own)).status).toBe(200);
    expect((await api.get("/v1/me/export", own)).body).toMatchObject({ consents: [] });
    expect((await api.delete("/v1/me", own)).status).toBe(204);
  });

  test("accepts the current version alone, once, and is let in", async () => {
    const outdated = await api.post("/v1/me/consents", { version: "2020-01-01" }, { token });
    expect(said(outdated)).toEqual({ status: 409, code: "terms_outdated" });
    expect(said(await api.get("/v1/files", { token }))).toEqual(REFUSED);

    const accepted = await api.post("/v1/me/consents", { version: terms.version }, { token });
    expect(accepted.status).toBe(201);
    expect(accepted.body).toEqual({
      items: [{ ...terms, given: "question", acceptedAt: expect.any(String), clientId: expect.any(String) }],
      toAccept: null,
    });
    expect((await api.post("/v1/me/consents", { version: terms.version }, { token })).body).toEqual(
      accepted.body,
    );
    expect((await api.get("/v1/files", { token })).status).toBe(200);
    const me = await api.get("/v1/me", { token });
    expect(me.body.termsToAccept).toBeNull();
    expect((await api.get("/v1/me/export", { token })).body.consents).toEqual(accepted.body.items);
    const trail = await api.get("/v1/me/activity", { token });
    expect(
      (trail.body.items as { type: string }[]).filter(({ type }) => type === "terms_accepted"),
    ).toHaveLength(1);
    const seen = await api.get(`/v1/admin/users/${String(me.body.sub)}`, { token });
    expect(seen.body.terms).toEqual({ version: terms.version, acceptedAt: expect.any(String) });
  });
});

test("consent comes with the code of the sign-up", async () => {
  const token = await tokenOf(await confirmed(terms.version));
  expect((await api.get("/v1/files", { token })).status).toBe(200);
  expect((await api.get("/v1/me/consents", { token })).body).toMatchObject({
    items: [{ version: terms.version, given: "confirmation" }],
    toAccept: null,
  });
});

test("an old version that comes with the code is not recorded: the user is asked", async () => {
  const token = await tokenOf(await confirmed("2020-01-01"));
  expect((await api.get("/v1/me/consents", { token })).body).toEqual({ items: [], toAccept: terms });
});
