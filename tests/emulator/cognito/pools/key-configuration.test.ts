/** The key that encrypts a user pool's data. */
import {
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  type KeyConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { createPool } from "../../../support/worlds/cognito-pool.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const KeyConfiguration = {
  KeyType: "CUSTOMER_MANAGED_KEY",
  KmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab",
} as const;

const server = closeAtEnd(await startCognitoServer());

const refusalOf = (configuration: KeyConfigurationType) =>
  refusal(
    server.admin.send(new CreateUserPoolCommand({ PoolName: "people", KeyConfiguration: configuration })),
  );

test("a pool's key is described as it was given", async () => {
  const describeWith = async (configuration: KeyConfigurationType | undefined) => {
    const UserPoolId = await createPool(server, { KeyConfiguration: configuration });
    return (await server.admin.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool;
  };
  expect(await describeWith(KeyConfiguration)).toMatchObject({ KeyConfiguration });
  expect(await describeWith({})).toMatchObject({ KeyConfiguration: { KeyType: "AWS_OWNED_KEY" } });
  expect(await describeWith(undefined)).not.toHaveProperty("KeyConfiguration");
});

test("it is a key of the pool's Region, if the key is the customer's", async () => {
  const { KeyType, KmsKeyArn } = KeyConfiguration;
  expect(await refusalOf({ KeyType })).toMatch(/KmsKeyArn is required when KeyType is CUSTOMER_MANAGED_KEY/);
  const onlyFor = /KmsKeyArn can only be provided when KeyType is CUSTOMER_MANAGED_KEY/;
  expect(await refusalOf({ KmsKeyArn })).toMatch(onlyFor);
  expect(await refusalOf({ KeyType: "AWS_OWNED_KEY", KmsKeyArn })).toMatch(onlyFor);
  for (const arn of [
    "arn:aws:kms:eu-west-1:000000000000:key/mrk-1",
    "arn:aws:kms:us-east-1:000000000000:alias/pool",
    "arn:aws:iam::000000000000:role/key",
  ]) {
    expect(await refusalOf({ KeyType, KmsKeyArn: arn })).toBe(
      "InvalidParameterException: KmsKeyArn must be the ARN of a KMS key in us-east-1.",
    );
  }
});
