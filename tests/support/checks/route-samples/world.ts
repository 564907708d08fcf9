import { randomUUID } from "node:crypto";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { type ApiClient, newPerson } from "../../clients/api-client.ts";
import { authenticatorOf } from "../../clients/authenticator-app.ts";
import { cognitoClient } from "../../clients/cognito-client.ts";
import { type Account, newAccount, newStaff, poolIdOf, subOfAddress } from "../../worlds/staff.ts";

/** A user with an authenticator app and recovery codes. */
export interface Owner extends Account {
  readonly recoveryCodes: readonly string[];
}

/** Accounts and other objects of the requests. `other` never signs in, and `group` is never deleted for good. */
export interface World {
  readonly api: ApiClient;
  /** An administrator, who has every scope. */
  readonly staff: Account;
  readonly other: Account;
  readonly owner: Owner;
  /** The `sub` of an invited user who has not signed in, and of an unconfirmed user. */
  readonly invited: string;
  readonly waiting: string;
  readonly group: string;
}

export async function newOwner(api: ApiClient): Promise<Owner> {
  const account = await newAccount(api);
  const { token } = account;
  const { secret } = (await api.post("/v1/me/mfa/totp", {}, { token })).body;
  const code = authenticatorOf(String(secret), Date.now).code();
  const { codes } = (await api.post("/v1/me/mfa/totp/verify", { code }, { token })).body;
  return { ...account, recoveryCodes: codes as string[] };
}

export async function newWorld(api: ApiClient): Promise<World> {
  const staff = await newStaff(api);
  const [other, owner] = [await newAccount(api), await newOwner(api)];
  const waiting = newPerson();
  await api.signUp(waiting);
  const { User } = await cognitoClient(api.cloudUrl).send(
    new AdminCreateUserCommand({ UserPoolId: await poolIdOf(api), Username: newPerson().email }),
  );
  const group = `testers-${randomUUID()}`;
  await api.post("/v1/admin/groups", { name: group }, { token: staff.token });
  return {
    api,
    staff,
    other,
    owner,
    invited: User?.Username ?? "",
    waiting: await subOfAddress(api, waiting.email),
    group,
  };
}
