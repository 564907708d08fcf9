import { randomUUID } from "node:crypto";
import { GetTokensFromRefreshTokenCommand, GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { type ApiAnswer, ApiClient, type Tokens } from "../support/clients/api-client.ts";
import { cognitoClient } from "../support/clients/cognito-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";

const api = new ApiClient(sharedStack());

const codeOf = ({ status, body }: ApiAnswer) => `${status} ${body.code ?? ""}`.trim();
const refresh = (refreshToken: string) => api.post("/v1/auth/refresh", { refreshToken });

async function ownSessions(token: string) {
  const { items } = (await api.get("/v1/me/sessions", { token })).body as {
    items: { id: string; current: boolean }[];
  };
  return items;
}

test("a sign-in that was ended remotely gets no tokens, and has ended at Cognito, too", async () => {
  const { person } = await api.newSession();
  const [phone, laptop] = [await api.signIn(person), await api.signIn(person)];
  await api.get("/v1/me", { token: phone.accessToken });
  const other = (await ownSessions(laptop.accessToken)).find(({ current }) => !current);
  expect(codeOf(await api.delete(`/v1/me/sessions/${other?.id}`, { token: laptop.accessToken }))).toBe("204");

  const getUser = new GetUserCommand({ AccessToken: phone.accessToken });
  await expect(cognitoClient(api.cloudUrl).send(getUser)).rejects.toThrow(/revoked/i);
  expect(codeOf(await refresh(phone.refreshToken))).toBe("401 invalid_refresh_token");
  expect(codeOf(await refresh(phone.refreshToken))).toBe("401 invalid_refresh_token");
  expect((await refresh(laptop.refreshToken)).status).toBe(200);
});

test("a changed password ends all other sign-ins, also for clients that call Cognito directly", async () => {
  const { person, ...own } = await api.newSession();
  const thief = await api.signIn(person);
  const unseen = await api.signIn(person);
  await api.get("/v1/me", { token: thief.accessToken });
  const body = { currentPassword: person.password, newPassword: `${person.password}-2` };
  expect(codeOf(await api.post("/v1/me/password", body, { token: own.accessToken }))).toBe("204");

  const cognito = cognitoClient(api.cloudUrl);
  const { userPoolClientId: ClientId } = (await api.get("/v1/auth/config")).body as {
    userPoolClientId: string;
  };
  for (const { accessToken, refreshToken } of [thief, unseen, own]) {
    await expect(cognito.send(new GetUserCommand({ AccessToken: accessToken }))).rejects.toThrow(/revoked/i);
    const exchange = { ClientId, RefreshToken: refreshToken };
    await expect(cognito.send(new GetTokensFromRefreshTokenCommand(exchange))).rejects.toThrow(
      "Refresh Token has been revoked",
    );
    expect(codeOf(await refresh(refreshToken))).toBe("401 invalid_refresh_token");
    expect(codeOf(await api.get("/v1/me/export", { token: accessToken }))).toBe("401 session_revoked");
  }
  const again = await api.signIn({ ...person, password: body.newPassword });
  expect((await refresh(again.refreshToken)).status).toBe(200);
});

test("a sign-out is effective at once, also if the sign-in was used a moment ago", async () => {
  const { person, ...signedOut } = await api.newSession();
  const token = signedOut.accessToken;
  expect((await api.get("/v1/me/sessions", { token })).status).toBe(200);
  expect(codeOf(await api.post("/v1/auth/sign-out", { refreshToken: signedOut.refreshToken }))).toBe("204");
  expect(codeOf(await api.get("/v1/me/export", { token }))).toBe("401 session_revoked");
  const again: Tokens = await api.signIn(person);
  const { items } = (await api.get("/v1/me/activity", { token: again.accessToken })).body as {
    items: { type: string; ip: string }[];
  };
  expect(items).toContainEqual(expect.objectContaining({ type: "sign_out", ip: "127.0.0.1" }));
  expect(await ownSessions(again.accessToken)).toMatchObject([{ current: true }]);
});

test("signing out with an already rotated token still ends its sign-in", async () => {
  const { refreshToken } = await api.newSession();
  const rotated = (await refresh(refreshToken)).body.tokens as Tokens;
  expect(codeOf(await api.post("/v1/auth/sign-out", { refreshToken }))).toBe("204");
  expect(codeOf(await refresh(rotated.refreshToken))).toBe("401 invalid_refresh_token");
});

test("a password reset by mail ends every sign-in, here and at Cognito", async () => {
  const { accessToken: token, refreshToken, person } = await api.newSession();
  await api.get("/v1/me/mfa", { token });
  const { email } = person;
  await api.post("/v1/auth/forgot-password", { email });
  const code = await api.codeFor(email);
  const newPassword = `Pass-${randomUUID()}`;
  expect((await api.post("/v1/auth/reset-password", { email, code, newPassword })).status).toBe(204);
  expect((await api.get("/v1/me/export", { token })).status).toBe(401);
  expect((await api.post("/v1/auth/refresh", { refreshToken })).status).toBe(401);
  const again = await api.signIn({ email, password: newPassword });
  expect((await api.get("/v1/me/mfa", { token: again.accessToken })).status).toBe(200);
});
