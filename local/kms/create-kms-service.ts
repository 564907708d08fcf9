/**
 * The part of AWS KMS that the AWS Encryption SDK uses: Cognito encrypts codes under a pool's key for its custom senders, and
 * their functions decrypt them. Every named key exists; its bytes are in the local cloud's database.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { type JsonService, serveJson, unknownOperation } from "../protocol/json-service.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { declareTables } from "../state/declare-tables.ts";

export const KMS_TARGET = "TrentService";

const TABLE = `
CREATE TABLE IF NOT EXISTS kms_keys (
  id TEXT PRIMARY KEY,
  secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`;

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Input = Readonly<Record<string, unknown>>;

const invalidCiphertext = () => new ServiceError("InvalidCiphertextException", "");

const validation = (message: string) => new ServiceError("ValidationException", message);

function requireText(input: Input, member: string): string {
  const value = input[member];
  if (typeof value !== "string" || value === "") throw validation(`${member} is required.`);
  return value;
}

/** The context is bound to the ciphertext, in any order of its entries. */
function contextOf({ EncryptionContext = {} }: Input): Buffer {
  const entries = Object.entries(EncryptionContext as Readonly<Record<string, string>>);
  return Buffer.from(JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
}

export function createKmsService({
  database,
  onFault,
}: {
  readonly database: DatabaseSync;
  readonly onFault: (error: unknown) => void;
}): JsonService {
  declareTables(database, TABLE);
  const insert = database.prepare("INSERT INTO kms_keys (id, secret) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const select = database.prepare("SELECT secret FROM kms_keys WHERE id = ?");

  function secretOf(id: string): Buffer {
    insert.run(id, randomBytes(32));
    return Buffer.from(select.get(id)?.secret as Uint8Array);
  }

  /** The key's name, nonce, tag and ciphertext. */
  function seal(id: string, plaintext: Buffer, context: Buffer): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, secretOf(id), nonce).setAAD(context);
    const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    const name = Buffer.from(id);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(name.length);
    return Buffer.concat([length, name, nonce, cipher.getAuthTag(), sealed]).toString("base64");
  }

  function open(blob: Buffer, context: Buffer): { readonly id: string; readonly plaintext: Buffer } {
    const end = blob.length < 2 ? 0 : 2 + blob.readUInt16BE(0);
    const id = blob.subarray(2, end).toString();
    const body = blob.subarray(end);
    if (id === "" || body.length < NONCE_BYTES + TAG_BYTES || !select.get(id)) throw invalidCiphertext();
    const decipher = createDecipheriv(ALGORITHM, secretOf(id), body.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(context)
      .setAuthTag(body.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const sealed = body.subarray(NONCE_BYTES + TAG_BYTES);
      return { id, plaintext: Buffer.concat([decipher.update(sealed), decipher.final()]) };
    } catch {
      throw invalidCiphertext();
    }
  }

  const operations: Readonly<Record<string, (input: Input) => Input>> = {
    GenerateDataKey: (input) => {
      const id = requireText(input, "KeyId");
      const size = input.NumberOfBytes ?? (input.KeySpec === "AES_128" ? 16 : 32);
      if (typeof size !== "number" || size < 1 || size > 1024) {
        throw validation("NumberOfBytes is 1 to 1024.");
      }
      const plaintext = randomBytes(size);
      return {
        KeyId: id,
        Plaintext: plaintext.toString("base64"),
        CiphertextBlob: seal(id, plaintext, contextOf(input)),
      };
    },
    Encrypt: (input) => {
      const id = requireText(input, "KeyId");
      const plaintext = Buffer.from(requireText(input, "Plaintext"), "base64");
      return { KeyId: id, CiphertextBlob: seal(id, plaintext, contextOf(input)) };
    },
    Decrypt: (input) => {
      const blob = Buffer.from(requireText(input, "CiphertextBlob"), "base64");
      const { id, plaintext } = open(blob, contextOf(input));
      if (input.KeyId !== undefined && input.KeyId !== id) {
        throw new ServiceError("IncorrectKeyException", "The key is not the one that was used to encrypt.");
      }
      return { KeyId: id, Plaintext: plaintext.toString("base64") };
    },
  };

  return {
    handle: (request) =>
      serveJson(
        request,
        KMS_TARGET,
        async (name, body) => {
          const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
          if (run === undefined) throw unknownOperation();
          return run((body ?? {}) as Input);
        },
        onFault,
      ),
  };
}
