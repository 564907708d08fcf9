import {
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ApiClient } from "../../clients/api-client.ts";
import { cognitoClient } from "../../clients/cognito-client.ts";
import type { StackAddress } from "../../stacks/shared-stack.ts";
import { type Account, newAccount, newStaff, poolIdOf } from "../../worlds/staff.ts";
import type { TokenKind } from "./fuzz-request.ts";
import type { KnownValues } from "./known-values.ts";

/** A user whose account a fuzz may change in any way. */
export interface FuzzPerson {
  readonly known: KnownValues;
  /** Each kind of token; undefined for none. */
  readonly tokens: Readonly<Record<TokenKind, string | undefined>>;
}

/** The header says that no signature is needed (RFC 7515 §6); the API must refuse it. */
const NO_ALGORITHM = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");

function unsigned(token: string): string {
  return `${NO_ALGORITHM}.${token.split(".")[1]}.`;
}

function tampered(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const other = Buffer.from(JSON.stringify({ ...claims, scope: "api/users.write api/audit.read" }));
  return `${header}.${other.toString("base64url")}.${signature}`;
}

const isAdministration = (scope = "") => /^api\/(users|audit)\./.test(scope);

/** Creates users for a fuzz: registered, signed in, and with data to request. */
export class FuzzPeople {
  readonly #api: ApiClient;
  #scopeless: Promise<string> | undefined;

  constructor(stack: StackAddress) {
    this.#api = new ApiClient(stack);
  }

  /**
   * A user with that scope: with a file or, for administrators, with another account and a group that may be changed in any way.
   */
  async make({ scope }: { readonly scope: string | undefined }): Promise<FuzzPerson> {
    this.#scopeless ??= this.#signInWithoutGroups();
    const account = isAdministration(scope) ? await newStaff(this.#api) : await newAccount(this.#api);
    const { person, token, idToken, refreshToken } = account;
    const theirs = isAdministration(scope) ? await this.#makeCharges(account) : await this.#makeFile(account);
    return {
      known: {
        email: person.email,
        password: person.password,
        previousPassword: person.password,
        newPassword: `${person.password}-2`,
        refreshToken,
        token,
        ...theirs,
      },
      tokens: {
        own: token,
        none: undefined,
        garbage: "garbage",
        tampered: tampered(token),
        unsigned: unsigned(token),
        identity: idToken,
        scopeless: await this.#scopeless,
      },
    };
  }

  async #makeFile({ token }: Account): Promise<KnownValues> {
    const file = { name: "a.txt", contentType: "text/plain", size: 1 };
    const { body } = await this.#api.post("/v1/files", file, { token });
    const { url, fields } = body.upload as { url: string; fields: Record<string, string> };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["x"]));
    await fetch(url, { method: "POST", body: form });
    return { id: String(body.id) };
  }

  /** A user and a group that no other test uses. */
  async #makeCharges({ token }: Account): Promise<KnownValues> {
    const { sub } = await newAccount(this.#api);
    const group = `fuzz-${sub}`;
    await this.#api.post("/v1/admin/groups", { name: group }, { token });
    await this.#api.put(`/v1/admin/users/${sub}/groups/${group}`, {}, { token });
    return { id: sub, user: sub, group };
  }

  /** A token of a user without a group, who has no permissions. */
  async #signInWithoutGroups(): Promise<string> {
    const person = await this.#api.register();
    const cognito = cognitoClient(this.#api.cloudUrl);
    const user = { UserPoolId: await poolIdOf(this.#api), Username: person.email };
    const { Groups = [] } = await cognito.send(new AdminListGroupsForUserCommand(user));
    for (const { GroupName } of Groups) {
      await cognito.send(new AdminRemoveUserFromGroupCommand({ ...user, GroupName }));
    }
    return (await this.#api.signIn(person)).accessToken;
  }
}
