/**
 * Codes for custom senders, as Cognito encrypts them: a message of the AWS Encryption SDK, without key commitment, as AWS's example of
 * a function decrypts it (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html).
 */
import type { JsonService } from "../protocol/json-service.ts";

/** @returns Base64 */
export type EncryptCode = (code: {
  readonly keyArn: string;
  readonly poolId: string;
  readonly plaintext: string;
}) => Promise<string>;

/** Both libraries are large, and few pools have custom senders, so they are loaded with the first code. */
export function createCodeEncryption({
  kms,
  region,
}: {
  readonly kms: JsonService;
  readonly region: string;
}): EncryptCode {
  return async ({ keyArn, poolId, plaintext }) => {
    const { buildEncrypt, CommitmentPolicy, KMS, KmsKeyringNode } = await import("@aws-crypto/client-node");
    const { encrypt } = buildEncrypt(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
    const client = new KMS({
      region,
      requestHandler: inProcess(kms),
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    // Their types do not know exactOptionalPropertyTypes.
    const keyring = new KmsKeyringNode({
      generatorKeyId: keyArn,
      clientProvider: () => client as never,
    });
    const { result } = await encrypt(keyring, plaintext, { encryptionContext: { "userpool-id": poolId } });
    client.destroy();
    return result.toString("base64");
  };
}

/** The parts of the SDK client's request that KMS reads. */
interface Outgoing {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Passes the SDK's requests to the service without a connection, so that injected faults of KMS affect clients, not Cognito. */
const inProcess = (kms: JsonService) => ({
  async handle({ headers, body }: Outgoing) {
    const target = headers["x-amz-target"] ?? "";
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const answer = await kms.handle({ target, headers, body: bytes });
    return {
      response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) },
    };
  },
});
