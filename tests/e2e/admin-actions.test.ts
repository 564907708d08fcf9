import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { newAccount, newStaff, poolIdOf, subOf, subOfAddress } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());
const admin = await newStaff(api);
const { token } = admin;

const act = (sub: string, action: string, body: unknown = {}) =>
  api.post(`/v1/admin/users/${sub}/${action}`, body, { token });

interface Event {
  readonly type: string;
  readonly sub: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly detail?: unknown;
}

const trailOf = async (sub: string) =>
  (await api.get(`/v1/admin/events?user=${sub}&limit=100`, { token })).body.items as Event[];

describe("an account", () => {
  test("that is disabled is signed out and can't sign in until it is enabled", async () => {
    const user = await newAccount(api);
    await api.get("/v1/me", { token: user.token });
    expect((await act(user.sub, "disable", { reason: "left the company" })).status).toBe(204);
    const refused = await api.get("/v1/me/export", { token: user.token });
    expect(refused.body.code).toBe("session_revoked");
    expect((await api.post("/v1/auth/refresh", { refreshToken: user.refreshToken })).status).toBe(401);
    expect((await api.post("/v1/auth/sign-in", user.person)).status).toBe(401);
    expect((await api.get(`/v1/admin/users/${user.sub}`, { token })).body).toMatchObject({
      enabled: false,
      sessions: 0,
    });

    expect((await act(user.sub, "enable", { reason: "came back" })).status).toBe(204);
    expect((await api.signIn(user.person)).accessToken).toEqual(expect.any(String));
    expect(await trailOf(user.sub)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: "user_disabled", actor: admin.sub, reason: "left the company" }),
        expect.objectContaining({ type: "user_enabled", actor: admin.sub, reason: "came back" }),
      ]),
    );
  });

  test("that its owner can't confirm is confirmed only for the owner of the mailbox", async () => {
    const stranger = newPerson();
    const cognito = cognitoClient(api.cloudUrl);
    const { userPoolClientId: ClientId } = (await api.get("/v1/auth/config")).body;
    const { UserSub: sub = "" } = await cognito.send(
      new SignUpCommand({
        ClientId: String(ClientId),
        Username: stranger.email,
        Password: stranger.password,
      }),
    );
    expect((await act(sub, "confirm", { reason: "no mail" })).status).toBe(204);
    const { body } = await api.get(`/v1/admin/users/${sub}`, { token });
    expect(body).toMatchObject({ status: "RESET_REQUIRED", emailVerified: true, groups: ["users"] });
    expect((await api.post("/v1/auth/sign-in", stranger)).status).toBeGreaterThanOrEqual(400);

    const owner = { ...newPerson(), email: stranger.email };
    const reset = await api.post("/v1/auth/reset-password", {
      email: owner.email,
      code: await api.codeFor(owner.email),
      newPassword: owner.password,
    });
    expect(reset.status).toBe(204);
    await api.signIn(owner);
    expect((await api.post("/v1/auth/sign-in", stranger)).status).toBe(401);
    expect((await act(sub, "confirm")).body.code).toBe("user_state_conflict");
    expect(await trailOf(sub)).toContainEqual(
      expect.objectContaining({ type: "user_confirmed", actor: admin.sub, reason: "no mail" }),
    );
  });

  test("whose address was never verified does not become verified by a second confirmation", async () => {
    const person = await api.register();
    const sub = await subOfAddress(api, person.email);
    await cognitoClient(api.cloudUrl).send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: await poolIdOf(api),
        Username: sub,
        UserAttributes: [{ Name: "email_verified", Value: "false" }],
      }),
    );
    expect((await act(sub, "confirm")).body.code).toBe("user_state_conflict");
    expect((await api.get(`/v1/admin/users/${sub}`, { token })).body.emailVerified).toBe(false);
  });

  test("whose password is reset chooses a new one with the mailed code", async () => {
    const user = await newAccount(api);
    expect((await act(user.sub, "reset-password", { reason: "leaked" })).status).toBe(204);
    expect((await api.get("/v1/me/export", { token: user.token })).body.code).toBe("session_revoked");
    const old = await api.post("/v1/auth/sign-in", user.person);
    expect(old.status).toBeGreaterThanOrEqual(400);
    const newPassword = newPerson().password;
    const reset = await api.post("/v1/auth/reset-password", {
      email: user.person.email,
      code: await api.codeFor(user.person.email),
      newPassword,
    });
    expect(reset.status).toBe(204);
    await api.signIn({ ...user.person, password: newPassword });
    expect(await trailOf(user.sub)).toContainEqual(
      expect.objectContaining({ type: "user_password_reset", actor: admin.sub, reason: "leaked" }),
    );
  });

  test("without a confirmed owner has no password to reset", async () => {
    const person = newPerson();
    await api.signUp(person);
    expect((await act(await subOfAddress(api, person.email), "reset-password")).body.code).toBe(
      "user_state_conflict",
    );
  });

  test("whose second factor is lost signs in without it, and its owner is notified", async () => {
    const user = await newAccount(api);
    const own = { token: user.token };
    const { secret } = (await api.post("/v1/me/mfa/totp", {}, own)).body;
    const verified = await api.post(
      "/v1/me/mfa/totp/verify",
      { code: authenticatorOf(String(secret), Date.now).code() },
      own,
    );
    expect(verified.status).toBe(200);
    expect((await api.get(`/v1/admin/users/${user.sub}`, { token })).body.mfa).toEqual({
      enabled: ["totp"],
      preferred: "totp",
      recoveryCodesLeft: 10,
    });
    expect((await api.post("/v1/auth/sign-in", user.person)).body.challenge).toBe("SOFTWARE_TOKEN_MFA");
    const mails = (await api.inbox(user.person.email)).length;

    expect((await act(user.sub, "reset-mfa", { reason: "lost telephone" })).status).toBe(204);
    expect((await api.get("/v1/me/export", own)).body.code).toBe("session_revoked");
    await api.signIn(user.person);
    expect((await api.get(`/v1/admin/users/${user.sub}`, { token })).body.mfa).toEqual({
      enabled: [],
      preferred: null,
      recoveryCodesLeft: 0,
    });
    // The secret is gone, too: the factor can't be turned on again.
    const cognito = cognitoClient(api.cloudUrl);
    const turnOn = new AdminSetUserMFAPreferenceCommand({
      UserPoolId: await poolIdOf(api),
      Username: user.sub,
      SoftwareTokenMfaSettings: { Enabled: true },
    });
    await expect(cognito.send(turnOn)).rejects.toThrow(
      "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA",
    );
    cognito.destroy();
    expect((await act(user.sub, "reset-mfa")).status).toBe(204);
    expect(await api.inbox(user.person.email)).toHaveLength(mails + 1);
    expect(await trailOf(user.sub)).toContainEqual(
      expect.objectContaining({
        type: "user_mfa_reset",
        actor: admin.sub,
        reason: "lost telephone",
        detail: { removed: "totp" },
      }),
    );
  });

  test("can be changed without a reason and without a body", async () => {
    const { sub } = await newAccount(api);
    const answer = await api.send("POST", `/v1/admin/users/${sub}/enable`, undefined, { token });
    expect(answer.status).toBe(204);
    const [event] = await trailOf(sub);
    expect(event).toMatchObject({ type: "user_enabled", actor: admin.sub });
    expect(event).not.toHaveProperty("reason");
  });

  test("that is signed out has no session left, here and at the pool", async () => {
    const user = await newAccount(api);
    await api.get("/v1/me", { token: user.token });
    expect((await act(user.sub, "sign-out", { reason: "stolen laptop" })).status).toBe(204);
    expect((await api.get("/v1/me/export", { token: user.token })).body.code).toBe("session_revoked");
    expect((await api.post("/v1/auth/refresh", { refreshToken: user.refreshToken })).status).toBe(401);
    expect(await trailOf(user.sub)).toContainEqual(
      expect.objectContaining({ type: "user_signed_out", actor: admin.sub, reason: "stolen laptop" }),
    );
  });

  test("that is deleted is gone with its files and its trail; the event of the deletion stays", async () => {
    const user = await newAccount(api);
    const own = { token: user.token };
    const file = await api.post("/v1/files", { name: "a.txt", contentType: "text/plain" }, own);
    expect(file.status).toBe(201);
    const { url, fields } = file.body.upload as { url: string; fields: Record<string, string> };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", new Blob(["hello"], { type: "text/plain" }));
    expect((await fetch(url, { method: "POST", body: form })).ok).toBe(true);
    await act(user.sub, "sign-out");
    expect(await trailOf(user.sub)).not.toEqual([]);

    const deleted = await api.delete(`/v1/admin/users/${user.sub}?reason=asked%20to`, { token });
    expect(deleted.status).toBe(204);
    expect((await api.get(`/v1/admin/users/${user.sub}`, { token })).status).toBe(404);
    expect((await api.get("/v1/me/export", own)).status).toBe(401);
    expect(await trailOf(user.sub)).toEqual([
      expect.objectContaining({ type: "user_deleted", actor: admin.sub, reason: "asked to" }),
    ]);
    const pool = { UserPoolId: await poolIdOf(api), Username: user.sub };
    await expect(cognitoClient(api.cloudUrl).send(new AdminGetUserCommand(pool))).rejects.toMatchObject({
      name: "UserNotFoundException",
    });
    const again = await api.newSession({ ...user.person });
    expect(subOf(again.accessToken)).not.toBe(user.sub);
    expect((await api.get("/v1/files", { token: again.accessToken })).body.items).toEqual([]);
  });
});

describe("an administrator", () => {
  test.each(["disable", "reset-password", "reset-mfa"])("can't %s their own account", async (action) => {
    const answer = await act(admin.sub, action);
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe("own_account");
  });

  test("can't delete or demote their own account", async () => {
    for (const path of ["", "/groups/admins"]) {
      const answer = await api.delete(`/v1/admin/users/${admin.sub}${path}`, { token });
      expect(answer.body.code).toBe("own_account");
    }
    expect((await api.get(`/v1/admin/users/${admin.sub}`, { token })).body).toMatchObject({
      enabled: true,
      groups: expect.arrayContaining(["admins"]),
    });
  });

  test("loses the scopes at once when demoted", async () => {
    const other = await newStaff(api);
    expect((await api.get("/v1/admin/users?limit=1", { token: other.token })).status).toBe(200);
    const demoted = await api.delete(`/v1/admin/users/${other.sub}/groups/admins?reason=moved`, { token });
    expect(demoted.status).toBe(204);
    const late = await api.get("/v1/admin/users?limit=1", { token: other.token });
    expect(late.body.code).toBe("session_revoked");
    const { accessToken } = await api.signIn(other.person);
    expect((await api.get("/v1/admin/users?limit=1", { token: accessToken })).status).toBe(403);
    expect(await trailOf(other.sub)).toContainEqual(
      expect.objectContaining({ type: "group_removed", actor: admin.sub, reason: "moved" }),
    );
  });

  test("gets the scopes with the next sign-in after the promotion, which is recorded once", async () => {
    const user = await newAccount(api);
    const path = `/v1/admin/users/${user.sub}/groups/admins`;
    for (const _ of [1, 2]) expect((await api.put(path, { reason: "deputy" }, { token })).status).toBe(204);
    const { accessToken } = await api.signIn(user.person);
    expect((await api.get("/v1/admin/users?limit=1", { token: accessToken })).status).toBe(200);
    const added = (await trailOf(user.sub)).filter(({ type, actor }) => type === "group_added" && actor);
    expect(added).toEqual([
      expect.objectContaining({ actor: admin.sub, reason: "deputy", detail: { group: "admins" } }),
    ]);
  });

  test("is not shown to the user: neither who, nor why, nor from where", async () => {
    const user = await newAccount(api);
    await act(user.sub, "enable", { reason: "secret" });
    const { items } = (await api.get("/v1/me/activity", { token: user.token })).body;
    const told = (items as Event[]).find(({ type }) => type === "user_enabled");
    expect(Object.keys(told ?? {}).sort()).toEqual(["at", "id", "sub", "type"]);
  });
});
