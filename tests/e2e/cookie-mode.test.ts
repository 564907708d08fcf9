import { describe, expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, type Person } from "../support/clients/api-client.ts";
import { testInBrowser } from "../support/clients/browser-tests.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { walkWithCookies } from "../support/walks/cookie-walk.ts";

const api = new ApiClient(sharedStack());

const PAGE = { origin: "http://localhost:5173", "sec-fetch-site": "same-site" };

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code ?? ""}`.trim();

/** The pair that a browser would send back. */
const cookieOf = ({ headers }: ApiAnswer) => headers.getSetCookie()[0]?.split(";")[0] ?? "";

const send = (route: string, cookie: string, headers: Record<string, string> = PAGE, body?: unknown) =>
  api.post(`/v1/auth/${route}`, body, { headers: { ...headers, cookie } });

async function signIn({ email, password }: Person) {
  const answer = await api.post("/v1/auth/sign-in?tokens=cookie", { email, password }, { headers: PAGE });
  const { accessToken } = answer.body.tokens as { accessToken: string };
  return { answer, cookie: cookieOf(answer), accessToken };
}

describe("a page that keeps its refresh token in a cookie", () => {
  test("signs in, refreshes, uses the API and signs out", async () => {
    const person = await api.register();
    const { answer, cookie } = await signIn(person);
    expect(answer.body.tokens).not.toHaveProperty("refreshToken");
    const [header = ""] = answer.headers.getSetCookie();
    expect(header).toMatch(/^__Secure-refresh-token-\d+=[\w.-]+; /);
    for (const attribute of ["Path=/v1/auth", "HttpOnly", "Secure", "SameSite=Strict"]) {
      expect(header).toContain(attribute);
    }
    expect(header.length).toBeLessThan(4096);
    expect(answer.headers.get("access-control-allow-credentials")).toBe("true");
    expect(answer.headers.get("access-control-allow-origin")).toBe(PAGE.origin);

    const refreshed = await send("refresh", cookie);
    expect(refreshed.status).toBe(200);
    const rotated = cookieOf(refreshed);
    expect(rotated).not.toBe(cookie);
    const { accessToken } = refreshed.body.tokens as { accessToken: string };
    expect((await api.get("/v1/me", { token: accessToken })).body.email).toBe(person.email);

    const signedOut = await send("sign-out", rotated);
    expect(signedOut.status).toBe(204);
    expect(signedOut.headers.getSetCookie()[0]).toMatch(/^__Secure-refresh-token-\d+=; .*Max-Age=0/);
    const over = await send("refresh", rotated);
    expect(codeOf(over)).toBe("401 invalid_refresh_token");
    expect(over.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
  });

  test("must sign in again after the password was changed: the cookie is invalid and removed", async () => {
    const person = await api.register();
    const { cookie, accessToken: token } = await signIn(person);
    const body = { currentPassword: person.password, newPassword: `${person.password}-2` };
    const changed = await api.post("/v1/me/password", body, { token, headers: PAGE });
    expect(codeOf(changed)).toBe("204");
    expect(changed.headers.getSetCookie()).toEqual([]);
    const over = await send("refresh", cookie);
    expect(codeOf(over)).toBe("401 invalid_refresh_token");
    expect(over.headers.getSetCookie()[0]).toMatch(/^__Secure-refresh-token-\d+=; .*Max-Age=0/);
    const again = await signIn({ ...person, password: body.newPassword });
    expect((await send("refresh", again.cookie)).status).toBe(200);
  });

  test("can't be abused by other sites: neither a sign-out nor new tokens", async () => {
    const { cookie } = await signIn(await api.register());
    const forgeries: Record<string, string>[] = [
      {},
      { origin: "https://evil.example" },
      { origin: "http://localhost:4000" },
      { ...PAGE, "sec-fetch-site": "cross-site" },
    ];
    for (const headers of forgeries) {
      for (const route of ["refresh", "sign-out"]) {
        const refused = await send(route, cookie, headers);
        expect(codeOf(refused)).toBe("403 origin_not_allowed");
        expect(refused.headers.getSetCookie()).toEqual([]);
      }
    }
    expect((await send("refresh", cookie)).status).toBe(200);
  });

  test("is not set for other sites, which could sign visitors in to the attacker's account", async () => {
    const { email, password } = await api.register();
    const headers = { origin: "https://evil.example" };
    const signedIn = await api.post("/v1/auth/sign-in?tokens=cookie", { email, password }, { headers });
    const answer = { challenge: "PASSWORD", session: "s".repeat(40), email, password };
    const answered = await api.post("/v1/auth/challenge?tokens=cookie", answer, { headers });
    for (const refused of [signedIn, answered]) {
      expect(codeOf(refused)).toBe("403 origin_not_allowed");
      expect(refused.headers.getSetCookie()).toEqual([]);
    }
  });

  test("that comes twice is ignored: a neighbouring host may have set one of them", async () => {
    const { cookie } = await signIn(await api.register());
    for (const route of ["refresh", "sign-out"]) {
      const refused = await send(route, `${cookie}; ${cookie.split("=")[0]}=another`);
      expect(codeOf(refused)).toBe("401 invalid_refresh_token");
      expect(refused.headers.getSetCookie()[0]).toMatch(/Max-Age=0/);
    }
  });

  test("accepts the token of a sign-in on the pool's own pages, and replaces the former one", async () => {
    const [person, other] = [await api.register(), await api.register()];
    const { email, password } = person;
    const elsewhere = await api.post("/v1/auth/sign-in", { email, password });
    const { refreshToken } = elsewhere.body.tokens as { refreshToken: string };
    const { cookie } = await signIn(other);
    const forged = await send(
      "refresh?tokens=cookie",
      "",
      { origin: "https://evil.example" },
      { refreshToken },
    );
    expect(codeOf(forged)).toBe("403 origin_not_allowed");
    expect(forged.headers.getSetCookie()).toEqual([]);

    const handedOver = await send("refresh?tokens=cookie", cookie, PAGE, { refreshToken });
    expect(handedOver.status).toBe(200);
    expect(handedOver.body.tokens).not.toHaveProperty("refreshToken");
    const refreshed = await send("refresh", cookieOf(handedOver));
    const { accessToken: token } = refreshed.body.tokens as { accessToken: string };
    expect((await api.get("/v1/me", { token })).body.email).toBe(email);
  });

  test("gives one token at a time", async () => {
    const { cookie } = await signIn(await api.register());
    const refused = await send("refresh", cookie, PAGE, { refreshToken: "a.b" });
    expect(codeOf(refused)).toBe("400 validation_failed");
  });
});

// Only a browser decides whether it keeps the cookie, hides it from scripts, and sends it only there.
testInBrowser("a browser hides the cookie from scripts and sends it only to these routes", async () => {
  const person = await api.register();
  const walk = await walkWithCookies({
    apiUrl: api.apiUrl,
    ...person,
  });
  expect(walk).toEqual({
    signIn: 200,
    visibleToScripts: "",
    sentTo: { refresh: true, me: false },
    refresh: 200,
    signOut: 204,
    refreshAfterSignOut: 401,
    keptAfterSignOut: 0,
  });
});
