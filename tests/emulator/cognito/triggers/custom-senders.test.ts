import { buildDecrypt, CommitmentPolicy, KMS, KmsKeyringNode } from "@aws-crypto/client-node";
import {
  AdminCreateUserCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { cognitoClient } from "../../../support/clients/cognito-client.ts";
import type { TriggerEvent } from "../../../support/worlds/app-with-triggers.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { createClient, createPool } from "../../../support/worlds/cognito-pool.ts";
import { startTestCloud, type TestCloud } from "../../../support/worlds/test-cloud.ts";

const SENDER = "arn:aws:lambda:us-east-1:000000000000:function:sender";
const KMSKeyID = "arn:aws:kms:us-east-1:000000000000:key/11111111-2222-3333-4444-555555555555";
const credentials = { accessKeyId: "local", secretAccessKey: "local" };

let cloud: TestCloud;
let events: TriggerEvent[];
beforeEach(async () => {
  events = [];
  cloud = await startTestCloud({
    lambdas: {
      invoke: async (_, event) => {
        events.push(event as TriggerEvent);
        return { kind: "result", payload: event };
      },
    },
  });
});
afterEach(() => cloud.close());

/** Decrypts a code like a custom sender function. */
async function decrypt(code: unknown): Promise<string> {
  const kms = new KMS({ endpoint: cloud.endpoint, region: "us-east-1", credentials });
  const keyring = new KmsKeyringNode({ keyIds: [KMSKeyID], clientProvider: () => kms as never });
  const { decrypt: open } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
  const { plaintext, messageHeader } = await open(keyring, Buffer.from(String(code), "base64"));
  kms.destroy();
  expect(Object.keys(messageHeader.encryptionContext)).toContain("userpool-id");
  return plaintext.toString();
}

const sender = { LambdaVersion: "V1_0" as const, LambdaArn: SENDER };

describe("a pool with a custom sender", () => {
  test("passes it the code, encrypted with the pool's key, and sends nothing itself", async () => {
    const admin = cognitoClient(cloud.endpoint);
    const poolId = await createPool(
      { admin },
      { LambdaConfig: { CustomEmailSender: sender, CustomMessage: SENDER, KMSKeyID } },
    );
    const ClientId = await createClient({ admin }, poolId);
    const { UserSub } = await admin.send(
      new SignUpCommand({
        ClientId,
        Username: "ada@example.com",
        Password: "Correct-Horse-9",
        ClientMetadata: { locale: "de" },
      }),
    );
    expect(events).toEqual([
      {
        version: "1",
        triggerSource: "CustomEmailSender_SignUp",
        region: "us-east-1",
        userPoolId: poolId,
        userName: UserSub,
        callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: ClientId },
        request: {
          type: "customEmailSenderRequestV1",
          code: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
          clientMetadata: { locale: "de" },
          userAttributes: expect.objectContaining({ email: "ada@example.com" }),
        },
        response: {},
      },
    ]);
    expect(cloud.inbox.list()).toEqual([]);
    const ConfirmationCode = await decrypt(events[0]?.request.code);
    await admin.send(new ConfirmSignUpCommand({ ClientId, Username: "ada@example.com", ConfirmationCode }));
    await admin.send(new ForgotPasswordCommand({ ClientId, Username: "ada@example.com" }));
    await admin.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: "bob@example.com",
        TemporaryPassword: "Temporary-Horse-1",
        DesiredDeliveryMediums: ["EMAIL"],
      }),
    );
    expect(events.slice(1).map(({ triggerSource }) => triggerSource)).toEqual([
      "CustomEmailSender_ForgotPassword",
      "CustomEmailSender_AdminCreateUser",
    ]);
    expect(await decrypt(events[2]?.request.code)).toBe("Temporary-Horse-1");
  });

  test("works even with a fault for KMS, which affects only KMS clients", async () => {
    const admin = cognitoClient(cloud.endpoint);
    const UserPoolId = await createPool({ admin }, { LambdaConfig: { CustomEmailSender: sender, KMSKeyID } });
    const faults = `${cloud.endpoint}/_local/faults`;
    await fetch(faults, { method: "POST", body: '{"service":"kms"}' });
    await admin.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: "ada@example.com",
        TemporaryPassword: "Temporary-Horse-1",
        DesiredDeliveryMediums: ["EMAIL"],
      }),
    );
    await fetch(faults, { method: "DELETE" });
    expect(await decrypt(events[0]?.request.code)).toBe("Temporary-Horse-1");
  });

  test("works for text messages as well; mails are then sent as usual", async () => {
    const admin = cognitoClient(cloud.endpoint);
    const poolId = await createPool({ admin }, { LambdaConfig: { CustomSMSSender: sender, KMSKeyID } });
    for (const DesiredDeliveryMediums of [["SMS" as const], ["EMAIL" as const]]) {
      await admin.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: `${DesiredDeliveryMediums}@example.com`,
          UserAttributes: [{ Name: "phone_number", Value: "+12025550100" }],
          DesiredDeliveryMediums,
        }),
      );
    }
    expect(events).toMatchObject([
      { triggerSource: "CustomSMSSender_AdminCreateUser", request: { type: "customSMSSenderRequestV1" } },
    ]);
    expect(cloud.inbox.list()).toHaveLength(1);
  });
});

test("the local KMS decrypts only with the same context and the same key", async () => {
  const kms = new KMSClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  const EncryptionContext = { b: "2", a: "1" };
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId: KMSKeyID, Plaintext: Buffer.from("secret"), EncryptionContext }),
  );
  const open = (more: object = {}) =>
    kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { a: "1", b: "2" }, ...more }));
  expect(Buffer.from((await open()).Plaintext ?? []).toString()).toBe("secret");
  expect(await refusal(open({ EncryptionContext: { a: "1" } }))).toMatch(/^InvalidCiphertextException/);
  expect(await refusal(open({ KeyId: `${KMSKeyID}0` }))).toMatch(/^IncorrectKeyException/);
  expect(await refusal(open({ CiphertextBlob: Buffer.from("nonsense") }))).toMatch(/^InvalidCiphertext/);
  const key = await kms.send(new GenerateDataKeyCommand({ KeyId: KMSKeyID, KeySpec: "AES_256" }));
  expect(key.Plaintext).toHaveLength(32);
  expect((await open({ CiphertextBlob: key.CiphertextBlob, EncryptionContext: {} })).Plaintext).toEqual(
    key.Plaintext,
  );
  kms.destroy();
});
