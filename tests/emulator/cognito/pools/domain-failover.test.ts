/** A custom domain that leads to a replica in another Region while the primary does not answer. */
import {
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  CreateUserPoolReplicaCommand,
  DeleteUserPoolReplicaCommand,
  DescribeUserPoolDomainCommand,
  UpdateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeEach, expect, test } from "@jest/globals";
import { closeAtEnd } from "../../../support/worlds/close-at-end.ts";
import { refusal } from "../../../support/worlds/cognito-app.ts";
import { startCognitoServer } from "../../../support/worlds/cognito-server.ts";

const AWAY = "eu-west-1";

const server = closeAtEnd(await startCognitoServer());
let UserPoolId: string;
beforeEach(async () => {
  const KmsKeyArn = "arn:aws:kms:us-east-1:000000000000:key/mrk-1234abcd";
  const KeyConfiguration = { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn } as const;
  const { UserPool } = await server.admin.send(
    new CreateUserPoolCommand({ PoolName: "people", KeyConfiguration }),
  );
  UserPoolId = String(UserPool?.Id);
});

async function replicate(): Promise<void> {
  await server.admin.send(new CreateUserPoolReplicaCommand({ UserPoolId, RegionName: AWAY }));
  server.clock.advance(5_000);
}
const remove = () => server.admin.send(new DeleteUserPoolReplicaCommand({ UserPoolId, RegionName: AWAY }));

const CertificateArn = "arn:aws:acm:us-east-1:000000000000:certificate/x";
const SecurityPolicy = "TLS_V1_3_2025" as const;
const Routing = { Failover: { SecondaryRegion: AWAY, PrimaryRoute53HealthCheckId: "check-1" } };
let domains = 0;
const createDomain = (more: object = {}) => {
  domains += 1;
  const Domain = `auth-${domains}.people.example`;
  const CustomDomainConfig = { CertificateArn, SecurityPolicy };
  return server.admin
    .send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, CustomDomainConfig, ...more }))
    .then((answer) => ({ Domain, answer }));
};
const describeDomain = async (Domain: string) =>
  (await server.admin.send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription;

test("a domain that fails over is a custom domain of a pool with a replica there", async () => {
  expect(await refusal(createDomain({ Routing }))).toBe(
    "InvalidParameterException: The user pool does not have a replica in eu-west-1 to fail over to.",
  );
  await replicate();
  const prefix = { Domain: "fails-over", CustomDomainConfig: undefined };
  expect(await refusal(createDomain({ ...prefix, Routing }))).toBe(
    "InvalidParameterException: Routing is only supported for custom domains.",
  );
  const { Domain, answer } = await createDomain({ Routing });
  expect(answer.Routing).toEqual(Routing);
  expect(await describeDomain(Domain)).toMatchObject({
    Routing,
    CustomDomainConfig: { CertificateArn, SecurityPolicy },
  });
});

test("failover is set and removed by an update; until then the replica stays", async () => {
  await replicate();
  const { Domain, answer } = await createDomain();
  expect(answer).not.toHaveProperty("Routing");
  const change = (more: object) =>
    server.admin.send(new UpdateUserPoolDomainCommand({ UserPoolId, Domain, ...more }));
  expect((await change({ Routing })).Routing).toEqual(Routing);
  const CustomDomainConfig = { CertificateArn, SecurityPolicy: "TLS_V1_2_2021" };
  expect((await change({ CustomDomainConfig })).Routing).toEqual(Routing);
  expect(await describeDomain(Domain)).toMatchObject({ Routing, CustomDomainConfig });
  expect(await refusal(remove())).toBe(
    `InvalidParameterException: The user pool replica can't be deleted: the domain ${Domain} fails over to it.`,
  );
  await change({ Routing: {} });
  expect(await describeDomain(Domain)).not.toHaveProperty("Routing");
  await expect(remove()).resolves.toBeDefined();
});
