import { describe, expect, test } from "@jest/globals";
import { draftOf, membersOf } from "../../../web/src/areas/tools/pools/client-draft.ts";
import { fromLines, fromPairs, toPairs } from "../../../web/src/areas/tools/pools/lines.ts";
import { triggersOf, withTrigger } from "../../../web/src/areas/tools/pools/triggers.ts";

describe("lists and pairs as lines", () => {
  test("empty lines, blanks and duplicates are ignored", () => {
    expect(fromLines(" https://a.example/ \n\n\thttps://b.example/\nhttps://a.example/")).toEqual([
      "https://a.example/",
      "https://b.example/",
    ]);
  });

  test("a value may have blanks and equals signs", () => {
    const pairs = {
      name: "Ada Lovelace",
      "custom:query": "a=b",
      email: "http://schemas.example/claims/email",
    };
    expect(fromPairs(toPairs(pairs))).toEqual(pairs);
    expect(fromPairs("name=Ada")).toEqual({ name: "Ada" });
    expect(fromPairs("")).toEqual({});
  });

  test.each(["name", "= Ada", "name =", "first name = Ada"])("%p is not a pair", (line) => {
    expect(fromPairs(`email = a@example.com\n${line}`)).toBeUndefined();
  });
});

describe("a trigger", () => {
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:one";
  const shown = (settings: Readonly<Record<string, unknown>>, wanted: string) => {
    const found = triggersOf(settings).find(({ name }) => name === wanted);
    if (found === undefined) throw new Error(wanted);
    return found;
  };

  test("is set, replaced and removed without changing the others", () => {
    const settings = { MfaConfiguration: "OFF", LambdaConfig: { CustomMessage: arn } };
    const preSignUp = shown(settings, "PreSignUp");
    expect(preSignUp.function).toBeUndefined();
    const changed = withTrigger(settings, preSignUp, { arn, version: undefined });
    expect(changed).toEqual({
      MfaConfiguration: "OFF",
      LambdaConfig: { CustomMessage: arn, PreSignUp: arn },
    });
    expect(withTrigger(changed, preSignUp, { arn: "", version: undefined })).toEqual(settings);
  });

  test("with versions replaces the same trigger without one", () => {
    const settings = { LambdaConfig: { PreTokenGeneration: arn } };
    const trigger = shown(settings, "PreTokenGeneration");
    expect(trigger).toMatchObject({ function: arn, version: "V1_0" });
    expect(withTrigger(settings, trigger, { arn, version: "V3_0" })).toEqual({
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: "V3_0" } },
    });
    expect(withTrigger(settings, trigger, { arn: "", version: undefined })).toEqual({ LambdaConfig: {} });
  });
});

test("an unedited client is sent unchanged, with Cognito's defaults for missing members", () => {
  const client = {
    ClientName: "web",
    ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
    AccessTokenValidity: 15,
    TokenValidityUnits: { AccessToken: "minutes" },
    CallbackURLs: ["https://app.example.com/"],
    PreventUserExistenceErrors: "ENABLED",
  };
  expect(membersOf(draftOf(client))).toMatchObject({
    ...client,
    IdTokenValidity: 1,
    RefreshTokenValidity: 30,
    TokenValidityUnits: { AccessToken: "minutes", IdToken: "hours", RefreshToken: "days" },
    EnableTokenRevocation: true,
    AllowedOAuthFlowsUserPoolClient: false,
  });
});
