import { beforeEach, describe, expect, test } from "@jest/globals";
import { createAuthClient } from "../../clients/typescript/index.ts";
import { ApiClient, newPerson } from "../support/clients/api-client.ts";
import { sharedStack } from "../support/stacks/shared-stack.ts";
import {
  createOrganization,
  inviteToOrganization,
  joinOrganization,
} from "../support/walks/join-organization.ts";
import { type Account, newAccount, newStaff } from "../support/worlds/staff.ts";

const api = new ApiClient(sharedStack());

const claimsOf = (token: unknown): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString());

const organizationIn = (token: unknown) => {
  const { org_id, org_role } = claimsOf(token);
  return [org_id, org_role];
};

async function refresh(refreshToken: string, organization?: string) {
  const { status, body } = await api.post("/v1/auth/refresh", { refreshToken, organization });
  expect(status).toBe(200);
  return body.tokens as { accessToken: string; idToken: string; refreshToken: string };
}

const at = (organization: string, rest = "") => `/v1/organizations/${organization}${rest}`;

const codeOf = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await answer;
  return [status, body.code];
};

let owner: Account;
let organization: string;

beforeEach(async () => {
  owner = await newAccount(api);
  organization = await createOrganization(api, owner);
});

test("invited by mail, accepted, in the token; removed, and the next refresh has none", async () => {
  const member = await newAccount(api);
  const token = await inviteToOrganization(api, owner, {
    organization,
    email: member.person.email,
    role: "admin",
  });
  const read = await api.post("/v1/organization-invitations/read", { token }, member);
  expect(read.body).toMatchObject({
    organization: { id: organization, name: "Acme" },
    role: "admin",
    email: member.person.email,
  });
  const accepted = await api.post("/v1/organization-invitations/accept", { token }, member);
  expect([accepted.status, accepted.body.role]).toEqual([200, "admin"]);
  expect((await api.post("/v1/organization-invitations/accept", { token }, member)).status).toBe(200);

  const tokens = await refresh(member.refreshToken);
  expect([tokens.accessToken, tokens.idToken].map(organizationIn)).toEqual([
    [organization, "admin"],
    [organization, "admin"],
  ]);
  const exported = await api.get("/v1/me/export", { token: tokens.accessToken });
  expect(exported.body.organizations).toEqual([
    { id: organization, name: "Acme", role: "admin", joinedAt: expect.any(String), chosen: true },
  ]);
  const now = await api.get("/v1/me/organization", { token: tokens.accessToken });
  expect(now.body).toEqual({ organization: { id: organization, role: "admin", current: true } });

  expect((await api.delete(at(organization, `/members/${member.sub}`), owner)).status).toBe(204);
  const later = await api.get("/v1/me/organization", { token: tokens.accessToken });
  expect(later.body).toEqual({ organization: { id: organization, role: "admin", current: false } });
  const without = await refresh(tokens.refreshToken);
  expect(organizationIn(without.accessToken)).toEqual([undefined, undefined]);
  expect((await api.get("/v1/me/organization", { token: without.accessToken })).body).toEqual({
    organization: null,
  });
  const asked = await refresh(without.refreshToken, organization);
  expect(organizationIn(asked.accessToken)).toEqual([undefined, undefined]);
  const trail = await api.get("/v1/me/activity?limit=3", { token: asked.accessToken });
  expect((trail.body.items as { type: string }[]).map(({ type }) => type)).toEqual(
    expect.arrayContaining(["organization_member_removed", "organization_joined"]),
  );
});

test("the organization of the tokens is switched by choice, by refresh and at sign-in", async () => {
  const other = await createOrganization(api, owner, "Zebra");
  const mine = await api.get("/v1/organizations", owner);
  expect(mine.body.items).toMatchObject([
    { id: organization, name: "Acme", role: "owner", chosen: false },
    { id: other, name: "Zebra", role: "owner", chosen: true },
  ]);
  expect((await api.put("/v1/me/organization", { organization }, owner)).status).toBe(204);
  const chosen = await refresh(owner.refreshToken);
  expect(organizationIn(chosen.accessToken)).toEqual([organization, "owner"]);
  const asked = await refresh(chosen.refreshToken, other);
  expect(organizationIn(asked.accessToken)).toEqual([other, "owner"]);
  expect(organizationIn((await refresh(asked.refreshToken, "none")).accessToken)).toEqual([
    undefined,
    undefined,
  ]);

  const { person } = owner;
  const signIn = async (body: object) => {
    const answer = await api.post("/v1/auth/sign-in", { ...person, ...body });
    return (answer.body.tokens as { accessToken: string; refreshToken: string } | undefined) ?? answer.body;
  };
  const atSignIn = (await signIn({ organization: other })) as { accessToken: string; refreshToken: string };
  expect(organizationIn(atSignIn.accessToken)).toEqual([other, "owner"]);
  // The exchanged refresh token is the one that is valid.
  expect(organizationIn((await refresh(atSignIn.refreshToken)).accessToken)).toEqual([organization, "owner"]);
  expect((await api.put("/v1/me/organization", { organization: null }, owner)).status).toBe(204);
  const none = (await signIn({})) as { accessToken: string };
  expect(organizationIn(none.accessToken)).toEqual([undefined, undefined]);
  const strangers = await createOrganization(api, await newAccount(api));
  const denied = (await signIn({ organization: strangers })) as { accessToken: string };
  expect(organizationIn(denied.accessToken)).toEqual([undefined, undefined]);
  expect(await codeOf(api.put("/v1/me/organization", { organization: strangers }, owner))).toEqual([
    404,
    "not_found",
  ]);
});

test("what a member sees: name, members with names, and no more", async () => {
  const member = await newAccount(api);
  await joinOrganization(api, owner, { organization, member });
  expect((await api.get(at(organization), member)).body).toMatchObject({
    name: "Acme",
    role: "member",
    members: 2,
    owners: 1,
  });
  const first = await api.get(at(organization, "/members?limit=1"), member);
  const rest = await api.get(
    at(organization, `/members?limit=1&cursor=${String(first.body.cursor)}`),
    member,
  );
  const all = [...(first.body.items as object[]), ...(rest.body.items as object[])];
  expect(all).toHaveLength(2);
  expect(all).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ sub: owner.sub, role: "owner", email: owner.person.email }),
      expect.objectContaining({ sub: member.sub, role: "member", email: member.person.email }),
    ]),
  );
  expect(await codeOf(api.get(at(organization, "/members?cursor=AAAA"), member))).toEqual([
    400,
    "invalid_cursor",
  ]);
  const forbidden = [
    api.patch(at(organization), { name: "Mine" }, member),
    api.delete(at(organization), member),
    api.get(at(organization, "/invitations"), member),
    api.post(at(organization, "/invitations"), { email: "x@example.com", role: "member" }, member),
    api.delete(at(organization, `/invitations/${"0".repeat(22)}`), member),
    api.patch(at(organization, `/members/${member.sub}`), { role: "admin" }, member),
    api.delete(at(organization, `/members/${owner.sub}`), member),
  ];
  for (const answer of forbidden) expect(await codeOf(answer)).toEqual([403, "organization_role_required"]);
});

test("for users who are not members it does not exist", async () => {
  const stranger = await newAccount(api);
  const hidden = [
    api.get(at(organization), stranger),
    api.patch(at(organization), { name: "Mine" }, stranger),
    api.delete(at(organization), stranger),
    api.get(at(organization, "/members"), stranger),
    api.patch(at(organization, `/members/${owner.sub}`), { role: "member" }, stranger),
    api.delete(at(organization, `/members/${owner.sub}`), stranger),
    api.get(at(organization, "/invitations"), stranger),
    api.post(at(organization, "/invitations"), { email: "x@example.com", role: "member" }, stranger),
    api.delete(at(organization, `/invitations/${"0".repeat(22)}`), stranger),
  ];
  for (const answer of hidden) expect(await codeOf(answer)).toEqual([404, "not_found"]);
});

describe("roles", () => {
  test("an admin manages members and admins, but neither owners nor the organization itself", async () => {
    const [admin, member] = [await newAccount(api), await newAccount(api)];
    await joinOrganization(api, owner, { organization, member: admin, role: "admin" });
    await joinOrganization(api, admin, { organization, member });
    const roleOf = (sub: string) => at(organization, `/members/${sub}`);
    expect((await api.patch(at(organization), { name: "Acme & Co" }, admin)).body.name).toBe("Acme & Co");
    expect((await api.patch(roleOf(member.sub), { role: "admin" }, admin)).status).toBe(204);
    expect((await api.patch(roleOf(member.sub), { role: "admin" }, admin)).status).toBe(204);
    const beyond = [
      api.patch(roleOf(member.sub), { role: "owner" }, admin),
      api.patch(roleOf(owner.sub), { role: "member" }, admin),
      api.delete(roleOf(owner.sub), admin),
      api.delete(at(organization), admin),
      api.post(at(organization, "/invitations"), { email: "x@example.com", role: "owner" }, admin),
    ];
    for (const answer of beyond) expect(await codeOf(answer)).toEqual([403, "organization_role_required"]);
    expect((await api.delete(roleOf(member.sub), admin)).status).toBe(204);
    expect(await codeOf(api.delete(roleOf(member.sub), admin))).toEqual([404, "not_found"]);
    expect(await codeOf(api.patch(roleOf(member.sub), { role: "admin" }, admin))).toEqual([404, "not_found"]);
  });

  test("the last owner can't step down or leave, another one can", async () => {
    const member = await newAccount(api);
    await joinOrganization(api, owner, { organization, member });
    const own = at(organization, `/members/${owner.sub}`);
    expect(await codeOf(api.patch(own, { role: "member" }, owner))).toEqual([409, "last_owner"]);
    expect(await codeOf(api.delete(own, owner))).toEqual([409, "last_owner"]);
    expect(
      (await api.patch(at(organization, `/members/${member.sub}`), { role: "owner" }, owner)).status,
    ).toBe(204);
    expect((await api.delete(own, owner)).status).toBe(204);
    expect(await codeOf(api.get(at(organization), owner))).toEqual([404, "not_found"]);
  });
});

describe("an invitation", () => {
  test("is listed, withdrawn, and then not valid", async () => {
    const invitee = await newAccount(api);
    const { email } = invitee.person;
    const token = await inviteToOrganization(api, owner, { organization, email });
    const list = await api.get(at(organization, "/invitations"), owner);
    expect(list.body.items).toMatchObject([{ email, role: "member" }]);
    const [{ id }] = list.body.items as [{ id: string }];
    expect((await api.delete(at(organization, `/invitations/${id}`), owner)).status).toBe(204);
    expect(await codeOf(api.delete(at(organization, `/invitations/${id}`), owner))).toEqual([
      404,
      "not_found",
    ]);
    for (const verb of ["read", "accept", "decline"]) {
      expect(await codeOf(api.post(`/v1/organization-invitations/${verb}`, { token }, invitee))).toEqual([
        404,
        "invitation_not_valid",
      ]);
    }
  });

  test("does not outlive its sender's right, and brings no removed member back", async () => {
    const [admin, second] = [await newAccount(api), await newAccount(api)];
    await joinOrganization(api, owner, { organization, member: admin, role: "admin" });
    const invite = ({ person }: Account) =>
      inviteToOrganization(api, admin, { organization, email: person.email, role: "admin" });
    const tokens = [await invite(second), await invite(admin)];
    expect((await api.delete(at(organization, `/members/${admin.sub}`), owner)).status).toBe(204);
    for (const [index, account] of [second, admin].entries()) {
      const body = { token: tokens[index] };
      for (const action of ["read", "accept"]) {
        expect(await codeOf(api.post(`/v1/organization-invitations/${action}`, body, account))).toEqual([
          404,
          "invitation_not_valid",
        ]);
      }
    }
    expect((await api.get(at(organization, "/invitations"), owner)).body.items).toEqual([]);
  });

  test("is not for another account, and can be declined by its own", async () => {
    const [invitee, stranger] = [await newAccount(api), await newAccount(api)];
    const token = await inviteToOrganization(api, owner, { organization, email: invitee.person.email });
    for (const verb of ["read", "accept", "decline"]) {
      expect(await codeOf(api.post(`/v1/organization-invitations/${verb}`, { token }, stranger))).toEqual([
        403,
        "invitation_for_other_address",
      ]);
    }
    expect((await api.post("/v1/organization-invitations/decline", { token }, invitee)).status).toBe(204);
    expect(await codeOf(api.post("/v1/organization-invitations/accept", { token }, invitee))).toEqual([
      404,
      "invitation_not_valid",
    ]);
  });

  test("is answered alike for an address with an account and for one without, in the language that was asked for", async () => {
    const path = at(organization, "/invitations");
    const [known, unknown] = [(await newAccount(api)).person.email, newPerson().email];
    const answers = [];
    for (const email of [known, unknown]) {
      const { status, body } = await api.post(path, { email, role: "member", language: "de" }, owner);
      answers.push([status, Object.keys(body).sort()]);
      expect((await api.inbox(email))[0]?.subject).toContain("Organisation");
    }
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe("with an account that is deleted", () => {
  test("an organization without other members is deleted", async () => {
    const admin = await newStaff(api);
    expect((await api.delete("/v1/me", owner)).status).toBe(204);
    expect(await codeOf(api.get(at(organization), admin))).toEqual([404, "not_found"]);
  });

  test("the only owner of others must first make another one", async () => {
    const member = await newAccount(api);
    await joinOrganization(api, owner, { organization, member });
    expect(await codeOf(api.delete("/v1/me", owner))).toEqual([409, "last_owner"]);
    expect((await api.delete("/v1/me", member)).status).toBe(204);
    expect((await api.get(at(organization), owner)).body).toMatchObject({ members: 1 });
  });

  test("an administrator sees a user's organizations, and a deleted owner has a successor", async () => {
    const [admin, member] = [await newStaff(api), await newAccount(api)];
    await joinOrganization(api, owner, { organization, member });
    const seen = await api.get(`/v1/admin/users/${owner.sub}/organizations`, admin);
    expect(seen.body.items).toMatchObject([{ id: organization, name: "Acme", role: "owner" }]);
    expect((await api.delete(`/v1/admin/users/${owner.sub}`, admin)).status).toBe(204);
    expect((await api.get(at(organization), member)).body).toMatchObject({ role: "owner", members: 1 });
    expect(await codeOf(api.get(`/v1/admin/users/${owner.sub}/organizations`, admin))).toEqual([
      404,
      "not_found",
    ]);
  });
});

test("a deleted organization is gone for all its members", async () => {
  const member = await newAccount(api);
  await joinOrganization(api, owner, { organization, member });
  const { refreshToken } = await api.signIn(member.person);
  expect((await api.delete(at(organization), owner)).status).toBe(204);
  expect(await codeOf(api.delete(at(organization), owner))).toEqual([404, "not_found"]);
  expect((await api.get("/v1/organizations", member)).body.items).toEqual([]);
  expect(organizationIn((await refresh(refreshToken)).accessToken)).toEqual([undefined, undefined]);
});

test("the typed client stays in the organization that it switched to", async () => {
  const other = await createOrganization(api, owner, "Other");
  const client = createAuthClient({ baseUrl: api.apiUrl });
  await client.signIn(owner.person);
  const organizationNow = async () => organizationIn(await client.accessToken());
  expect(await organizationNow()).toEqual([other, "owner"]);
  expect(await client.switchOrganization(organization)).toBe(true);
  expect(await organizationNow()).toEqual([organization, "owner"]);
  expect(await client.switchOrganization(undefined)).toBe(true);
  expect(await organizationNow()).toEqual([undefined, undefined]);
  expect(await client.switchOrganization("org_0000000000000000")).toBe(false);
  client.close();
});

describe("limits", () => {
  test("an account creates ten organizations a day, sends fifty invitations, and an organization has a hundred", async () => {
    const many = await newAccount(api);
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) ids.push(await createOrganization(api, many));
    expect(await codeOf(api.post("/v1/organizations", { name: "One more" }, many))).toEqual([
      429,
      "too_many_requests",
    ]);
    const [id = ""] = ids;
    const [second, third] = [await newAccount(api), await newAccount(api)];
    for (const member of [second, third]) {
      await joinOrganization(api, many, { organization: id, member, role: "admin" });
    }
    const invite = (inviter: Account) =>
      codeOf(api.post(at(id, "/invitations"), { email: newPerson().email, role: "member" }, inviter));
    const sent = [[many, 48] as const, [second, 50] as const, [third, 2] as const];
    for (const [inviter, times] of sent) {
      for (let count = 0; count < times; count += 1) expect(await invite(inviter)).toEqual([201, undefined]);
    }
    expect(await invite(many)).toEqual([429, "too_many_requests"]);
    expect(await invite(third)).toEqual([409, "organization_limit"]);
  });
});
