/**
 * Codes for custom senders, as Cognito encrypts them: a message of the AWS Encryption SDK, without key commitment, as AWS's example of
 * a function decrypts it (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-email-sender.html).
 */

/** @returns Base64 */
export type EncryptCode = (code: {
  readonly keyArn: string;
  readonly poolId: string;
  readonly plaintext: string;
}) => Promise<string>;

/** Both libraries are large, and few pools have custom senders: they are loaded with the first code. */
export function createCodeEncryption(kms: {
  readonly endpoint: () => string;
  readonly region: string;
}): EncryptCode {
  return async ({ keyArn, poolId, plaintext }) => {
    const { buildEncrypt, CommitmentPolicy, KMS, KmsKeyringNode } = await import("@aws-crypto/client-node");
    const { encrypt } = buildEncrypt(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
    const client = new KMS({
      endpoint: kms.endpoint(),
      region: kms.region,
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
