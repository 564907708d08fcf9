import { randomInt } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import { type Account, newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

let staff: Account;

beforeAll(async () => {
  staff = await newStaff(api);
});

const newNumber = () => `+49151${randomInt(1e8, 1e9)}`;

describe("a code for an address that the user already has", () => {
  const ask = ({ token }: Account, name: string, value: string) =>
    api.post(`/v1/me/attributes/${name}/code`, { value }, { token });
  const verify = ({ token }: Account, name: string, code: string) =>
    api.post(`/v1/me/attributes/${name}/verify`, { code }, { token });

  test.each([
    ["the address", (email: string) => email],
    ["the address in capitals", (email: string) => email.toUpperCase()],
    ["the address with space around it", (email: string) => ` ${email} `],
  ])("is sent to it: %s", async (_, spell) => {
    const account = await newAccount(api);
    const { email } = account.person;
    const before = (await api.inbox(email)).length;
    const answer = await ask(account, "email", spell(email));
    expect([answer.status, answer.body.delivery]).toMatchObject([200, { medium: "EMAIL" }]);
    expect(await api.inbox(email)).toHaveLength(before + 1);
    expect((await verify(account, "email", await api.codeFor(email))).status).toBe(204);
    expect((await api.get("/v1/me", { token: account.token })).body).toMatchObject({
      email,
      emailVerified: true,
    });
  });

  test("goes to the present address although another one is pending, which is dropped", async () => {
    const account = await newAccount(api);
    const { email: wanted } = newPerson();
    await ask(account, "email", wanted);
    const former = await api.codeFor(wanted);
    expect((await ask(account, "email", account.person.email)).status).toBe(200);
    expect(await api.inbox(wanted)).toHaveLength(1);
    expect((await verify(account, "email", await api.codeFor(account.person.email))).status).toBe(204);
    expect((await verify(account, "email", former)).status).toBe(400);
    expect((await api.get("/v1/me", { token: account.token })).body.email).toBe(account.person.email);
  });

  test("is sent to the telephone number, too", async () => {
    const account = await newAccount(api);
    const number = newNumber();
    await ask(account, "phone_number", number);
    expect((await verify(account, "phone_number", await api.codeFor(number))).status).toBe(204);
    const answer = await ask(account, "phone_number", number);
    expect([answer.status, answer.body.delivery]).toMatchObject([200, { medium: "SMS" }]);
    expect(await api.inbox(number)).toHaveLength(2);
    expect((await verify(account, "phone_number", await api.codeFor(number))).status).toBe(204);
  });

  test("without a number is an error of the caller", async () => {
    const { token } = await newAccount(api);
    const answer = await api.post("/v1/me/attributes/phone_number/code", {}, { token });
    expect([answer.status, answer.body.code]).toEqual([400, "invalid_parameter"]);
  });
});

const PROFILE = { name: "Ada Lovelace", givenName: "Ada", locale: "de_AT" };

describe("a PATCH without a change", () => {
  const SAME = [
    PROFILE,
    { name: PROFILE.name },
    { familyName: null },
    { ...PROFILE, familyName: null },
    { name: ` ${PROFILE.name} ` },
  ];

  test.each(SAME)("returns the profile, writes nothing and sends nothing: %j", async (same) => {
    const { token } = await newAccount(api);
    const { body: set } = await api.patch("/v1/me", PROFILE, { token });
    expect(set).toMatchObject(PROFILE);
    const answer = await api.patch("/v1/me", same, { token });
    expect([answer.status, answer.body]).toEqual([200, set]);
    const { items } = (await api.get("/v1/me/activity", { token })).body as { items: { type: string }[] };
    expect(items.filter(({ type }) => type === "profile_changed")).toHaveLength(1);
  });

  test("by an administrator: %j", async () => {
    const { sub, person } = await newAccount(api);
    const patch = (body: object) => api.patch(`/v1/admin/users/${sub}`, body, { token: staff.token });
    const { body: set } = await patch(PROFILE);
    for (const same of [
      ...SAME,
      { email: person.email },
      { email: person.email.toUpperCase(), ...PROFILE },
    ]) {
      const answer = await patch(same);
      expect([answer.status, answer.body]).toEqual([200, set]);
    }
    const { items } = (await api.get(`/v1/admin/events?user=${sub}`, { token: staff.token })).body as {
      items: { type: string }[];
    };
    expect(items.filter(({ type }) => type === "user_changed")).toHaveLength(1);
  });

  test("other members that differ are changed", async () => {
    const { token } = await newAccount(api);
    await api.patch("/v1/me", PROFILE, { token });
    const answer = await api.patch("/v1/me", { ...PROFILE, name: "Augusta", givenName: null }, { token });
    expect(answer.body).toMatchObject({ name: "Augusta", locale: PROFILE.locale });
    expect(answer.body).not.toHaveProperty("givenName");
  });
});
