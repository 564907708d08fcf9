import { expect, test } from "@jest/globals";
import { dependencyOrder } from "../../../../local/template/dependency-order.ts";

const resource = (Properties: Record<string, unknown> = {}, DependsOn?: string | string[]) => ({
  Type: "T",
  Properties,
  ...(DependsOn === undefined ? {} : { DependsOn }),
});

test("each comes after its references, in any form", () => {
  const order = dependencyOrder({
    F: resource({ x: { "Fn::Sub": [`$\{E}`, { y: { Ref: "D" } }] } }),
    E: resource({}, ["D"]),
    D: resource({ x: [{ "Fn::Sub": `a-$\{C.Arn}-$\{!Literal}-$\{AWS::Region}` }] }),
    C: resource({ x: { "Fn::GetAtt": "B.Arn" } }, "A"),
    B: resource({ x: { "Fn::If": ["Yes", { "Fn::GetAtt": ["A", "Arn"] }, { Ref: "AWS::NoValue" }] } }),
    A: resource({ x: { Ref: "SomeParameter" } }),
  });
  expect(order).toEqual(["A", "B", "C", "D", "E", "F"]);
});

test("a cycle is reported", () => {
  const resources = {
    Pool: resource({ x: { Ref: "Trigger" } }),
    Trigger: resource({ x: { "Fn::GetAtt": ["Role", "Arn"] } }),
    Role: resource({ x: { Ref: "Pool" } }),
  };
  expect(() => dependencyOrder(resources)).toThrow(
    "Resources.Pool: circular dependency: Pool → Trigger → Role → Pool",
  );
});
