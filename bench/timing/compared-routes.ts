import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ApiAnswer, ApiClient } from "../../tests/support/clients/api-client.ts";

const newAddress = () => `${randomUUID()}@example.com`;

const PASSWORD = "correct-horse-battery-staple-9";
const WRONG_PASSWORD = "wrong-horse-battery-staple-9";
const WRONG_CODE = "000000";

/** Addresses by kind; all lists have the same length. */
export interface Addresses {
  readonly confirmed: readonly string[];
  readonly unconfirmed: readonly string[];
  readonly unknown: readonly string[];
}

interface Pool {
  readonly cognito: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly clientId: string;
}

/** Creates this many accounts of each kind. */
export async function makeAddresses(
  { cognito, poolId: UserPoolId, clientId: ClientId }: Pool,
  count: number,
): Promise<Addresses> {
  const list = () => Array.from({ length: count }, newAddress);
  const addresses = { confirmed: list(), unconfirmed: list(), unknown: list() };
  for (const Username of addresses.confirmed) {
    const UserAttributes = [
      { Name: "email", Value: Username },
      { Name: "email_verified", Value: "true" },
    ];
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
  }
  for (const Username of addresses.unconfirmed) {
    await cognito.send(
      new SignUpCommand({
        ClientId,
        Username,
        Password: PASSWORD,
        UserAttributes: [{ Name: "email", Value: Username }],
      }),
    );
  }
  return addresses;
}

/** A request whose answer must not reveal whether there is an account, and the kind of account for the comparison. */
export interface ComparedRoute {
  readonly name: string;
  readonly kind: "confirmed" | "unconfirmed";
  readonly send: (api: ApiClient, email: string) => Promise<ApiAnswer>;
}

const post =
  (route: string, body: (email: string) => object): ComparedRoute["send"] =>
  (api, email) =>
    api.post(`/v1/auth/${route}`, body(email));

const signUp = post("sign-up", (email) => ({ email }));
const resend = post("resend-code", (email) => ({ email }));
const confirm = post("confirm", (email) => ({ email, code: WRONG_CODE }));
const signIn = post("sign-in", (email) => ({ email, password: WRONG_PASSWORD }));

/** Every route of the API that is about an account and needs no token. */
export const COMPARED_ROUTES: readonly ComparedRoute[] = [
  // A new address has an account after its sign-up: each is used once.
  { name: "sign-up", kind: "confirmed", send: signUp },
  { name: "sign-up", kind: "unconfirmed", send: signUp },
  { name: "resend-code", kind: "confirmed", send: resend },
  { name: "resend-code", kind: "unconfirmed", send: resend },
  { name: "confirm", kind: "confirmed", send: confirm },
  { name: "confirm", kind: "unconfirmed", send: confirm },
  { name: "sign-in", kind: "confirmed", send: signIn },
  { name: "sign-in", kind: "unconfirmed", send: signIn },
  { name: "forgot-password", kind: "confirmed", send: post("forgot-password", (email) => ({ email })) },
  {
    name: "reset-password",
    kind: "confirmed",
    send: post("reset-password", (email) => ({ email, code: WRONG_CODE, newPassword: PASSWORD })),
  },
  { name: "passkey", kind: "confirmed", send: post("passkey", (email) => ({ email })) },
  { name: "otp", kind: "confirmed", send: post("otp", (email) => ({ email })) },
  { name: "link", kind: "confirmed", send: post("link", (email) => ({ email })) },
  {
    name: "recovery",
    kind: "confirmed",
    send: post("recovery", (email) => ({ email, password: WRONG_PASSWORD })),
  },
];

/** Creates a new address for requests that create an account. */
export const addressFor = (
  { name }: ComparedRoute,
  addresses: readonly string[],
  turn: number,
  isUnknown: boolean,
): string =>
  isUnknown && name === "sign-up" ? newAddress() : (addresses[turn % addresses.length] ?? newAddress());
