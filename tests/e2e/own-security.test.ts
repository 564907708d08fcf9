import { randomInt, randomUUID } from "node:crypto";
import { SignUpCommand, UpdateUserAttributesCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { type Ceremony, createSoftwareAuthenticator } from "../support/clients/software-authenticator.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { linkGoogle } from "../support/walks/link-google.ts";
import { claimsOf } from "../support/worlds/cognito-app.ts";
import { newAccount } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

const code = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  `${status} ${body.code ?? ""}`.trim();

const typesOf = async (token: string) =>
  ((await api.get("/v1/me/activity", { token })).body.items as { type: string }[]).map(({ type }) => type);

describe("the password", () => {
  test("is changed with the old one; every sign-in ends, including this one", async () => {
    const { accessToken: token, person } = await api.newSession();
    const other = await api.signIn(person);
    expect((await api.get("/v1/me/sessions", { token: other.accessToken })).status).toBe(200);
    const newPassword = `Pass-${randomUUID()}`;
    const wrong = await api.post("/v1/me/password", { currentPassword: "Wrong-1", newPassword }, { token });
    expect(code(wrong)).toBe("401 invalid_credentials");
    const same = { currentPassword: person.password, newPassword };
    expect(code(await api.post("/v1/me/password", same, { token }))).toBe("204");
    expect(code(await api.get("/v1/me/export", { token: other.accessToken }))).toBe("401 session_revoked");
    expect(code(await api.get("/v1/me/export", { token }))).toBe("401 session_revoked");
    const { accessToken: anew } = await api.signIn({ ...person, password: newPassword });
    expect((await api.get("/v1/me/sessions", { token: anew })).body.items).toMatchObject([{ current: true }]);
    expect(await typesOf(anew)).toContain("password_changed");
    expect((await api.inbox(person.email))[0]).toMatchObject({ subject: expect.stringMatching(/password/i) });
  });

  test("must meet the pool's policy, and must not be one of the last", async () => {
    const { accessToken: token, person } = await api.newSession();
    const change = (newPassword: string) =>
      api.post("/v1/me/password", { currentPassword: person.password, newPassword }, { token });
    expect(code(await change("short"))).toBe("400 invalid_password");
    expect(code(await change(person.password))).toBe("400 password_reused");
  });
});

describe("the e-mail address", () => {
  test("changes when the new one is verified, and the old one is notified", async () => {
    const { accessToken: token, person } = await api.newSession();
    const { email } = newPerson();
    const asked = await api.post("/v1/me/attributes/email/code", { value: email }, { token });
    expect(asked.body).toMatchObject({ delivery: { medium: "EMAIL" } });
    expect((await api.get("/v1/me", { token })).body.email).toBe(person.email);
    const verify = (given: string) => api.post("/v1/me/attributes/email/verify", { code: given }, { token });
    const right = await api.codeFor(email);
    expect(code(await verify(right === "000000" ? "000001" : "000000"))).toBe("400 code_mismatch");
    expect(code(await verify(right))).toBe("204");
    expect((await api.get("/v1/me", { token })).body).toMatchObject({ email, emailVerified: true });
    expect((await api.inbox(person.email))[0]).toMatchObject({ source: "SES" });
    expect(await typesOf(token)).toContain("email_changed");
  });

  test("that is verified again does not change", async () => {
    const { accessToken: token, person } = await api.newSession();
    expect((await api.post("/v1/me/attributes/email/code", {}, { token })).status).toBe(200);
    const given = await api.codeFor(person.email);
    expect(code(await api.post("/v1/me/attributes/email/verify", { code: given }, { token }))).toBe("204");
    expect(await typesOf(token)).not.toContain("email_changed");
  });

  test("is not a telephone number, and other attributes can't be verified", async () => {
    const { accessToken: token } = await api.newSession();
    const ask = (name: string, value: string) =>
      api.post(`/v1/me/attributes/${name}/code`, { value }, { token });
    expect(code(await ask("email", "+4915112345678"))).toBe("400 invalid_parameter");
    expect(code(await ask("custom:role", "admin@example.com"))).toBe("400 validation_failed");
  });
});

describe("codes that verify an address or a number", () => {
  test("are not sent to a country that is not allowed, or to a number without a country", async () => {
    const { accessToken: token } = await api.newSession();
    const ask = (value: string) => api.post("/v1/me/attributes/phone_number/code", { value }, { token });
    for (const value of ["+447911123456", "+37062123456", "+19005550100", "+882160000000"]) {
      expect(code(await ask(value))).toBe("400 invalid_parameter");
    }
    const number = `+49151${randomInt(1e8, 1e9)}`;
    expect((await ask(number)).body).toMatchObject({
      delivery: { medium: "SMS", destination: `+**********${number.slice(-4)}` },
    });
    const given = await api.codeFor(number);
    expect(code(await api.post("/v1/me/attributes/phone_number/verify", { code: given }, { token }))).toBe(
      "204",
    );
    expect(await typesOf(token)).toContain("phone_number_changed");
  });

  test("can't be triggered by an SDK: it can't write a number, not even at sign-up", async () => {
    const { accessToken: token } = await api.newSession();
    const UserAttributes = [{ Name: "phone_number", Value: "+447911123456" }];
    const { email, password } = newPerson();
    const cognito = cognitoClient(api.cloudUrl);
    const { client_id: ClientId } = claimsOf(token);
    const refused = "A client attempted to write unauthorized attribute";
    const update = new UpdateUserAttributesCommand({ AccessToken: token, UserAttributes });
    await expect(cognito.send(update)).rejects.toThrow(refused);
    const signUp = new SignUpCommand({
      ClientId: String(ClientId),
      Username: email,
      Password: password,
      UserAttributes,
    });
    await expect(cognito.send(signUp)).rejects.toThrow(refused);
    cognito.destroy();
    expect(await api.inbox("+447911123456")).toEqual([]);
  });

  test("are sent five times an hour to an address, by any user, and for a user, to any address", async () => {
    const { email: victim } = newPerson();
    const ask = (token: string, value: string) =>
      api.post("/v1/me/attributes/email/code", { value }, { token });
    const [one, other] = [await api.newSession(), await api.newSession()];
    for (let sent = 0; sent < 3; sent += 1) {
      expect((await ask(one.accessToken, victim)).status).toBe(200);
    }
    for (let sent = 0; sent < 2; sent += 1) {
      expect((await ask(other.accessToken, victim)).status).toBe(200);
    }
    // The mailbox's limit is not revealed: the answer is the usual one, and nothing is sent.
    expect((await ask(other.accessToken, victim)).status).toBe(200);
    const [local, domain] = victim.split("@");
    const tagged = `${local}+again@${domain}`;
    expect((await ask(other.accessToken, tagged)).status).toBe(200);
    expect(await api.inbox(victim)).toHaveLength(5);
    expect(await api.inbox(tagged)).toEqual([]);
    for (let sent = 0; sent < 2; sent += 1) {
      expect((await ask(one.accessToken, newPerson().email)).status).toBe(200);
    }
    expect(code(await ask(one.accessToken, newPerson().email))).toBe("429 too_many_requests");
  });
});

describe("second factors", () => {
  test("an authenticator app is set up, required at sign-in, and removed", async () => {
    const { accessToken: token, person } = await api.newSession();
    const setup = await api.post("/v1/me/mfa/totp", {}, { token });
    expect(setup.body).toMatchObject({
      otpauthUri: expect.stringMatching(/^otpauth:\/\/totp\/[^?]+\?secret=[A-Z2-7]+&issuer=/),
      qrSvg: expect.stringMatching(/^<svg /),
    });
    const app = authenticatorOf(String(setup.body.secret), Date.now);
    const wrong = await api.post("/v1/me/mfa/totp/verify", { code: app.wrongCode() }, { token });
    expect(code(wrong)).toBe("400 code_mismatch");
    const verified = await api.post(
      "/v1/me/mfa/totp/verify",
      { code: app.code(), deviceName: "phone" },
      { token },
    );
    expect(verified.body.codes).toHaveLength(10);
    expect((await api.inbox(person.email))[0]).toMatchObject({
      subject: expect.stringContaining("Two-step sign-in was changed"),
      text: expect.stringMatching(/Second step: On\nRecovery codes left: 10\n/),
    });
    expect((await api.get("/v1/me/mfa", { token })).body).toEqual({
      preferred: "totp",
      enabled: ["totp"],
      available: ["totp", "email", "sms"],
      authenticator: { name: "phone", addedAt: expect.any(String) },
      recoveryCodesLeft: 10,
    });
    const { email, password } = person;
    expect((await api.post("/v1/auth/sign-in", { email, password })).body.challenge).toBe(
      "SOFTWARE_TOKEN_MFA",
    );
    const removed = await api.put("/v1/me/mfa", { enabled: [] }, { token });
    expect(removed.body).toMatchObject({ preferred: null, enabled: [], recoveryCodesLeft: 0 });
    expect((await api.signIn(person)).accessToken).toBeTruthy();
    expect((await typesOf(token)).filter((type) => type === "mfa_changed")).toHaveLength(2);
  });

  test("a factor that is not set up can't be enabled, nor preferred without being enabled", async () => {
    const { accessToken: token } = await api.newSession();
    const choose = (body: unknown) => api.put("/v1/me/mfa", body, { token });
    expect((await choose({ enabled: ["totp"] })).status).toBe(400);
    expect(code(await choose({ enabled: [], preferred: "totp" }))).toBe("400 validation_failed");
    expect(code(await choose({ enabled: ["sms", "sms"] }))).toBe("400 validation_failed");
  });

  test("new recovery codes replace the former ones, and the owner is notified", async () => {
    const { accessToken: token, person } = await api.newSession();
    const setup = await api.post("/v1/me/mfa/totp", {}, { token });
    const app = authenticatorOf(String(setup.body.secret), Date.now);
    const verified = await api.post("/v1/me/mfa/totp/verify", { code: app.code() }, { token });
    const made = await api.post("/v1/me/mfa/recovery-codes", undefined, { token });
    expect(made.body.codes).toHaveLength(10);
    // 24 characters of 32: more than the 112 bits that make a plain digest safe enough.
    for (const code of made.body.codes as string[]) {
      expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}$/);
    }
    expect(made.body.codes).not.toEqual(
      expect.arrayContaining((verified.body.codes as string[]).slice(0, 1)),
    );
    const [mail] = await api.inbox(person.email);
    expect(mail).toMatchObject({
      subject: expect.stringContaining("New recovery codes were made"),
      text: expect.stringMatching(/Recovery codes left: 10\n/),
    });
    for (const code of made.body.codes as string[]) expect(mail?.text).not.toContain(code);
  });

  test("recovery codes need a factor that they can replace", async () => {
    const { accessToken: token } = await api.newSession();
    expect(code(await api.post("/v1/me/mfa/recovery-codes", {}, { token }))).toBe("400 factor_not_available");
  });
});

describe("sign-ins", () => {
  test("are listed with device and address, with the current one marked, and can be ended one by one", async () => {
    const { person } = await api.newSession();
    const [phone, laptop] = [await api.signIn(person), await api.signIn(person)];
    const as = (token: string, agent: string) => ({ token, headers: { "user-agent": agent } });
    await api.get("/v1/me", as(phone.accessToken, "Phone/1"));
    const list = await api.get("/v1/me/sessions", as(laptop.accessToken, "Laptop/1"));
    const items = list.body.items as { id: string; device: string; current: boolean }[];
    const [first, second] = items;
    expect(items).toMatchObject([
      { device: "Laptop/1", current: true, ip: "127.0.0.1" },
      { device: "Phone/1", current: false },
      // The first sign-in has not used the API: only Cognito knows of it.
      { id: expect.stringMatching(/^tkn/), current: false },
    ]);
    const end = (id: string | undefined, token: string) => api.delete(`/v1/me/sessions/${id}`, { token });
    const { accessToken: strangers } = await api.newSession();
    expect(code(await end(second?.id, strangers))).toBe("404 not_found");
    expect(code(await end(second?.id, laptop.accessToken))).toBe("204");
    expect(code(await api.get("/v1/me/export", { token: phone.accessToken }))).toBe("401 session_revoked");
    expect(first?.current).toBe(true);
  });

  test("can all be ended, also at Cognito: no refresh token is valid any more", async () => {
    const { accessToken: token, refreshToken } = await api.newSession();
    expect(code(await api.delete("/v1/me/sessions", { token }))).toBe("204");
    expect(code(await api.get("/v1/me/export", { token }))).toBe("401 session_revoked");
    expect((await api.post("/v1/auth/refresh", { refreshToken })).status).toBe(401);
  });
});

describe("passkeys", () => {
  test("are registered, listed and removed, and the owner is notified of both", async () => {
    const { accessToken: token, person } = await api.newSession();
    const begun = await api.post("/v1/me/passkeys", {}, { token });
    const { challenge } = begun.body.options as { challenge: string };
    const page: Ceremony = { challenge, rpId: "localhost", origin: "http://localhost:5173" };
    const authenticator = createSoftwareAuthenticator();
    const elsewhere = authenticator.create({ ...page, origin: "https://evil.example" });
    const refused = await api.post("/v1/me/passkeys", { credential: elsewhere }, { token });
    expect(code(refused)).toBe("400 passkey_refused");
    const again = (await api.post("/v1/me/passkeys", {}, { token })).body.options as { challenge: string };
    const credential = authenticator.create({ ...page, challenge: again.challenge });
    expect((await api.post("/v1/me/passkeys", { credential }, { token })).body).toEqual({ registered: true });
    const { items } = (await api.get("/v1/me/passkeys", { token })).body as { items: { id: string }[] };
    expect(items).toMatchObject([{ id: authenticator.id, relyingPartyId: "localhost" }]);
    const name = (items[0] as { name?: string }).name ?? "";
    const told = async () =>
      (await api.inbox(person.email)).filter(({ subject }) => subject?.includes("passkey"));
    expect(name).not.toBe("");
    expect(await told()).toMatchObject([
      {
        subject: expect.stringContaining("A passkey was added"),
        text: expect.stringContaining(`Passkey: ${name}`),
      },
    ]);
    const { accessToken: strangers } = await api.newSession();
    const remove = (as: string) => api.delete(`/v1/me/passkeys/${authenticator.id}`, { token: as });
    expect(code(await remove(strangers))).toBe("404 not_found");
    expect(await told()).toHaveLength(1);
    expect(code(await remove(token))).toBe("204");
    expect((await told())[0]).toMatchObject({
      subject: expect.stringContaining("A passkey was removed"),
      text: expect.stringContaining(`Passkey: ${name}`),
    });
    expect(await typesOf(token)).toEqual(expect.arrayContaining(["passkey_added", "passkey_removed"]));
  });
});

describe("a linked identity", () => {
  test("is in the profile, and only its owner can unlink it; the password still works", async () => {
    const { token, sub, person } = await newAccount(api);
    const identities = async () => (await api.get("/v1/me", { token })).body.identities;
    const unlink = (provider: string, as = token) =>
      api.delete(`/v1/me/identities/${provider}`, { token: as });
    await linkGoogle(api, sub);
    await linkGoogle(api, sub);
    const linked = { provider: "Google", linkedAt: expect.any(String) };
    expect(await identities()).toEqual([linked, linked]);
    const { accessToken: strangers } = await api.newSession();
    expect(code(await unlink("Google", strangers))).toBe("404 not_found");
    expect(code(await unlink("Facebook"))).toBe("404 not_found");
    expect(code(await unlink("My_Provider"))).toBe("400 validation_failed");
    expect(await identities()).toEqual([linked, linked]);
    expect(code(await unlink("Google"))).toBe("204");
    expect(await identities()).toEqual([]);
    expect(code(await unlink("Google"))).toBe("404 not_found");
    expect((await typesOf(token))[0]).toBe("identity_unlinked");
    const told = await api.inbox(person.email);
    expect(told.filter(({ subject }) => /linked account/i.test(String(subject)))).toMatchObject([
      { text: expect.stringMatching(/^Provider: Google$/m), code: null },
    ]);
    expect((await api.signIn(person)).accessToken).toBeTruthy();
  });
});

describe("the trail", () => {
  test("is paged, newest first, and a cursor works only for the own trail", async () => {
    const { accessToken: token, person } = await api.newSession();
    for (let change = 0; change < 3; change += 1) await api.post("/v1/me/mfa/totp", {}, { token });
    const setup = await api.post("/v1/me/mfa/totp", {}, { token });
    const app = authenticatorOf(String(setup.body.secret), Date.now);
    await api.post("/v1/me/mfa/totp/verify", { code: app.code() }, { token });
    await api.put("/v1/me/mfa", { enabled: [] }, { token });
    const all = await typesOf(token);
    const seen = await api.allOf<{ type: string }>("/v1/me/activity", { limit: "1" }, { token });
    expect(seen.map(({ type }) => type)).toEqual(all);
    expect(all.slice(0, 1)).toEqual(["mfa_changed"]);
    for (const forged of [
      "x",
      Buffer.from('{"SK":"SESSION#"}').toString("base64url"),
      Buffer.from("1").toString("base64url"),
    ]) {
      expect(code(await api.get(`/v1/me/activity?cursor=${forged}`, { token }))).toBe("400 invalid_cursor");
    }
    expect(person.email).toBeTruthy();
  });
});

describe("deleting the account", () => {
  test("deletes files and trail, and the address is free again", async () => {
    const { accessToken: token, person } = await api.newSession();
    const created = await api.post("/v1/files", { name: "a.txt", contentType: "text/plain" }, { token });
    const { url, fields } = created.body.upload as { url: string; fields: Record<string, string> };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["hello"]));
    expect((await fetch(url, { method: "POST", body: form })).ok).toBe(true);
    const file = await api.get(`/v1/files/${created.body.id}`, { token });
    const { url: download } = file.body.download as { url: string };
    expect((await fetch(download)).status).toBe(200);
    expect(code(await api.delete("/v1/me", { token }))).toBe("204");
    expect((await fetch(download)).status).toBe(404);
    expect((await api.get("/v1/me/export", { token })).status).toBe(401);
    expect(
      (await api.post("/v1/auth/sign-in", { email: person.email, password: person.password })).status,
    ).toBe(401);
    expect((await api.newSession(person)).accessToken).toBeTruthy();
  });
});
