import type { JsonWebKey, KeyObject } from "node:crypto";

/** An RSA-2048 key pair that signs tokens with RS256; imported once per process. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** As the pool's jwks.json publishes it. */
  readonly jwk: Readonly<JsonWebKey>;
}

/** A pool has two, as on AWS: one signs ID tokens, one access tokens. */
export interface PoolKeys {
  readonly idToken: SigningKey;
  readonly accessToken: SigningKey;
}

export interface SigningKeyRepository {
  /** The keys of an existing pool. */
  of(poolId: string): PoolKeys;
  /** Makes both keys off the main thread; nothing is kept yet. */
  generate(): Promise<PoolKeys>;
  /** Keeps the keys of a new pool. */
  add(poolId: string, keys: PoolKeys): void;
}
