import { randomInt, randomUUID } from "node:crypto";
import { AdminUpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { ApiClient, type Json, newPerson } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { createSoftwareAuthenticator } from "../support/clients/software-authenticator.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { type Account, newAccount, newStaff, poolIdOf } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const STAMP = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

const code = ({ status, body }: { status: number; body: Json }) => `${status} ${body.code ?? ""}`.trim();

const newNumber = () => `+4915${randomInt(1e8, 1e9)}`;

async function verifyNumber(token: string): Promise<string> {
  const number = newNumber();
  await api.post("/v1/me/attributes/phone_number/code", { value: number }, { token });
  const given = await api.codeFor(number);
  const verified = await api.post("/v1/me/attributes/phone_number/verify", { code: given }, { token });
  expect(code(verified)).toBe("204");
  return number;
}

/** Uploads a small picture as the user's avatar. */
async function uploadAvatar(token: string): Promise<void> {
  const file = { name: "me.png", contentType: "image/png", purpose: "avatar", size: 4 };
  const { body } = await api.post("/v1/files", file, { token });
  const { url, fields } = body.upload as { url: string; fields: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(4)]));
  expect((await fetch(url, { method: "POST", body: form })).ok).toBe(true);
}

async function newPasskey(token: string): Promise<string> {
  const { options } = (await api.post("/v1/me/passkeys", {}, { token })).body;
  const { challenge } = options as { challenge: string };
  const authenticator = createSoftwareAuthenticator();
  const page = { challenge, rpId: "localhost", origin: "http://localhost:5173" };
  const credential = authenticator.create(page);
  expect((await api.post("/v1/me/passkeys", { credential }, { token })).body).toEqual({ registered: true });
  return authenticator.id;
}

/** Sets up an authenticator app. @returns its secret */
async function newAuthenticatorApp(token: string, deviceName?: string): Promise<string> {
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
  const app = authenticatorOf(String(secret), Date.now);
  const body = { code: app.code(), ...(deviceName === undefined ? {} : { deviceName }) };
  expect((await api.post("/v1/me/mfa/totp/verify", body, { token })).status).toBe(200);
  return String(secret);
}

describe("before a sign-in", () => {
  test("the configuration has what a sign-in page must show", async () => {
    expect((await api.get("/v1/auth/config")).body).toMatchObject({
      signUp: "open",
      verification: "code",
      mfa: "optional",
      secondFactors: ["totp", "email", "sms"],
      signInMethods: ["password", "passkey", "email_code", "sms_code", "email_link"],
      smsCountries: ["DE", "US"],
      passwordRule: { minimumLength: 15 },
      app: { name: "Serverless Auth", color: "#1a56db" },
      languages: ["en", "de", "es", "fr"],
      defaultLanguage: "en",
    });
  });

  test("every answer that sends a code says when to ask again, equally for every address", async () => {
    const { email } = await api.register();
    for (const route of ["sign-up", "resend-code", "forgot-password"]) {
      const [known, unknown] = [
        await api.post(`/v1/auth/${route}`, { email }),
        await api.post(`/v1/auth/${route}`, { email: newPerson().email }),
      ];
      expect(known.body.resendAfter).toBe(30);
      expect(unknown.body.resendAfter).toBe(30);
    }
  });

  test("so do sign-in codes; asking too soon gets the same answer", async () => {
    const known = await api.register();
    const unknown = newPerson();
    for (let asked = 0; asked < 2; asked += 1) {
      for (const { email } of [known, unknown]) {
        expect((await api.post("/v1/auth/otp", { email })).body.resendAfter).toBe(30);
      }
    }
  });

  test("so does a challenge with a sent code, but not one for an app", async () => {
    const { accessToken: token, person } = await api.newSession();
    await verifyNumber(token);
    const signIn = async () =>
      (await api.post("/v1/auth/sign-in", { email: person.email, password: person.password })).body;
    expect((await api.put("/v1/me/mfa", { enabled: ["sms"], preferred: "sms" }, { token })).status).toBe(200);
    expect(await signIn()).toMatchObject({ challenge: "SMS_MFA", resendAfter: 30 });
    await newAuthenticatorApp(token);
    expect((await api.put("/v1/me/mfa", { enabled: ["totp"], preferred: "totp" }, { token })).status).toBe(
      200,
    );
    const asked = await signIn();
    expect(asked.challenge).toBe("SOFTWARE_TOKEN_MFA");
    expect(asked).not.toHaveProperty("resendAfter");
  });
});

describe("the own account", () => {
  test("shows number, pending address, picture, identities and the age of the password", async () => {
    const { token, person } = await newAccount(api);
    const load = async () => (await api.get("/v1/me", { token })).body;
    expect(await load()).toMatchObject({
      phoneNumberVerified: false,
      pending: {},
      avatar: null,
      identities: [],
      passwordChangedAt: expect.stringMatching(STAMP),
    });
    const { email } = newPerson();
    const asked = await api.post("/v1/me/attributes/email/code", { value: email }, { token });
    expect(asked.body).toMatchObject({ resendAfter: 30 });
    await uploadAvatar(token);
    const number = await verifyNumber(token);
    const me = await load();
    expect(me).toMatchObject({
      email: person.email,
      phoneNumber: number,
      phoneNumberVerified: true,
      pending: { email },
    });
    const { url } = me.avatar as { url: string };
    expect((await fetch(url)).headers.get("content-type")).toBe("image/png");
    const given = await api.codeFor(email);
    await api.post("/v1/me/attributes/email/verify", { code: given }, { token });
    expect(await load()).toMatchObject({ email, pending: {} });
  });

  test("a taken address waits for its code like any other", async () => {
    const { token } = await newAccount(api);
    const { email } = await api.register();
    await api.post("/v1/me/attributes/email/code", { value: email }, { token });
    expect((await api.get("/v1/me", { token })).body.pending).toEqual({ email });
  });

  test("requesting the present address again drops a pending one", async () => {
    const { token, person } = await newAccount(api);
    const ask = (value: string) => api.post("/v1/me/attributes/email/code", { value }, { token });
    await ask(newPerson().email);
    expect((await ask(person.email)).status).toBe(200);
    expect((await api.get("/v1/me", { token })).body.pending).toEqual({});
  });

  test("the number is removed when it is not a second factor, together with a pending one", async () => {
    const { token } = await newAccount(api);
    const remove = () => api.delete("/v1/me/attributes/phone_number", { token });
    expect(code(await remove())).toBe("404 not_found");
    await verifyNumber(token);
    await api.put("/v1/me/mfa", { enabled: ["sms"] }, { token });
    expect(code(await remove())).toBe("409 factor_in_use");
    await api.put("/v1/me/mfa", { enabled: [] }, { token });
    await api.post("/v1/me/attributes/phone_number/code", { value: newNumber() }, { token });
    expect(code(await remove())).toBe("204");
    const me = (await api.get("/v1/me", { token })).body;
    expect(me).toMatchObject({ phoneNumberVerified: false, pending: {} });
    expect(me).not.toHaveProperty("phoneNumber");
    const { items } = (await api.get("/v1/me/activity", { token })).body as { items: { type: string }[] };
    expect(items.map(({ type }) => type)).toContain("phone_number_removed");
    expect(code(await remove())).toBe("404 not_found");
  });

  test("the factors show what can be set up, and the app's name", async () => {
    const { token } = await newAccount(api);
    const load = async () => (await api.get("/v1/me/mfa", { token })).body;
    expect(await load()).toMatchObject({ available: ["totp", "email", "sms"], authenticator: null });
    await newAuthenticatorApp(token, "Blue phone");
    expect(await load()).toMatchObject({
      authenticator: { name: "Blue phone", addedAt: expect.stringMatching(STAMP) },
      recoveryCodesLeft: 10,
    });
    const removed = await api.put("/v1/me/mfa", { enabled: [] }, { token });
    expect(removed.body).toMatchObject({ authenticator: null });
    await newAuthenticatorApp(token);
    expect((await load()).authenticator).toEqual({ addedAt: expect.stringMatching(STAMP) });
  });

  test("only its owner can rename a passkey, and mails use the name", async () => {
    const { token, person } = await newAccount(api);
    const id = await newPasskey(token);
    const rename = (as: string, name: string) => api.patch(`/v1/me/passkeys/${id}`, { name }, { token: as });
    expect((await rename(token, "Work laptop")).body).toMatchObject({ id, name: "Work laptop" });
    expect((await api.get("/v1/me/passkeys", { token })).body.items).toMatchObject([
      { id, name: "Work laptop" },
    ]);
    expect(code(await rename((await newAccount(api)).token, "Mine"))).toBe("404 not_found");
    expect(code(await rename(token, "  "))).toBe("400 validation_failed");
    expect(code(await api.delete(`/v1/me/passkeys/${id}`, { token }))).toBe("204");
    expect((await api.inbox(person.email))[0]?.text).toContain("Passkey: Work laptop");
  });

  test("a user's data can be exported as a file, without secrets", async () => {
    const { token, person } = await newAccount(api);
    const secret = await newAuthenticatorApp(token, "Phone");
    await uploadAvatar(token);
    const exported = await api.get("/v1/me/export", { token });
    expect(exported.headers.get("content-disposition")).toMatch(
      /^attachment; filename="account-[\d-]+\.json"/,
    );
    const { files, ...others } = exported.body as Json & {
      files: { name: string; download: { url: string } }[];
    };
    expect(others).toMatchObject({
      profile: { email: person.email },
      mfa: { enabled: ["totp"], authenticator: { name: "Phone" }, recoveryCodesLeft: 10 },
      passkeys: [],
      sessions: [{ current: true }],
      activity: expect.arrayContaining([expect.objectContaining({ type: "mfa_changed" })]),
      isComplete: { activity: true, files: true },
    });
    expect(files).toMatchObject([{ name: "me.png", purpose: "avatar" }]);
    expect((await fetch(String(files[0]?.download.url))).ok).toBe(true);
    expect(exported.text).not.toContain(secret);
    expect(exported.text).not.toContain(person.password);
    const { items } = (await api.get("/v1/me/activity", { token })).body as { items: { type: string }[] };
    expect(items[0]?.type).toBe("data_exported");
  });

  test("the first page of files shows the used and the allowed space", async () => {
    const { token } = await newAccount(api);
    const list = async (query = "") => (await api.get(`/v1/files${query}`, { token })).body;
    expect(await list()).toMatchObject({
      quota: {
        usedBytes: 0,
        reservedBytes: 0,
        maxBytes: 104857600,
        usedFiles: 0,
        reservedFiles: 0,
        maxFiles: 1000,
      },
      limits: {
        file: { maxBytes: 10485760, types: expect.arrayContaining(["image/*"]) },
        avatar: { maxBytes: 1048576, types: expect.arrayContaining(["image/png"]) },
      },
    });
    await uploadAvatar(token);
    // A signed upload counts with its maximum size.
    await api.post("/v1/files", { name: "a.txt", contentType: "text/plain", size: 6 }, { token });
    expect((await list()).quota).toMatchObject({
      usedBytes: 4,
      reservedBytes: 6,
      usedFiles: 1,
      reservedFiles: 1,
      reservedUntil: expect.any(String),
    });
  });
});

describe("administration", () => {
  async function changed(admin: Account, user: Account) {
    const act = (action: string) =>
      api.post(`/v1/admin/users/${user.sub}/${action}`, { reason: "=cmd" }, { token: admin.token });
    for (const action of ["disable", "enable"]) expect((await act(action)).status).toBe(204);
  }

  test("the trail shows names, is searched by actor, and forgets the name of a deleted account", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const { token } = admin;
    await api.patch("/v1/me", { givenName: "Ada", familyName: "Lovelace" }, { token });
    await changed(admin, user);
    const search = async (query: string) =>
      (await api.get(`/v1/admin/events?${query}`, { token })).body.items as Json[];
    const mine = await search(`actor=${admin.sub}`);
    expect(mine).toMatchObject([
      {
        type: "user_enabled",
        sub: user.sub,
        email: user.person.email,
        actor: admin.sub,
        actorEmail: admin.person.email,
        actorName: "Ada Lovelace",
      },
      { type: "user_disabled" },
    ]);
    expect(await search(`actor=${admin.sub}&type=user_disabled`)).toHaveLength(1);
    expect(await search(`actor=${admin.sub}&user=${user.sub}`)).toHaveLength(2);
    expect(await search(`actor=${user.sub}`)).toEqual([]);

    expect(code(await api.delete(`/v1/admin/users/${user.sub}`, { token }))).toBe("204");
    const [deleted, ...rest] = await search(`actor=${admin.sub}`);
    expect(deleted).toMatchObject({ type: "user_deleted", sub: user.sub });
    expect(deleted).not.toHaveProperty("email");
    expect(rest).toEqual([]);
    expect(await search(`type=user_deleted&user=${user.sub}`)).toHaveLength(1);
  });

  test("sessions show names", async () => {
    const [{ token }, user] = [await newStaff(api), await newAccount(api)];
    await api.get("/v1/me", { token: user.token });
    const { items } = (await api.get("/v1/admin/sessions?limit=100", { token })).body as { items: Json[] };
    expect(items).toContainEqual(expect.objectContaining({ sub: user.sub, email: user.person.email }));
  });

  test("the trail is exported as CSV, page by page, without formulas", async () => {
    const [admin, user] = [await newStaff(api), await newAccount(api)];
    const { token } = admin;
    await changed(admin, user);
    const pages: string[] = [];
    let path: string | undefined = `/v1/admin/events.csv?actor=${admin.sub}&limit=1`;
    while (path !== undefined) {
      const page = await api.get(path, { token });
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toBe("text/csv; charset=utf-8");
      expect(page.headers.get("content-disposition")).toMatch(/^attachment; filename="events-[\d-]+\.csv"/);
      pages.push(page.text);
      path = /^<([^>]+)>; rel="next"$/.exec(page.headers.get("link") ?? "")?.[1];
    }
    const lines = pages.join("").trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^at,type,sub,email,name,actor,actorEmail,actorName,reason,/);
    expect(lines[1]).toContain(`,user_enabled,${user.sub},${user.person.email},,${admin.sub},`);
    expect(lines[1]).toContain(`,"'=cmd",`);
    const other = await api.get("/v1/admin/events.csv?cursor=bm8", { token });
    expect(code(other)).toBe("400 invalid_cursor");
  });

  test("two administrators do not overwrite each other's change of a user unnoticed", async () => {
    const [{ token }, user] = [await newStaff(api), await newAccount(api)];
    const path = `/v1/admin/users/${user.sub}`;
    const { version } = (await api.get(path, { token })).body;
    const change = (body: Json) => api.patch(path, body, { token });
    const first = await change({ givenName: "Ada", version });
    expect(first.status).toBe(200);
    expect(code(await change({ givenName: "Eve", version }))).toBe("409 changed_meanwhile");
    expect((await api.get(path, { token })).body).toMatchObject({
      givenName: "Ada",
      version: first.body.version,
    });
    expect((await change({ givenName: "Eve", version: first.body.version })).status).toBe(200);
    // Without a version the last one wins, as before.
    expect((await change({ givenName: "Bob" })).status).toBe(200);
    // Changes by an SDK are detected, too.
    const { version: read } = (await api.get(path, { token })).body;
    const cognito = cognitoClient(api.cloudUrl);
    await cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: await poolIdOf(api),
        Username: user.sub,
        UserAttributes: [{ Name: "family_name", Value: "Elsewhere" }],
      }),
    );
    cognito.destroy();
    expect(code(await change({ givenName: "Ada", version: read }))).toBe("409 changed_meanwhile");
  });

  test("of many concurrent changes of one version, only one succeeds", async () => {
    const [{ token }, user] = [await newStaff(api), await newAccount(api)];
    const path = `/v1/admin/users/${user.sub}`;
    const { version } = (await api.get(path, { token })).body;
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        api.patch(path, { givenName: `Name ${index}`, version }, { token }),
      ),
    );
    const codes = answers.map(code);
    expect(codes.filter((one) => one === "200")).toHaveLength(1);
    expect(codes.filter((one) => one === "409 changed_meanwhile")).toHaveLength(4);
  });

  test("nor of a group; a pending address is a change, too", async () => {
    const [{ token }, user] = [await newStaff(api), await newAccount(api)];
    const name = `g-${randomUUID()}`;
    const { version } = (await api.post("/v1/admin/groups", { name }, { token })).body;
    const change = (body: Json) => api.patch(`/v1/admin/groups/${name}`, body, { token });
    const first = await change({ description: "One", version });
    expect(first.status).toBe(200);
    expect(code(await change({ description: "Two", version }))).toBe("409 changed_meanwhile");
    expect((await change({ description: "Two", version: first.body.version })).status).toBe(200);

    const path = `/v1/admin/users/${user.sub}`;
    const { version: before } = (await api.get(path, { token })).body;
    const { email } = newPerson();
    expect((await api.patch(path, { email, version: before }, { token })).body.pendingEmail).toBe(email);
    const again = await api.patch(path, { email: newPerson().email, version: before }, { token });
    expect(code(again)).toBe("409 changed_meanwhile");
    expect((await api.get("/v1/me", { token: user.token })).body.pending).toEqual({ email });
  });
});
