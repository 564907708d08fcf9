import {
  GetOpenIdTokenCommand,
  SetIdentityPoolRolesCommand,
  SetPrincipalTagAttributeMapCommand,
} from "@aws-sdk/client-cognito-identity";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { AssumeRoleWithWebIdentityCommand } from "@aws-sdk/client-sts";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { ADMINISTRATOR, credentialsOf, s3As, stsAs } from "../../support/clients/session-clients.ts";
import { claimsOf, refusal } from "../../support/worlds/cognito-app.ts";
import { document, role, trustOf } from "../../support/worlds/iam-resources.ts";
import { startIdentityApp } from "../../support/worlds/identity-app.ts";

const arnOf = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const names = { stackName: "test", apiUrl: "http://localhost:3000" };
const COGNITO = { Federated: "cognito-identity.amazonaws.com" };
const AUD = "cognito-identity.amazonaws.com:aud";
const AMR = "cognito-identity.amazonaws.com:amr";

let idToken: string;
let identityId: string;

const app = await startIdentityApp({ AllowClassicFlow: true, AllowUnauthenticatedIdentities: true });

beforeAll(async () => {
  await app.identity.send(
    new SetPrincipalTagAttributeMapCommand({
      IdentityPoolId: app.IdentityPoolId,
      IdentityProviderName: app.provider,
      PrincipalTags: { userSub: "sub" },
    }),
  );
  await app.identity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId: app.IdentityPoolId,
      Roles: { authenticated: arnOf("tried"), unauthenticated: arnOf("tried") },
    }),
  );
  idToken = await app.signIn("ada@example.com");
});

const trustTo = (statement: object) => document({ Effect: "Allow", Principal: COGNITO, ...statement });
const BOTH = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];
const good = () => ({ Action: BOTH, Condition: { StringEquals: { [AUD]: app.IdentityPoolId } } });

async function withTrust(trust: unknown, more: object = {}) {
  const Tried = role("tried", trust, [{ Effect: "Allow", Action: "s3:*", Resource: "*" }], { ...more });
  const Files = { Type: "AWS::S3::Bucket", Properties: { BucketName: "files" } };
  return app.cloud.provision({ Resources: { Tried, Files } }, names);
}

const ask = (logins: Record<string, string> | undefined = { [app.provider]: idToken }) =>
  credentialsOf(app.identity, app.IdentityPoolId, logins);

const MISCONFIGURED =
  "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.";

describe("a role gives credentials to identities that its trust policy names", () => {
  test("the pool's own, with the right sign-in status", async () => {
    await withTrust(trustOf(app.IdentityPoolId));
    expect((await ask()).accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(await refusal(credentialsOf(app.identity, app.IdentityPoolId))).toBe(MISCONFIGURED);
    await withTrust(trustOf(app.IdentityPoolId, "unauthenticated"));
    expect(await refusal(ask())).toBe(MISCONFIGURED);
    expect((await credentialsOf(app.identity, app.IdentityPoolId)).accessKeyId).toMatch(/^ASIA/);
  });

  test("with a condition on their user pool", async () => {
    await withTrust(trustOf(app.IdentityPoolId, app.provider));
    expect((await ask()).accessKeyId).toMatch(/^ASIA/);
  });

  const policies: readonly (readonly [string, () => unknown])[] = [
    ["another identity pool's", () => trustOf("us-east-1:00000000-0000-4000-8000-000000000000")],
    ["a function's", () => trustTo({ ...good(), Principal: { Service: "lambda.amazonaws.com" } })],
    ["an account's", () => trustTo({ ...good(), Principal: { AWS: "000000000000" } })],
    ["another provider's", () => trustTo({ ...good(), Principal: { Federated: "accounts.google.com" } })],
    ["one that may not be tagged", () => trustTo({ ...good(), Action: "sts:AssumeRoleWithWebIdentity" })],
    ["one that may only be tagged", () => trustTo({ ...good(), Action: "sts:TagSession" })],
    [
      "one that may be assumed by another action",
      () => trustTo({ ...good(), Action: ["sts:AssumeRole", "sts:TagSession"] }),
    ],
    [
      "a denied one",
      () =>
        document(
          { Effect: "Allow", Principal: COGNITO, ...good() },
          { Effect: "Deny", Principal: "*", ...good() },
        ),
    ],
    [
      "one with a condition that is not modelled",
      () => trustTo({ ...good(), Condition: { IpAddress: { "aws:SourceIp": "127.0.0.1" } } }),
    ],
    [
      "one that is denied by a key that is not modelled",
      () =>
        document(
          { Effect: "Allow", Principal: COGNITO, ...good() },
          {
            Effect: "Deny",
            Principal: COGNITO,
            Action: "*",
            Condition: { StringEquals: { "aws:SourceVpc": "x" } },
          },
        ),
    ],
    [
      "one with several values and a single comparison",
      () => trustTo({ ...good(), Condition: { StringEquals: { [AMR]: "authenticated" } } }),
    ],
    ["no policy", () => ({})],
    ["one with a statement with a resource", () => trustTo({ ...good(), Resource: "*" })],
  ];

  test.each(policies)("but not another policy: %s", async (_name, makeTrust) => {
    await withTrust(makeTrust());
    expect(await refusal(ask())).toBe(MISCONFIGURED);
  });

  test("only if the role exists", async () => {
    await app.cloud.provision({ Resources: {} }, names);
    expect(await refusal(ask())).toBe(MISCONFIGURED);
  });

  test("statements that can't be evaluated are reported at the start", async () => {
    const trust = trustTo({ ...good(), Condition: { IpAddress: { "aws:SourceIp": "127.0.0.1" } } });
    const { warnings } = await withTrust(trust, {
      Policies: [
        {
          PolicyName: "odd",
          PolicyDocument: document(
            {
              Effect: "Allow",
              Action: "s3:*",
              Resource: "*",
              Condition: { DateLessThan: { "aws:CurrentTime": "2030" } },
            },
            {
              Effect: "Allow",
              Action: "ses:SendEmail",
              Resource: "*",
              Condition: { IpAddress: { "aws:SourceIp": "x" } },
            },
          ),
        },
      ],
    });
    expect(warnings).toEqual([
      "tried, policy odd, statement 1: the condition operator DateLessThan is not modelled by the local cloud, so what depends on it is refused",
      "the trust policy of tried, statement 1: the condition operator IpAddress is not modelled by the local cloud, so what depends on it is refused",
    ]);
  });
});

describe("AssumeRoleWithWebIdentity", () => {
  const sts = () => stsAs(app.cloud.endpoint, ADMINISTRATOR);
  const assume = async (more: object = {}) => {
    const Logins = { [app.provider]: idToken };
    const { Token } = await app.identity.send(new GetOpenIdTokenCommand({ IdentityId: identityId, Logins }));
    const given = { RoleArn: arnOf("tried"), RoleSessionName: "ada", WebIdentityToken: Token, ...more };
    return sts().send(new AssumeRoleWithWebIdentityCommand(given));
  };

  beforeAll(async () => {
    await withTrust(trustOf(app.IdentityPoolId));
    ({ identityId } = await ask());
    const admin = s3As(app.cloud.endpoint, ADMINISTRATOR);
    await admin.send(new PutObjectCommand({ Bucket: "files", Key: "a/note", Body: "hello" }));
    await admin.send(new PutObjectCommand({ Bucket: "files", Key: "b/note", Body: "hello" }));
  });

  const s3Of = ({ Credentials }: Awaited<ReturnType<typeof assume>>) =>
    s3As(app.cloud.endpoint, {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    });
  const get = (folder: string) => new GetObjectCommand({ Bucket: "files", Key: `${folder}/note` });

  test("checks the trust policy", async () => {
    expect((await assume()).AssumedRoleUser?.AssumedRoleId).toBe("AROALOCALtried:ada");
    expect(await refusal(assume({ RoleArn: arnOf("nowhere") }))).toBe(
      "AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity",
    );
    await withTrust(trustTo({ ...good(), Condition: { StringEquals: { "sts:RoleSessionName": "eve" } } }));
    expect(await refusal(assume())).toMatch(/^AccessDenied/);
    await withTrust(
      trustTo({
        ...good(),
        Condition: { StringEquals: { "aws:RequestTag/userSub": String(claimsOf(idToken).sub) } },
      }),
    );
    expect((await assume()).SubjectFromWebIdentityToken).toBe(identityId);
  });

  test("limits the session to its session policy, and to nothing if that can't be evaluated", async () => {
    await withTrust(trustOf(app.IdentityPoolId));
    const only = (folder: string) =>
      JSON.stringify(
        document({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::files/${folder}/*` }),
      );
    const s3 = s3Of(await assume({ Policy: only("a") }));
    expect((await s3.send(get("a"))).ContentLength).toBe(5);
    expect(await refusal(s3.send(get("b")))).toMatch(
      /because no session policy allows the s3:GetObject action$/,
    );
    expect(await refusal(s3Of(await assume({ Policy: "null" })).send(get("a")))).toContain(
      "can't evaluate the document in the session policy",
    );
    expect(await refusal(assume({ Policy: "{" }))).toMatch(/^MalformedPolicyDocument/);
    expect(await refusal(assume({ Policy: only("a".repeat(2048)) }))).toMatch(/^PackedPolicyTooLarge/);
    expect(await refusal(assume({ PolicyArns: [{ arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }] }))).toBe(
      "ValidationError: PolicyArns is not modelled by the local cloud.",
    );
  });

  test("lasts at most as long as the role allows", async () => {
    expect(await refusal(assume({ DurationSeconds: 3601 }))).toBe(
      "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
    await withTrust(trustOf(app.IdentityPoolId), { MaxSessionDuration: 7200 });
    const { Credentials } = await assume({ DurationSeconds: 7200 });
    expect(Credentials?.Expiration).toEqual(new Date(app.cloud.clock.now() + 7_200_000));
  });
});
