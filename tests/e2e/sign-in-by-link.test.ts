import {
  AdminDisableUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createAuthClient, memoryStorage } from "../../clients/typescript/index.ts";
import { type ApiAnswer, ApiClient, newPerson } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { askForLink, completeLink, linkFor, OWN_PAGE, tokenOf } from "../support/clients/sign-in-link.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";

// Its own stack: its clock is moved.
const stack = closeAtEnd(await startLocalStack({ arguments: QUICK_ANSWERS }));
const api = new ApiClient(stack);
const cognito = cognitoClient(stack.cloudUrl);
const UserPoolId = String((await api.get("/v1/auth/config")).body.userPoolId);

afterEach(async () => {
  await fetch(`${stack.cloudUrl}/_local/clock`, { method: "DELETE" });
});

async function advance(by: string): Promise<void> {
  const body = JSON.stringify({ advance: by });
  const headers = { "content-type": "application/json" };
  await fetch(`${stack.cloudUrl}/_local/clock`, { method: "POST", headers, body });
}

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code ?? ""}`.trim();

const changed = (token: string) => token.slice(0, -2) + (token.endsWith("AA") ? "BA" : "AA");

async function giveSmsFactor(email: string): Promise<void> {
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username: email,
      UserAttributes: [
        { Name: "phone_number", Value: "+4915112345678" },
        { Name: "phone_number_verified", Value: "true" },
      ],
    }),
  );
  await cognito.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId,
      Username: email,
      SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
}

describe("a sign-in link, asked for by a page", () => {
  test("signs in the browser that asked, and the answer has no secret", async () => {
    const { email } = await api.register();
    const { answer, cookie, token } = await askForLink(api, { email });
    expect(answer.body).toEqual({
      delivery: { medium: "EMAIL", destination: "p***@e***" },
      resendAfter: 30,
      expiresAt: expect.stringMatching(/^\d{4}-/),
    });
    const [set = "", ...others] = answer.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(set).toMatch(/^__Host-sign-in-link-?\d*=[\w-]{43}; /);
    const attributes = ["Max-Age=3600", "Path=/", "HttpOnly", "Secure", "SameSite=Strict"];
    expect(set.split("; ")).toEqual(expect.arrayContaining(attributes));
    expect(set).not.toMatch(/Domain=/i);
    const link = await linkFor(api, email);
    expect([link.origin, link.pathname, link.search]).toEqual([OWN_PAGE.origin, "/sign-in/link", ""]);
    expect((await api.inbox(email))[0]?.text).not.toMatch(/\b\d{6}\b/);

    const signedIn = await completeLink(api, { cookie, token });
    expect(codeOf(signedIn)).toBe("200");
    const { accessToken } = signedIn.body.tokens as { accessToken: string };
    const me = await api.get("/v1/me", { token: accessToken });
    expect(me.body).toMatchObject({ email, emailVerified: true });
    expect(signedIn.headers.getSetCookie().map((set) => set.split("=")[0]?.replace(/-\d+$/, ""))).toEqual([
      "__Secure-refresh-token",
      "__Secure-known-client",
    ]);
  });

  test("opened by a scanner, with any method, has no effect", async () => {
    const asked = await askForLink(api, await api.register());
    const { cookie, token } = asked;
    for (const method of ["GET", "HEAD"]) {
      const page = await fetch(`${stack.consoleUrl}/sign-in/link`, { method, headers: { cookie } });
      expect(page.status).toBe(200);
      const query = `?token=${encodeURIComponent(token)}`;
      const route = await fetch(`${stack.apiUrl}/v1/auth/link/complete${query}`, {
        method,
        headers: { cookie },
      });
      expect(route.status).toBe(404);
    }
    // Without the browser's cookie a scanner that posts what it finds gets nothing either.
    expect(codeOf(await completeLink(api, { token, cookie: "" }))).toBe("403 link_of_another_browser");
    expect(codeOf(await completeLink(api, asked))).toBe("200");
  });

  test("opened in another browser says so, also where that browser asked for a link of its own", async () => {
    const asked = await askForLink(api, await api.register());
    const other = await askForLink(api, await api.register());
    expect(codeOf(await completeLink(api, { token: asked.token, cookie: "" }))).toBe(
      "403 link_of_another_browser",
    );
    expect(codeOf(await completeLink(api, { token: asked.token, cookie: other.cookie }))).toBe(
      "403 link_of_another_browser",
    );
    expect(codeOf(await completeLink(api, asked))).toBe("200");
    expect(codeOf(await completeLink(api, other))).toBe("200");
  });

  test("works once", async () => {
    const asked = await askForLink(api, await api.register());
    expect(codeOf(await completeLink(api, asked))).toBe("200");
    expect(codeOf(await completeLink(api, asked))).toBe("401 link_expired");
  });

  test("of two requests at once, one signs in", async () => {
    const asked = await askForLink(api, await api.register());
    const answers = await Promise.all([completeLink(api, asked), completeLink(api, asked)]);
    expect(answers.map(codeOf).sort()).toEqual(["200", "401 link_expired"]);
  });

  test("is valid for a quarter of an hour", async () => {
    const person = await api.register();
    const late = await askForLink(api, person);
    await advance("15m");
    expect(codeOf(await completeLink(api, late))).toBe("401 link_expired");
    const { expiresAt } = late.answer.body as { expiresAt: string };
    const next = await askForLink(api, person, late.cookie);
    expect(Date.parse(String(next.answer.body.expiresAt)) - Date.parse(expiresAt)).toBeGreaterThanOrEqual(
      15 * 60_000,
    );
    await advance("14m");
    expect(codeOf(await completeLink(api, next))).toBe("200");
  });

  test("still works after a newer one, and the newer one works as well: each is its own sign-in", async () => {
    const person = await api.register();
    const first = await askForLink(api, person);
    await advance("31s");
    const second = await askForLink(api, person, first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect(second.token).not.toBe(first.token);
    expect(codeOf(await completeLink(api, first))).toBe("200");
    expect(codeOf(await completeLink(api, second))).toBe("200");
  });

  test("with a changed token is refused; the right one still works, until three were wrong", async () => {
    const asked = await askForLink(api, await api.register());
    const wrong = { ...asked, token: changed(asked.token) };
    expect(codeOf(await completeLink(api, wrong))).toBe("401 link_expired");
    expect(codeOf(await completeLink(api, { ...asked, token: asked.token.slice(0, -4) }))).toBe(
      "401 link_expired",
    );
    expect(codeOf(await completeLink(api, asked))).toBe("200");

    const other = await askForLink(api, await api.register());
    for (const token of [`${other.token}x`, changed(other.token), other.token.slice(0, 40)]) {
      expect(codeOf(await completeLink(api, { ...other, token }))).toBe("401 link_expired");
    }
    expect(codeOf(await completeLink(api, other))).toBe("401 link_expired");
  });

  test("of a user who was disabled meanwhile is refused", async () => {
    const { email } = await api.register();
    const asked = await askForLink(api, { email });
    await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: email }));
    expect(codeOf(await completeLink(api, asked))).toBe("401 link_expired");
  });

  test("of a user who set up a second factor meanwhile is refused, and such a user gets none", async () => {
    const { email } = await api.register();
    const asked = await askForLink(api, { email });
    await giveSmsFactor(email);
    expect(codeOf(await completeLink(api, asked))).toBe("401 link_expired");

    const protectedPerson = await api.register();
    await giveSmsFactor(protectedPerson.email);
    const before = await api.inbox(protectedPerson.email);
    const answer = await api.post(
      "/v1/auth/link?tokens=cookie",
      { email: protectedPerson.email },
      { headers: OWN_PAGE },
    );
    expect(answer.status).toBe(200);
    expect(await api.inbox(protectedPerson.email)).toEqual(before);
  });

  test("can't be posted or asked for by a page of another site: it can't sign its visitors in", async () => {
    const asked = await askForLink(api, await api.register());
    for (const headers of [
      {},
      { origin: "https://evil.example" },
      { ...OWN_PAGE, "sec-fetch-site": "cross-site" },
    ]) {
      expect(codeOf(await completeLink(api, asked, headers))).toBe("403 origin_not_allowed");
      const forged = await api.post("/v1/auth/link?tokens=cookie", { email: newPerson().email }, { headers });
      expect(codeOf(forged)).toBe("403 origin_not_allowed");
      expect(forged.headers.getSetCookie()).toEqual([]);
    }
    expect(codeOf(await completeLink(api, asked))).toBe("200");
  });

  test("two cookies count as none", async () => {
    const asked = await askForLink(api, await api.register());
    const cookie = `${asked.cookie}; ${asked.cookie.split("=")[0]}=${"x".repeat(43)}`;
    expect(codeOf(await completeLink(api, { ...asked, cookie }))).toBe("403 link_of_another_browser");
  });

  test("shares the limit of the codes, and an unknown user gets the same answers", async () => {
    const { email } = await api.register();
    await api.post("/v1/auth/otp", { email });
    const sent = (await api.inbox(email)).length;
    const ask = (address: string) =>
      api.post("/v1/auth/link?tokens=cookie", { email: address }, { headers: OWN_PAGE });
    const shapeOf = ({ status, headers, body }: ApiAnswer) => ({
      status,
      headers: [...headers.keys()].filter((name) => name !== "date").sort(),
      cookie: headers.getSetCookie()[0]?.replace(/=[^;]*|Expires=[^;]*/g, ""),
      body: { ...body, expiresAt: "" },
    });
    const limited = await ask(email);
    expect(await api.inbox(email)).toHaveLength(sent);
    const { email: unknown } = newPerson();
    await api.post("/v1/auth/otp", { email: unknown });
    expect(shapeOf(await ask(unknown))).toEqual(shapeOf(limited));
    expect(await api.inbox(unknown)).toEqual([]);
  });

  test.each([
    ["no token", {}],
    ["a code", { token: "123456" }],
    ["an unknown member", { token: `${"a".repeat(22)}.b`, email: "ada@example.com" }],
  ])("refuses %s", async (_what, body) => {
    const refused = await api.post("/v1/auth/link/complete", body, { headers: OWN_PAGE });
    expect(codeOf(refused)).toBe("400 validation_failed");
  });
});

describe("a sign-in link, asked for by an app", () => {
  const ask = (email: string) => api.post("/v1/auth/link", { email });

  test("signs in the app that has the session", async () => {
    const { email } = await api.register();
    const asked = await ask(email);
    const token = tokenOf(await linkFor(api, email));
    expect(asked.body).toEqual({
      challenge: "CUSTOM_CHALLENGE",
      session: expect.any(String),
      parameters: {
        challenge: "SIGN_IN_LINK",
        linkId: token.slice(0, 22),
        triesLeft: 3,
        expiresAt: expect.stringMatching(/^\d{4}-/),
      },
      delivery: { medium: "EMAIL", destination: "p***@e***" },
      resendAfter: 30,
    });
    expect(asked.headers.getSetCookie()).toEqual([]);
    const answer = (answered: string) =>
      api.post("/v1/auth/challenge", {
        challenge: "CUSTOM_CHALLENGE",
        session: asked.body.session,
        email,
        answer: answered,
      });
    expect(codeOf(await answer(token))).toBe("200");
    expect(codeOf(await answer(token))).toBe("401 session_expired");
  });

  test("by the typed client", async () => {
    const { email } = await api.register();
    const client = createAuthClient({ baseUrl: api.apiUrl, storage: memoryStorage() });
    const sent = await client.signInWithLink({ email });
    if (sent.kind !== "linkSent") throw new Error(sent.problem.code);
    expect(sent).toMatchObject({ resendAfter: 30, delivery: { medium: "EMAIL" } });
    const token = tokenOf(await linkFor(api, email));
    const wrong = await sent.complete(changed(token));
    if (wrong.kind !== "challenge" || wrong.challenge !== "CUSTOM_CHALLENGE") throw new Error(wrong.kind);
    expect(await wrong.answer({ answer: token })).toEqual({ kind: "signedIn" });
    expect(client.claims()).toMatchObject({ email });
    client.close();
  });

  test("without the session, a token is worth nothing", async () => {
    const { email } = await api.register();
    await ask(email);
    const token = tokenOf(await linkFor(api, email));
    const session = (await ask(newPerson().email)).body.session;
    const stolen = { challenge: "CUSTOM_CHALLENGE", session, email, answer: token };
    expect((await api.post("/v1/auth/challenge", stolen)).body.tokens).toBeUndefined();
    const client = createAuthClient({ baseUrl: api.apiUrl, storage: memoryStorage() });
    expect(await client.completeLink({ token })).toMatchObject({
      kind: "refused",
      problem: { code: "origin_not_allowed" },
    });
    client.close();
  });
});
