import { describe, expect, test } from "@jest/globals";
import { createEvaluator } from "../../../cloudformation/evaluator.ts";
import type { Template } from "../../../cloudformation/template.ts";

const template: Template = {
  Parameters: {
    Stage: { Default: "local" },
    Given: {},
    Domains: { Default: "" },
    Origins: { Type: "CommaDelimitedList", Default: "https://a.example, https://b.example" },
    Ports: { Type: "List<Number>", Default: "1,2" },
    Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/images/latest" },
    Secret: { Type: "String", Default: "{{resolve:ssm:/secret}}" },
  },
  Mappings: { Size: { local: { memory: 128 } } },
  Conditions: {
    IsLocal: { "Fn::Equals": [{ Ref: "Stage" }, "local"] },
    HasDomains: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "Domains" }, ""] }] },
    Both: { "Fn::And": [{ Condition: "IsLocal" }, { Condition: "HasDomains" }] },
    Either: { "Fn::Or": [{ Condition: "IsLocal" }, { Condition: "HasDomains" }] },
    Loop: { "Fn::Not": [{ Condition: "Loop" }] },
  },
  Resources: {},
};

const { evaluate, condition } = createEvaluator({
  template,
  pseudoParameters: { "AWS::Region": "us-east-1", "AWS::Partition": "aws" },
  resource: (logicalId) =>
    logicalId === "Pool"
      ? { ref: "us-east-1_1", attributes: { Arn: "arn:pool", "Endpoint.Address": "host" } }
      : undefined,
  unknown: "throw",
  reasons: { "Fn::GetAZs": "there are no availability zones" },
  lookUp: (reference, path) => `<${reference} at ${path}>`,
});

const at = (value: unknown) => evaluate(value, "here");

describe("resolves", () => {
  test.each([
    ["a resource", { Ref: "Pool" }, "us-east-1_1"],
    ["a parameter's default", { Ref: "Stage" }, "local"],
    ["a pseudo parameter", { Ref: "AWS::Region" }, "us-east-1"],
    ["an attribute as a list", { "Fn::GetAtt": ["Pool", "Arn"] }, "arn:pool"],
    ["an attribute with a dot in it", { "Fn::GetAtt": ["Pool", "Endpoint.Address"] }, "host"],
    ["an attribute as text", { "Fn::GetAtt": "Pool.Endpoint.Address" }, "host"],
    [
      "a substitution",
      { "Fn::Sub": `$\{Pool}/$\{Pool.Arn}/$\{AWS::Region}/$\{!aws:PrincipalTag/x}` },
      `us-east-1_1/arn:pool/us-east-1/$\{aws:PrincipalTag/x}`,
    ],
    [
      "a substitution's own variables",
      { "Fn::Sub": [`$\{A}-$\{Stage}`, { A: { Ref: "Pool" } }] },
      "us-east-1_1-local",
    ],
    ["a join", { "Fn::Join": ["-", ["a", { Ref: "Stage" }, 3]] }, "a-local-3"],
    ["a split", { "Fn::Split": [",", "a,b"] }, ["a", "b"]],
    ["a selection", { "Fn::Select": ["1", { "Fn::Split": [",", "a,b"] }] }, "b"],
    ["a mapping", { "Fn::FindInMap": ["Size", { Ref: "Stage" }, "memory"] }, 128],
    ["base64", { "Fn::Base64": "hi" }, "aGk="],
    ["a parameter that is a list", { Ref: "Origins" }, ["https://a.example", "https://b.example"]],
    ["a parameter that is a list of numbers", { "Fn::Select": [1, { Ref: "Ports" }] }, "2"],
    ["a parameter from Parameter Store", { Ref: "Image" }, "</images/latest at here.Ref>"],
    ["a reference in a parameter", { Ref: "Secret" }, "<{{resolve:ssm:/secret}} at here>"],
    [
      "references to secrets within a text",
      { p: "{{resolve:secretsmanager:auth/google:SecretString:id}}-{{resolve:ssm-secure:/x:1}}" },
      {
        p: "<{{resolve:secretsmanager:auth/google:SecretString:id}} at here.p>-<{{resolve:ssm-secure:/x:1}} at here.p>",
      },
    ],
    [
      "a reference that is put together",
      { "Fn::Sub": `{{resolve:secretsmanager:$\{Pool}:SecretString:secret}}` },
      "<{{resolve:secretsmanager:us-east-1_1:SecretString:secret}} at here>",
    ],
    [
      "a reference that is joined",
      { "Fn::Join": ["", ["{{resolve:ssm:/", { Ref: "Stage" }, "/x}}"]] },
      "<{{resolve:ssm:/local/x}} at here>",
    ],
    ["a choice", { "Fn::If": ["IsLocal", "yes", { Ref: "Nowhere" }] }, "yes"],
    ["the other choice", { "Fn::If": ["HasDomains", { Ref: "Nowhere" }, ["no"]] }, ["no"]],
    [
      "depths",
      { a: [{ b: { Ref: "Pool" } }], n: 1, t: true, z: null },
      { a: [{ b: "us-east-1_1" }], n: 1, t: true, z: null },
    ],
  ])("%s", (_, value, expected) => {
    expect(at(value)).toEqual(expected);
  });

  test("AWS::NoValue as an absent value, in maps, lists and choices", () => {
    const none = { Ref: "AWS::NoValue" };
    expect(at({ a: none, b: ["x", none, { "Fn::If": ["HasDomains", "y", none] }] })).toEqual({ b: ["x"] });
  });

  test("a map of one member that only looks like a function", () => {
    expect(at({ Reference: "x" })).toEqual({ Reference: "x" });
  });

  test("conditions that refer to others", () => {
    expect(["IsLocal", "HasDomains", "Both", "Either"].map((name) => condition(name, "here"))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe("refuses, naming the place", () => {
  test.each([
    [
      "an unknown name",
      { a: { Ref: "Nowhere" } },
      "here.a.Ref: Nowhere is neither a resource nor a parameter of this template",
    ],
    ["a parameter without a default", { Ref: "Given" }, "here.Ref: the parameter Given has no default"],
    [
      "an attribute of nothing",
      { "Fn::GetAtt": ["Nowhere", "Arn"] },
      "here.Fn::GetAtt: Nowhere is not a resource of this template",
    ],
    [
      "an unknown attribute",
      [{ "Fn::GetAtt": ["Pool", "Color"] }],
      "here[0].Fn::GetAtt: no attribute Color of Pool is known here",
    ],
    ["an unknown name in a substitution", { "Fn::Sub": `$\{Nowhere}` }, "Nowhere is neither"],
    [
      "a function that has a reason",
      { "Fn::GetAZs": "" },
      "here.Fn::GetAZs: there are no availability zones",
    ],
    ["an unknown function", { "Fn::Magic": "" }, "here.Fn::Magic: this function is not known here"],
    [
      "a position that is not there",
      { "Fn::Select": [2, ["a", "b"]] },
      "item 2 does not exist: the list has 2",
    ],
    [
      "a mapping that is not there",
      { "Fn::FindInMap": ["Size", "prod", "memory"] },
      "no mapping Size.prod.memory",
    ],
    ["an unknown condition", { "Fn::If": ["Nope", 1, 2] }, "Nope is not a condition of this template"],
    [
      "a condition that depends on itself",
      { "Fn::If": ["Loop", 1, 2] },
      "Conditions.Loop: the condition depends on itself",
    ],
    ["a list where text belongs", { "Fn::Join": ["-", [["a"]]] }, "a string is expected here"],
    ["text where a list belongs", { "Fn::Join": ["-", "abc"] }, "a list is expected here"],
    [
      "a reference to a service that has none",
      { p: "{{resolve:dynamodb:x}}" },
      "here.p: {{resolve:dynamodb:x}}: there are no references to dynamodb",
    ],
  ])("%s", (_, value, message) => {
    expect(() => at(value)).toThrow(message);
  });
});
