import { expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { authenticatorOf } from "../support/clients/authenticator-app.ts";
import { askForLink, completeLink, linkFor, tokenOf } from "../support/clients/sign-in-link.ts";
import { QUICK_ANSWERS, startLocalStack } from "../support/stacks/local-stack.ts";
import { closeAtEnd } from "../support/worlds/close-at-end.ts";
import { newAccount, newStaff } from "../support/worlds/staff.ts";

interface Day {
  readonly signIns: number;
  readonly signInsByMethod: Readonly<Record<string, number>>;
  readonly signInsWithSecondFactor: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly otpSent: number;
  readonly otpUsed: number;
  readonly linksSent: number;
  readonly linksUsed: number;
  readonly mfa: object | null;
}

interface Overview {
  readonly days: readonly Day[];
  readonly weeks: readonly { readonly activeUsers: number }[];
  readonly months: readonly unknown[];
  readonly previous: object;
}

/** Its own stack: no other user may sign up while users are counted. */
const stack = closeAtEnd(await startLocalStack({ arguments: QUICK_ANSWERS }));
const api = new ApiClient(stack);

test("counts users by status, group and second factor, once an hour", async () => {
  const { token } = await newStaff(api);
  await api.signUp(newPerson());
  const gone = await newAccount(api);
  await api.post(`/v1/admin/users/${gone.sub}/disable`, {}, { token });
  const careful = await newAccount(api);
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token: careful.token })).body;
  await api.post(
    "/v1/me/mfa/totp/verify",
    { code: authenticatorOf(String(secret), Date.now).code() },
    { token: careful.token },
  );

  const { status, body } = await api.get("/v1/admin/overview", { token });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    estimatedUsers: 4,
    isCounting: false,
    census: {
      users: 4,
      disabled: 1,
      byStatus: { CONFIRMED: 3, UNCONFIRMED: 1 },
      byGroup: expect.arrayContaining([
        { group: "admins", members: 1, isEstimate: false },
        { group: "support", members: 0, isEstimate: false },
        { group: "users", members: 3, isEstimate: false },
      ]),
      mfa: { sampled: 3, enabled: 1, totp: 1, sms: 0, email: 0 },
    },
  });
  const { days, weeks, months, previous } = body as unknown as Overview;
  expect(days).toHaveLength(30);
  expect(days[0]?.mfa).toEqual(body.census === null ? null : (body.census as { mfa: object }).mfa);
  expect(weeks.length).toBeGreaterThanOrEqual(5);
  expect(months.length).toBeGreaterThanOrEqual(1);
  expect(weeks[0]?.activeUsers).toBe((body.active as { thisWeek: number }).thisWeek);
  expect(previous).toEqual({ signUps: 0, signIns: 0, signInFailures: 0, refusals: {} });
  for (const [query, count] of [
    ["7", 7],
    ["90", 90],
  ] as const) {
    const period = (await api.get(`/v1/admin/overview?days=${query}`, { token })).body;
    expect(period.days).toHaveLength(count);
  }
  expect((await api.get("/v1/admin/overview?days=31", { token })).body.code).toBe("validation_failed");
  expect(body.days).toContainEqual(
    expect.objectContaining({ day: new Date(String(body.asOf)).toISOString().slice(0, 10) }),
  );
  // The day may change during the test.
  const signUps = (body.days as { readonly signUps: number }[]).reduce((sum, day) => sum + day.signUps, 0);
  expect(signUps).toBe(4);

  // A complete count is not repeated within the hour.
  await api.signUp(newPerson());
  const again = await api.get("/v1/admin/overview", { token });
  expect(again.body).toMatchObject({ estimatedUsers: 5, census: body.census as object });
});

/** Over two days: the day may change during the test. */
async function loadSums(token: string) {
  const { days } = (await api.get("/v1/admin/overview?days=7", { token })).body as unknown as Overview;
  const sum = (of: (day: Day) => number | undefined) =>
    days.slice(0, 2).reduce((total, day) => total + (of(day) ?? 0), 0);
  return {
    signIns: sum(({ signIns }) => signIns),
    password: sum(({ signInsByMethod }) => signInsByMethod.password),
    code: sum(({ signInsByMethod }) => signInsByMethod.code),
    link: sum(({ signInsByMethod }) => signInsByMethod.link),
    other: sum(({ signInsByMethod }) => signInsByMethod.other),
    secondFactor: sum(({ signInsWithSecondFactor }) => signInsWithSecondFactor),
    wrong: sum(({ refusals }) => refusals.invalid_credentials),
    otpSent: sum(({ otpSent }) => otpSent),
    otpUsed: sum(({ otpUsed }) => otpUsed),
    linksSent: sum(({ linksSent }) => linksSent),
    linksUsed: sum(({ linksUsed }) => linksUsed),
  };
}

test("shows how users signed in, what was refused, and how many codes were used", async () => {
  const { token } = await newStaff(api);
  const load = () => loadSums(token);
  const { person, token: own } = await newAccount(api);
  const before = await load();
  const { email } = person;
  await api.post("/v1/auth/sign-in", { email, password: newPerson().password });
  const asked = await api.post("/v1/auth/otp", { email });
  const answer = await api.codeFor(email);
  const challenge = { challenge: "CUSTOM_CHALLENGE", session: asked.body.session, email, answer };
  expect((await api.post("/v1/auth/challenge", challenge)).body.tokens).toBeDefined();
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token: own })).body;
  const app = authenticatorOf(String(secret), Date.now);
  await api.post("/v1/me/mfa/totp/verify", { code: app.earlierCode() }, { token: own });
  const { body } = await api.post("/v1/auth/sign-in", person);
  const second = { challenge: body.challenge, session: body.session, email, code: app.code() };
  expect((await api.post("/v1/auth/challenge", second)).body.tokens).toBeDefined();

  expect(await load()).toEqual({
    ...before,
    signIns: before.signIns + 2,
    password: before.password + 1,
    code: before.code + 1,
    secondFactor: before.secondFactor + 1,
    wrong: before.wrong + 1,
    otpSent: before.otpSent + 1,
    otpUsed: before.otpUsed + 1,
  });
});

test("counts links apart from codes, whether a page or an app asked for them", async () => {
  const { token } = await newStaff(api);
  const [page, app, late] = [await api.register(), await api.register(), await api.register()];
  const before = await loadSums(token);
  expect((await completeLink(api, await askForLink(api, page))).status).toBe(200);
  const asked = await api.post("/v1/auth/link", { email: app.email });
  const answer = tokenOf(await linkFor(api, app.email));
  const challenge = {
    challenge: "CUSTOM_CHALLENGE",
    session: asked.body.session,
    email: app.email,
    answer,
  };
  expect((await api.post("/v1/auth/challenge", challenge)).status).toBe(200);
  await askForLink(api, late);

  expect(await loadSums(token)).toEqual({
    ...before,
    signIns: before.signIns + 2,
    link: before.link + 2,
    linksSent: before.linksSent + 3,
    linksUsed: before.linksUsed + 2,
  });
});

test("the former period has its refusals by code, for a trend", async () => {
  const admin = await newStaff(api);
  for (const _ of [1, 2]) await api.post("/v1/auth/sign-in", newPerson());
  const load = async (token: string) =>
    (await api.get("/v1/admin/overview?days=30", { token })).body as unknown as Overview;
  const { days } = await load(admin.token);
  const wrong = days.reduce((total, { refusals }) => total + (refusals.invalid_credentials ?? 0), 0);
  expect(wrong).toBeGreaterThanOrEqual(2);

  await fetch(`${stack.cloudUrl}/_local/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advance: "960h" }),
  });
  const later = await load((await api.signIn(admin.person)).accessToken);
  expect(later.previous).toMatchObject({ refusals: { invalid_credentials: wrong } });
  expect(later.days.every(({ refusals }) => Object.keys(refusals).length === 0)).toBe(true);
});
