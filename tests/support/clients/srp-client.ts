/** The client side of SRP, fast inside Jest: the formulas of RFC 5054 §2.6 with native exponentiation. */
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import {
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { g, N, padded, power, sha256, toBytes, toInteger } from "../../../local/cognito/domain/srp-group.ts";
import type { CognitoApp } from "../worlds/cognito-app.ts";
import type { CognitoServer } from "../worlds/cognito-server.ts";

/** Where the client signs in. */
export type SrpApp = Pick<CognitoApp, "clientId" | "poolId"> & {
  readonly server: Pick<CognitoServer, "admin" | "clock">;
};

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function srpTimestamp(milliseconds: number): string {
  const date = new Date(milliseconds);
  const time = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${time} UTC ${date.getUTCFullYear()}`;
}

export type ChallengeParameters = Readonly<Record<string, string>>;

/** The identity of the password, in SRP's terms: the pool's and the user's name, or a device's group key and key. */
export interface Prover {
  readonly group: string;
  readonly name: string;
  readonly password: string;
}

const inner = ({ group, name, password }: Prover) => sha256(`${group}${name}:${password}`);

/** The verifier v of the password, for a salt. */
export function verifierFor(prover: Prover, salt: Buffer): Buffer {
  return toBytes(power(g, sha256(padded(toInteger(salt)), inner(prover))));
}

/** `PASSWORD_CLAIM_SIGNATURE` of a client that knows the password. */
export function proofOf(
  prover: Prover,
  { SALT = "", SRP_B = "", SECRET_BLOCK = "" }: ChallengeParameters,
  { secret, timestamp }: { readonly secret: Buffer; readonly timestamp: string },
): string {
  const [A, B] = [power(g, secret), BigInt(`0x${SRP_B}`)];
  const x = sha256(padded(BigInt(`0x${SALT}`)), inner(prover));
  const u = toInteger(sha256(padded(A), padded(B)));
  const k = toInteger(sha256(padded(N), padded(g)));
  const base = (((B - k * power(g, x)) % N) + N) % N;
  const shared = power(base, toBytes(toInteger(secret) + u * toInteger(x)));
  const key = Buffer.from(hkdfSync("sha256", padded(shared), padded(u), "Caldera Derived Key", 16));
  return createHmac("sha256", key)
    .update(`${prover.group}${prover.name}`)
    .update(Buffer.from(SECRET_BLOCK, "base64"))
    .update(timestamp)
    .digest("base64");
}

/** The response to PASSWORD_VERIFIER. */
export function answerChallenge(
  app: SrpApp,
  secret: Buffer,
  challenge: ChallengeParameters,
  { password, timestamp }: { readonly password: string; readonly timestamp?: string },
): Record<string, string> {
  const { SECRET_BLOCK = "", USER_ID_FOR_SRP: userId = "" } = challenge;
  const stamp = timestamp ?? srpTimestamp(app.server.clock.now());
  const prover = { group: app.poolId.split("_")[1] ?? "", name: userId, password };
  const signature = proofOf(prover, challenge, { secret, timestamp: stamp });
  return {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: stamp,
  };
}

/** Starts SRP; answers the challenge and the client's secret. */
export async function startSrp(
  app: SrpApp,
  username: string,
): Promise<{ readonly secret: Buffer; readonly challenge: ChallengeParameters }> {
  const secret = randomBytes(32);
  const { ChallengeParameters } = await app.server.admin.send(
    new InitiateAuthCommand({
      ClientId: app.clientId,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: username, SRP_A: power(g, secret).toString(16) },
    }),
  );
  return { secret, challenge: ChallengeParameters ?? {} };
}

export function respond(app: SrpApp, responses: Record<string, string>, clientId = app.clientId) {
  return app.server.admin.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: responses,
    }),
  );
}

/** A whole SRP sign-in. */
export async function srpSignIn(app: SrpApp, username: string, password: string) {
  const { secret, challenge } = await startSrp(app, username);
  return respond(app, answerChallenge(app, secret, challenge, { password }));
}
