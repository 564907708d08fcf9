import {
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { ApiClient } from "../api-client.ts";
import type { StackAddress } from "../shared-stack.ts";
import type { TokenKind } from "./fuzz-request.ts";
import type { KnownValues } from "./known-values.ts";

/** Somebody whose account a fuzz may do anything to. */
export interface FuzzPerson {
  readonly known: KnownValues;
  /** Each kind of token; undefined for none. */
  readonly tokens: Readonly<Record<TokenKind, string | undefined>>;
}

/** The header says that no signature is needed (RFC 7515 §6), which nobody may believe. */
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

/** Makes people for a fuzz: registered, signed in, with a file of their own. */
export class FuzzPeople {
  readonly #api: ApiClient;
  readonly #cloudUrl: string;
  #scopeless: Promise<string> | undefined;

  constructor(stack: StackAddress) {
    this.#api = new ApiClient(stack);
    this.#cloudUrl = stack.cloudUrl;
  }

  async make(): Promise<FuzzPerson> {
    this.#scopeless ??= this.#signInWithoutGroups();
    const [scopeless, session] = await Promise.all([this.#scopeless, this.#api.newSession()]);
    const { person, accessToken, idToken, refreshToken } = session;
    const file = await this.#api.post(
      "/v1/files",
      { name: "a.txt", contentType: "text/plain", size: 1 },
      { token: accessToken },
    );
    const { url, fields } = file.body.upload as { url: string; fields: Record<string, string> };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("file", new Blob(["x"]));
    await fetch(url, { method: "POST", body: form });
    return {
      known: {
        email: person.email,
        password: person.password,
        previousPassword: person.password,
        newPassword: `${person.password}-2`,
        refreshToken,
        token: accessToken,
        id: String(file.body.id),
      },
      tokens: {
        own: accessToken,
        none: undefined,
        garbage: "garbage",
        tampered: tampered(accessToken),
        unsigned: unsigned(accessToken),
        identity: idToken,
        scopeless,
      },
    };
  }

  /** A token of somebody who is in no group, and so may do nothing. */
  async #signInWithoutGroups(): Promise<string> {
    const person = await this.#api.register();
    const { userPoolId: UserPoolId } = (await this.#api.get("/v1/auth/config")).body as {
      userPoolId: string;
    };
    const cognito = new CognitoIdentityProviderClient({
      endpoint: this.#cloudUrl,
      region: "us-east-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    const user = { UserPoolId, Username: person.email };
    const { Groups = [] } = await cognito.send(new AdminListGroupsForUserCommand(user));
    for (const { GroupName } of Groups) {
      await cognito.send(new AdminRemoveUserFromGroupCommand({ ...user, GroupName }));
    }
    cognito.destroy();
    return (await this.#api.signIn(person)).accessToken;
  }
}
