/**
 * RSA key pairs for the pools of tests, generated once per run: finding primes took a fifth of the CPU time of `tests/emulator`.
 * Every key has its own id, and a pair is reused only after all others.
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import { makeKeyPair } from "../../local/cognito/state/make-key-pair.ts";

const KEY_PAIRS = "TEST_KEY_PAIRS";

/** Enough for four consecutive pools to have different pairs. */
const PAIRS = 8;

/** Jest runs this before the tests. */
export default async function makeTestKeyPairs(): Promise<void> {
  const pairs = await Promise.all(Array.from({ length: PAIRS }, makeKeyPair));
  process.env[KEY_PAIRS] = JSON.stringify(
    pairs.map(({ privateKey }) => privateKey.export({ type: "pkcs8", format: "pem" })),
  );
}

let taken = 0;

/** Generates the keys of a test's pools; new ones in a Jest project without this setup. */
export const takeKeyPair: typeof makeKeyPair = async () => {
  const pems: readonly string[] = JSON.parse(process.env[KEY_PAIRS] ?? "[]");
  const pem = pems[taken % PAIRS];
  if (pem === undefined) return makeKeyPair();
  taken += 1;
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
};
