import { describe, expect, test } from "@jest/globals";
import type { Resource, Template } from "../../../../cloudformation/template.ts";
import { compareDeployment } from "../../../../scripts/preflight/compare-deployment.ts";
import type { DeployedState } from "../../../../scripts/preflight/deployed-state.ts";
import { blockingFindings } from "../../../../scripts/preflight/finding.ts";
import {
  all,
  brief,
  type Draft,
  findingsOf,
  pseudoParameters,
  set,
} from "../../../support/checks/template-changes.ts";
import { attribute, deployedState, stackTemplate } from "../../../support/stacks/deployed-stack.ts";

test("the same template again changes nothing", () => {
  expect(findingsOf(() => {})).toEqual([]);
});

test("numbers as strings, another order of members and a changed description of a role do not count as changes", () => {
  const change = all(
    set("Pool", "Policies.PasswordPolicy.MinimumLength", "12"),
    set("Client", "TokenValidityUnits", { RefreshToken: "days" }),
    set("Role", "Description", "another"),
  );
  expect(findingsOf(change)).toEqual([]);
});

test("too many custom attributes", () => {
  const many = Array.from({ length: 50 }, (_, number) => attribute(`extra${number}`, {}));
  const change = set("Pool", "Schema", [
    attribute("email", { Required: true }),
    attribute("tenant", {}),
    ...many,
  ]);
  const impossible = findingsOf(change).filter(({ severity }) => severity === "impossible");
  expect(impossible.map(({ property, from, to }) => [property, from, to])).toEqual([
    ["Schema.custom", 1, 51],
  ]);
});

test("a finding says from, to, what happens and what to do", () => {
  const [finding] = findingsOf(set("Pool", "UsernameAttributes", ["phone_number"]));
  expect(finding).toEqual({
    severity: "impossible",
    resource: "Pool",
    property: "UsernameAttributes",
    from: ["email"],
    to: ["phone_number"],
    consequence: "This is fixed when a pool is created; Cognito refuses the update.",
    remedy: "Set it back; for another value, create a second pool and move the users to it.",
  });
});

describe("the effects of a replacement", () => {
  const second: Resource = {
    Type: "AWS::Cognito::IdentityPool",
    Properties: { CognitoIdentityProviders: [{ ClientId: { Ref: "Client" } }] },
  };

  test("a resource that refers to a replaced one in a property that replaces is replaced, too", () => {
    const change = (draft: Draft): void => {
      for (const id of ["Client", "Group", "Domain"]) set(id, "UserPoolId", { Ref: "Second" })(draft);
    };
    expect(findingsOf(change).map(brief)).toEqual([
      "impossible Domain.UserPoolId",
      "destructive Client.UserPoolId",
      "destructive Group.UserPoolId",
    ]);
  });

  test("a chain of replacements is followed to its end, in any order of the template", () => {
    const branding: Resource = {
      Type: "AWS::Cognito::UserPoolResourceServer",
      Properties: { Identifier: "api", UserPoolId: { "Fn::GetAtt": ["Table", "Arn"] } },
    };
    const change = set("Table", "KeySchema", []);
    const deployed = { AServer: branding } as unknown as Draft["Resources"];
    expect(findingsOf(change, { deployed }).map(brief)).toEqual([
      "destructive AServer.UserPoolId",
      "destructive Table.KeySchema",
    ]);
  });

  test("a property that is updated in place does not pass it on", () => {
    const change = set("Client", "GenerateSecret", true);
    const deployed = { Identities: second } as unknown as Draft["Resources"];
    expect(findingsOf(change, { deployed }).map(brief)).toEqual(["destructive Client.GenerateSecret"]);
  });
});

describe("changes by hand", () => {
  test("the live pool counts, not the stack's template", () => {
    const before = stackTemplate();
    const deployed = deployedState(before);
    const live = deployed.pools.get("Pool");
    const longer = { PasswordPolicy: { MinimumLength: 20 } };
    const pools = new Map(live && [["Pool", { ...live, pool: { ...live.pool, Policies: longer } }]]);
    const findings = compareDeployment({
      template: before,
      deployed: { ...deployed, pools },
      pseudoParameters,
    });
    expect(findings.map(brief)).toEqual(["risky Pool.Policies.PasswordPolicy.MinimumLength"]);
  });

  test("an existing group with the name of a new one stops its creation", () => {
    const change = (draft: Draft): void => {
      draft.Resources.Admins = {
        Type: "AWS::Cognito::UserPoolGroup",
        Properties: { UserPoolId: { Ref: "Pool" }, GroupName: "admins" } as never,
      };
    };
    const live = { groups: [{ GroupName: "users" }, { GroupName: "admins" }, { GroupName: "beta" }] };
    expect(findingsOf(change, { live }).map(brief)).toEqual([
      "impossible Admins.GroupName",
      "note Pool.GroupName",
    ]);
  });

  test("a trigger that was added by hand is removed", () => {
    const deployed = deployedState(stackTemplate());
    const live = deployed.pools.get("Pool");
    const pools = new Map(
      live && [
        ["Pool", { ...live, pool: { ...live.pool, LambdaConfig: { PreSignUp: "arn:aws:lambda:x" } } }],
      ],
    );
    const template = stackTemplate();
    const findings = compareDeployment({ template, deployed: { ...deployed, pools }, pseudoParameters });
    expect(findings.map(brief)).toEqual(["risky Pool.LambdaConfig.PreSignUp"]);
  });
});

describe("nothing deployed", () => {
  const nothing: DeployedState = { stack: null, pools: new Map(), strayPools: new Map() };

  test("has nothing to lose", () => {
    expect(compareDeployment({ template: stackTemplate(), deployed: nothing, pseudoParameters })).toEqual([]);
  });

  test("settings that Cognito refuses are still reported", () => {
    const template = structuredClone(stackTemplate());
    set("Pool", "MfaConfiguration", "ON")(template as unknown as Draft);
    const findings = compareDeployment({ template, deployed: nothing, pseudoParameters });
    expect(findings.map(brief)).toEqual(["impossible Pool.Policies.SignInPolicy.AllowedFirstAuthFactors"]);
  });

  test("a pool that was kept from a former stack is not forgotten", () => {
    const strayPools = new Map([["Pool", "us-east-1_old"]]);
    const findings = compareDeployment({
      template: stackTemplate(),
      deployed: { ...nothing, strayPools },
      pseudoParameters,
    });
    expect(findings.map(brief)).toEqual(["destructive Pool"]);
  });
});

describe("parameters and conditions", () => {
  const conditional = (isOn: string): Template => {
    const template = stackTemplate();
    return {
      ...template,
      Parameters: { Google: { Default: isOn } },
      Conditions: { HasGoogle: { "Fn::Equals": [{ Ref: "Google" }, "on"] } },
      Resources: {
        ...template.Resources,
        GoogleIdp: {
          Type: "AWS::Cognito::UserPoolIdentityProvider",
          Condition: "HasGoogle",
          Properties: { ProviderName: "Google", UserPoolId: { Ref: "Pool" } },
        },
      },
    };
  };

  test("the deployed parameters count for the stack, the defaults for the new template", () => {
    const { pools, strayPools } = deployedState(stackTemplate());
    const stack = { template: conditional("off"), parameters: { Google: "on" } };
    const findings = compareDeployment({
      template: conditional("off"),
      deployed: { stack, pools, strayPools },
      pseudoParameters,
    });
    expect(findings.map(brief)).toEqual(["destructive GoogleIdp"]);
  });
});

test("only accepted resources are let through, and nothing impossible", () => {
  const findings = findingsOf(
    all(
      set("Client", "GenerateSecret", true),
      set("Group", "GroupName", "people"),
      set("Domain", "Domain", "login-prod"),
      set("Pool", "UsernameAttributes", []),
    ),
  );
  expect(blockingFindings(findings, []).map(brief)).toEqual([
    "impossible Domain.Domain",
    "impossible Pool.UsernameAttributes",
    "destructive Client.GenerateSecret",
    "destructive Group.GroupName",
  ]);
  expect(blockingFindings(findings, ["Client", "Pool", "Domain"]).map(brief)).toEqual([
    "impossible Domain.Domain",
    "impossible Pool.UsernameAttributes",
    "destructive Group.GroupName",
  ]);
});
