import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { text, written } from "../../state/row.ts";

/** The service's own RSA key: OpenID tokens are signed with it. */
export interface IdentityKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: Readonly<JsonWebKey>;
}

export const identityKeyTables = `
CREATE TABLE IF NOT EXISTS identity_keys (
  name TEXT PRIMARY KEY,
  kid TEXT NOT NULL,
  private_key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** Returns the key; creates it on first use, off the main thread. */
export function createIdentityKey(database: DatabaseSync): () => Promise<IdentityKey> {
  const select = database.prepare("SELECT * FROM identity_keys WHERE name = 'openid'");
  const insert = database.prepare(
    "INSERT INTO identity_keys (name, kid, private_key) VALUES ('openid', ?, ?) ON CONFLICT DO NOTHING",
  );
  let key: Promise<IdentityKey> | undefined;

  async function load(): Promise<IdentityKey> {
    if (!select.get()) {
      const generated = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
      insert.run(
        randomBytes(16).toString("hex"),
        generated.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      );
    }
    const row = written(select.get());
    const privateKey = createPrivateKey(text(row, "private_key"));
    const publicKey = createPublicKey(privateKey);
    const kid = text(row, "kid");
    return {
      kid,
      privateKey,
      publicKey,
      jwk: { ...publicKey.export({ format: "jwk" }), alg: "RS256", kid, use: "sig" },
    };
  }

  return () => {
    key ??= load();
    return key;
  };
}
