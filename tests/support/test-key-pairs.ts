/**
 * RSA key pairs for the pools of tests, made once per run: looking for primes took a fifth of the CPU time of `tests/emulator`.
 * Every key keeps an id of its own, and a pair comes again only after all the others.
 */
import { createPrivateKey, createPublicKey } from "node:crypto";
import { makeKeyPair } from "../../local/cognito/state/make-key-pair.ts";

const KEY_PAIRS = "TEST_KEY_PAIRS";

/** Enough that four pools in a row have nothing in common. */
const PAIRS = 8;

/** Jest runs this before the tests. */
export default async function makeTestKeyPairs(): Promise<void> {
  const pairs = await Promise.all(Array.from({ length: PAIRS }, makeKeyPair));
  process.env[KEY_PAIRS] = JSON.stringify(
    pairs.map(({ privateKey }) => privateKey.export({ type: "pkcs8", format: "pem" })),
  );
}

let taken = 0;

/** What a service under test makes the keys of its pools with; new ones in a project that has not set this up. */
export const takeKeyPair: typeof makeKeyPair = async () => {
  const pems: readonly string[] = JSON.parse(process.env[KEY_PAIRS] ?? "[]");
  const pem = pems[taken % PAIRS];
  if (pem === undefined) return makeKeyPair();
  taken += 1;
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
};
