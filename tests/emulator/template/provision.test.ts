import { describe, expect, test } from "@jest/globals";
import {
  attribute,
  cloud,
  inPool,
  pool,
  provision,
  ref,
  restart,
  useCloud,
  whole,
} from "../../support/checks/template/provisioned-cloud.ts";

useCloud();

async function tableNames(): Promise<unknown> {
  const answer = await fetch(cloud.endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.ListTables",
      "x-amz-date": "now",
      authorization: "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c",
    },
    body: "{}",
  });
  return ((await answer.json()) as { TableNames: unknown }).TableNames;
}

describe("the first time", () => {
  test("everything is created through Cognito's own operations, in the order of dependencies", async () => {
    const stack = await provision(whole());
    const UserPoolId = ref(stack, "Pool");
    expect(UserPoolId).toMatch(/^us-east-1_[0-9A-Za-z]{9}$/);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
    expect(UserPool).toMatchObject({ Name: "main", UsernameAttributes: ["email"] });
    const { UserPoolClient } = await cloud.cognito.call("DescribeUserPoolClient", {
      UserPoolId,
      ClientId: ref(stack, "Client"),
    });
    expect(UserPoolClient?.ClientName).toBe("spa");
    const { Groups } = await cloud.cognito.call("ListGroups", { UserPoolId });
    expect(Groups).toEqual([expect.objectContaining({ GroupName: "users", Precedence: 20 })]);
    const { ResourceServer } = await cloud.cognito.call("DescribeResourceServer", {
      UserPoolId,
      Identifier: "api",
    });
    expect(ResourceServer?.Scopes).toEqual([{ ScopeName: "a", ScopeDescription: "A" }]);
    expect(stack.warnings).toEqual([]);
  });

  test("references have AWS's forms", async () => {
    const stack = await provision(whole());
    const id = ref(stack, "Pool");
    expect(attribute(stack, "Pool", "Arn")).toBe(`arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`);
    expect(attribute(stack, "Pool", "ProviderURL")).toBe(`${cloud.endpoint}/${id}`);
    expect(attribute(stack, "Pool", "ProviderName")).toBe(`localhost:${cloud.port}/${id}`);
    expect(attribute(stack, "Client", "ClientId")).toBe(ref(stack, "Client"));
    expect(ref(stack, "Users")).toBe("users");
    expect(
      stack.evaluate({ "Fn::Sub": `$\{AWS::StackName}/$\{AWS::AccountId}/$\{AWS::Partition}` }, "here"),
    ).toBe("auth-local/000000000000/aws");
  });

  test("a false condition leaves a resource out", async () => {
    const stack = await provision(
      {
        Pool: pool(),
        Users: { ...inPool("UserPoolGroup", { GroupName: "users" }), Condition: "WithGroups" },
      },
      {
        Parameters: { Groups: { Default: "no" } },
        Conditions: { WithGroups: { "Fn::Equals": [{ Ref: "Groups" }, "yes"] } },
      },
    );
    expect((await cloud.cognito.call("ListGroups", { UserPoolId: ref(stack, "Pool") })).Groups).toEqual([]);
  });

  test("references that need no local resource still have names", async () => {
    const stack = await provision({
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: {
              Effect: "Allow",
              Principal: { Service: "lambda.amazonaws.com" },
              Action: "sts:AssumeRole",
            },
          },
        },
      },
      Log: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "/aws/lambda/x" } },
      Trigger: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "auth-local-preSignUp" } },
    });
    expect(attribute(stack, "Role", "Arn")).toBe("arn:aws:iam::000000000000:role/auth-local-Role");
    expect(attribute(stack, "Log", "Arn")).toBe(
      "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/x:*",
    );
    expect(attribute(stack, "Trigger", "Arn")).toBe(
      "arn:aws:lambda:us-east-1:000000000000:function:auth-local-preSignUp",
    );
    expect(stack.warnings).toEqual([]);
  });
});

describe("unsupported parts are reported", () => {
  test("a type, which can still be referenced", async () => {
    const stack = await provision({ Events: { Type: "AWS::Kinesis::Stream" } });
    expect(stack.warnings).toEqual(["Events: AWS::Kinesis::Stream is not modelled by the local cloud"]);
    expect(attribute(stack, "Events", "Arn")).toBe(
      "arn:aws:kinesis:us-east-1:000000000000:auth-local-Events",
    );
  });

  test("a property, at every start", async () => {
    const resources = {
      Pool: pool({ OfNextYear: { Type: "DEFAULT" } }),
      Bucket: {
        Type: "AWS::S3::Bucket",
        Properties: { VersioningConfiguration: { Status: "Enabled" }, BucketEncryption: {} },
      },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
          KinesisStreamSpecification: { StreamArn: "arn:aws:kinesis:us-east-1:000000000000:stream/s" },
        },
      },
    };
    const expected = [
      "Pool.OfNextYear is not modelled by the local cloud",
      "Bucket.VersioningConfiguration is not modelled by the local cloud",
      "Table.KinesisStreamSpecification is not modelled by the local cloud",
    ];
    expect((await provision(resources)).warnings).toEqual(expected);
    await restart();
    expect((await provision(resources)).warnings).toEqual(expected);
  });

  test("an error names the resource and AWS's reason", async () => {
    const wrong = { Pool: pool({ MfaConfiguration: "PERHAPS" }) };
    await expect(provision(wrong)).rejects.toThrow(/^Resources\.Pool: .*mfaConfiguration/i);
    await expect(provision({ Users: inPool("UserPoolGroup", { GroupName: "users" }) })).rejects.toThrow(
      "Resources.Users.Properties.UserPoolId.Ref: Pool is neither a resource nor a parameter of this template",
    );
  });

  test.each([
    ["Fn::ImportValue", "exports of other stacks do not exist in the local cloud"],
    ["Fn::GetAZs", "the local cloud has no availability zones"],
  ])("%s, with the reason", async (name, reason) => {
    const wrong = { Pool: pool({ UserPoolName: { [name]: "" } }) };
    await expect(provision(wrong)).rejects.toThrow(
      `Resources.Pool.Properties.UserPoolName.${name}: ${reason}`,
    );
  });
});

describe("the next time", () => {
  test("everything is still there, under the same ids", async () => {
    const first = await provision(whole());
    const ids = ["Pool", "Client"].map((name) => ref(first, name));
    await restart();
    const second = await provision(whole());
    expect(["Pool", "Client"].map((name) => ref(second, name))).toEqual(ids);
    expect((await cloud.cognito.call("ListUserPools", { MaxResults: 10 })).UserPools).toHaveLength(1);
    expect(
      (await cloud.cognito.call("ListUserPoolClients", { UserPoolId: ids[0] ?? "" })).UserPoolClients,
    ).toHaveLength(1);
  });

  test("a changed property is applied to the existing resource", async () => {
    const before = await provision(whole());
    await restart();
    const resources = whole();
    const after = await provision({
      ...resources,
      Pool: pool({ Policies: { PasswordPolicy: { MinimumLength: "14" } } }),
      Users: inPool("UserPoolGroup", { GroupName: "users", Description: "Everyone" }),
    });
    const UserPoolId = ref(after, "Pool");
    expect(UserPoolId).toBe(ref(before, "Pool"));
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId });
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(14);
    expect(
      (await cloud.cognito.call("GetGroup", { UserPoolId, GroupName: "users" })).Group?.Description,
    ).toBe("Everyone");
  });

  test("immutable properties are reported at every start, and the rest is applied", async () => {
    await provision({ Pool: pool() });
    const changed = { Pool: pool({ UsernameAttributes: ["phone_number"], UserPoolName: "renamed" }) };
    const warning =
      "Pool.UsernameAttributes can't be changed on an existing one: start with --fresh to apply it";
    expect((await provision(changed)).warnings).toEqual([warning]);
    const stack = await provision(changed);
    expect(stack.warnings).toEqual([warning]);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
    expect(UserPool).toMatchObject({ Name: "renamed", UsernameAttributes: ["email"] });
  });

  test("a removed property is reset, if it can be changed", async () => {
    await provision({ Pool: pool({ Policies: { PasswordPolicy: { MinimumLength: "14" } } }) });
    const stack = await provision({ Pool: pool() });
    expect(stack.warnings).toEqual([]);
    const { UserPool } = await cloud.cognito.call("DescribeUserPool", { UserPoolId: ref(stack, "Pool") });
    expect(UserPool?.Policies?.PasswordPolicy?.MinimumLength).toBe(8);
  });

  test("a bucket and a table keep their names and definitions, which is reported at every start", async () => {
    const storage = (name: string) => ({
      Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: `${name}-files` } },
      Table: {
        Type: "AWS::DynamoDB::Table",
        Properties: {
          TableName: `${name}-table`,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }],
        },
      },
    });
    await provision(storage("old"));
    for (const _start of [1, 2]) {
      const stack = await provision(storage("new"));
      expect([ref(stack, "Bucket"), ref(stack, "Table")]).toEqual(["old-files", "old-table"]);
      expect(stack.warnings).toEqual([
        "Bucket.BucketName can't be changed on an existing one: start with --fresh to apply it",
        "Table: an existing table is not changed: start with --fresh to apply its new definition",
      ]);
    }
    expect(await tableNames()).toEqual(["old-table"]);
  });

  test("a group keeps its name, which is reported", async () => {
    const group = (GroupName: string) => ({ Pool: pool(), Group: inPool("UserPoolGroup", { GroupName }) });
    await provision(group("users"));
    const stack = await provision(group("people"));
    expect(stack.warnings).toEqual([
      "Group.GroupName can't be changed on an existing one: start with --fresh to apply it",
    ]);
    expect(ref(stack, "Group")).toBe("users");
  });

  test("a resource with a new type replaces the old one", async () => {
    const UserPoolId = ref(await provision(whole()), "Pool");
    const server = inPool("UserPoolResourceServer", { Identifier: "users", Name: "Users" });
    await provision({ ...whole(), Users: server });
    expect((await cloud.cognito.call("ListGroups", { UserPoolId })).Groups).toEqual([]);
  });

  test("a deleted pool is not reported as kept", async () => {
    const UserPoolId = ref(await provision({ Pool: pool() }), "Pool");
    await cloud.cognito.call("DeleteUserPool", { UserPoolId });
    expect((await provision({})).warnings).toEqual([]);
  });

  test("resources deleted in the meantime are created again", async () => {
    const before = await provision(whole());
    const formerKeys = cloud.cognito.jwks(ref(before, "Pool"));
    await cloud.cognito.call("DeleteUserPool", { UserPoolId: ref(before, "Pool") });
    const after = await provision(whole());
    expect(ref(after, "Pool")).toBe(ref(before, "Pool"));
    expect(cloud.cognito.jwks(ref(after, "Pool"))).not.toEqual(formerKeys);
    expect((await cloud.cognito.call("ListGroups", { UserPoolId: ref(after, "Pool") })).Groups).toHaveLength(
      1,
    );
  });

  test("resources that are no longer in the template are removed", async () => {
    const UserPoolId = ref(await provision(whole()), "Pool");
    const stack = await provision({ Pool: pool() });
    expect((await cloud.cognito.call("ListGroups", { UserPoolId })).Groups).toEqual([]);
    expect((await cloud.cognito.call("ListUserPoolClients", { UserPoolId })).UserPoolClients).toEqual([]);
    expect(stack.warnings).toEqual([]);
  });

  test("unless data would be lost", async () => {
    const id = ref(await provision({ Pool: pool() }), "Pool");
    const stack = await provision({});
    expect(stack.warnings).toEqual([
      `Pool (${id}) is no longer in the template and is kept: its users would be gone; --fresh removes it`,
    ]);
    expect((await cloud.cognito.call("DescribeUserPool", { UserPoolId: id })).UserPool?.Id).toBe(id);
  });
});
