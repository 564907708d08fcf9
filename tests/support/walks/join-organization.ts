import type { ApiAnswer, ApiClient } from "../clients/api-client.ts";
import type { Account } from "../worlds/staff.ts";

type Caller = Pick<Account, "token">;

function expectStatus(answer: ApiAnswer, status: number): ApiAnswer {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return answer;
}

/** A new organization of an account. */
export async function createOrganization(api: ApiClient, owner: Caller, name = "Acme"): Promise<string> {
  const { body } = expectStatus(await api.post("/v1/organizations", { name }, owner), 201);
  return String(body.id);
}

/** Invites an address, and reads the token from the mail as its page does. */
export async function inviteToOrganization(
  api: ApiClient,
  inviter: Caller,
  { organization, email, role = "member" }: { organization: string; email: string; role?: string },
): Promise<string> {
  const path = `/v1/organizations/${organization}/invitations`;
  expectStatus(await api.post(path, { email, role }, inviter), 201);
  const [mail] = await api.inbox(email);
  return /#token=([\w.-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
}

/** Makes an account a member, by an invitation. */
export async function joinOrganization(
  api: ApiClient,
  inviter: Caller,
  {
    organization,
    member,
    role = "member",
  }: { organization: string; member: Pick<Account, "person" | "token">; role?: string },
): Promise<void> {
  const token = await inviteToOrganization(api, inviter, { organization, email: member.person.email, role });
  expectStatus(await api.post("/v1/organization-invitations/accept", { token }, member), 200);
}
