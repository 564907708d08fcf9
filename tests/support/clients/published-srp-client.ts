/**
 * The client side of Cognito's SRP from AWS's amazon-cognito-identity-js, in its own process: inside Jest's sandbox its
 * arithmetic is a hundred times slower. Reads challenges as JSON from the first argument and prints the answers.
 */
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";

export interface SrpChallenge {
  readonly poolName: string;
  readonly userId: string;
  readonly password: string;
  /** Hexadecimal, as `SALT` and `SRP_B` travel. */
  readonly salt: string;
  readonly serverPublic: string;
  /** Base64. */
  readonly secretBlock: string;
  readonly timestamp: string;
}

export interface SrpAnswer {
  /** Hexadecimal. */
  readonly clientPublic: string;
  /** Base64. */
  readonly signature: string;
}

/** Answers the challenges in another process. */
export function answerWithPublishedClient(challenges: readonly SrpChallenge[]): readonly SrpAnswer[] {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(
    execFileSync(process.execPath, [script, JSON.stringify(challenges)], { encoding: "utf8" }),
  );
}

interface BigInteger {
  toString(radix: number): string;
}

interface Helper {
  /** Its BigInteger is only accessible through the helper's own fields. */
  readonly N: BigInteger & { constructor: new (text: string, radix: number) => BigInteger };
  getLargeAValue(callback: (error: Error | null, value: BigInteger) => void): void;
  getPasswordAuthenticationKey(
    username: string,
    password: string,
    serverB: BigInteger,
    salt: BigInteger,
    callback: (error: Error | null, key: Uint8Array) => void,
  ): void;
}

function wait<Value>(ask: (callback: (error: Error | null, value: Value) => void) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error ? reject(error) : resolve(value)));
  });
}

async function answer(challenge: SrpChallenge): Promise<SrpAnswer> {
  // Exported, but missing from the package's types.
  const published: unknown = await import("amazon-cognito-identity-js");
  const { AuthenticationHelper } = published as {
    readonly AuthenticationHelper: new (poolName: string) => Helper;
  };
  const helper = new AuthenticationHelper(challenge.poolName);
  const integer = (hex: string) => new helper.N.constructor(hex, 16);
  const clientPublic = await wait<BigInteger>((done) => helper.getLargeAValue(done));
  const key = await wait<Uint8Array>((done) =>
    helper.getPasswordAuthenticationKey(
      challenge.userId,
      challenge.password,
      integer(challenge.serverPublic),
      integer(challenge.salt),
      done,
    ),
  );
  const signature = createHmac("sha256", key)
    .update(challenge.poolName)
    .update(challenge.userId)
    .update(Buffer.from(challenge.secretBlock, "base64"))
    .update(challenge.timestamp)
    .digest("base64");
  return { clientPublic: clientPublic.toString(16), signature };
}

if (import.meta.main) {
  const challenges: readonly SrpChallenge[] = JSON.parse(process.argv[2] ?? "[]");
  process.stdout.write(JSON.stringify(await Promise.all(challenges.map(answer))));
}
