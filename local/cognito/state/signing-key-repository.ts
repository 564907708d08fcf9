import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { type Row, text } from "../../state/row.ts";
import type { MakeKeyPair } from "./make-key-pair.ts";

/** An RSA-2048 key pair that signs tokens with RS256; imported once per process. */
interface SigningKey {
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
  /** The key that signs requests to SAML providers; made on first use. */
  saml(poolId: string): Promise<SigningKey>;
  /** Makes both keys off the main thread; nothing is kept yet. */
  generate(): Promise<PoolKeys>;
  /** Keeps the keys of a new pool. */
  add(poolId: string, keys: PoolKeys): void;
}

export const signingKeyTables = `
CREATE TABLE IF NOT EXISTS cognito_signing_keys (
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  kid TEXT NOT NULL,
  private_key TEXT NOT NULL,
  PRIMARY KEY (pool_id, purpose)
) STRICT, WITHOUT ROWID;
`;

export function createSigningKeyRepository(
  database: DatabaseSync,
  makeKeyPair: MakeKeyPair,
): SigningKeyRepository {
  const generateKey = async (): Promise<SigningKey> => {
    const { privateKey, publicKey } = await makeKeyPair();
    return toSigningKey(randomBytes(32).toString("base64"), privateKey, publicKey);
  };

  const known = new Map<string, PoolKeys>();
  const select = database.prepare("SELECT * FROM cognito_signing_keys WHERE pool_id = ?");
  const insert = database.prepare(
    "INSERT INTO cognito_signing_keys (pool_id, purpose, kid, private_key) VALUES (?, ?, ?, ?)",
  );

  const insertOnce = database.prepare(
    "INSERT INTO cognito_signing_keys (pool_id, purpose, kid, private_key) VALUES (?, 'saml', ?, ?) ON CONFLICT DO NOTHING",
  );

  return {
    of(poolId) {
      const cached = known.get(poolId);
      if (cached) return cached;
      const rows = select.all(poolId);
      const keys = { idToken: importKey(rows, "id"), accessToken: importKey(rows, "access") };
      known.set(poolId, keys);
      return keys;
    },
    async saml(poolId) {
      const generated = select.all(poolId).some((row) => text(row, "purpose") === "saml")
        ? null
        : await generateKey();
      // Of two first uses at once the first one to be done wins.
      if (generated) insertOnce.run(poolId, generated.kid, pem(generated));
      return importKey(select.all(poolId), "saml");
    },
    async generate() {
      const [idToken, accessToken] = await Promise.all([generateKey(), generateKey()]);
      return { idToken, accessToken };
    },
    add(poolId, { idToken, accessToken }) {
      known.delete(poolId); // a pool of the template that was deleted has the same id again
      for (const [purpose, key] of [["id", idToken] as const, ["access", accessToken] as const]) {
        insert.run(poolId, purpose, key.kid, pem(key));
      }
    },
  };
}

const pem = ({ privateKey }: SigningKey) => privateKey.export({ type: "pkcs8", format: "pem" });

function importKey(rows: readonly Row[], purpose: string): SigningKey {
  const row = rows.find((candidate) => text(candidate, "purpose") === purpose);
  if (!row) throw new Error(`The pool has no signing key for ${purpose} tokens`);
  const privateKey = createPrivateKey(text(row, "private_key"));
  return toSigningKey(text(row, "kid"), privateKey, createPublicKey(privateKey));
}

function toSigningKey(kid: string, privateKey: KeyObject, publicKey: KeyObject): SigningKey {
  const jwk = Object.freeze({ ...publicKey.export({ format: "jwk" }), alg: "RS256", kid, use: "sig" });
  return Object.freeze({ kid, privateKey, publicKey, jwk });
}
