import { generateKeyPair, type KeyPairKeyObjectResult } from "node:crypto";
import { promisify } from "node:util";

/** Answers an RSA-2048 key pair. */
export type MakeKeyPair = () => Promise<KeyPairKeyObjectResult>;

/** A new one, off the main thread: OpenSSL looks for its primes for 40 ms of CPU time on average. */
export const makeKeyPair: MakeKeyPair = () => promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
