import { describe, expect, test } from "@jest/globals";
import { resolveSchema } from "../../../../../local/cognito/attributes/resolve-schema.ts";

const find = (schema: ReturnType<typeof resolveSchema>, name: string) =>
  schema.find(({ Name }) => Name === name);

describe("a pool's schema", () => {
  test("has the twenty standard attributes, none required but sub", () => {
    const schema = resolveSchema([]);
    expect(schema).toHaveLength(20);
    expect(schema.filter(({ Required }) => Required).map(({ Name }) => Name)).toEqual(["sub"]);
    expect(schema.filter(({ Mutable }) => !Mutable).map(({ Name }) => Name)).toEqual(["sub"]);
    expect(find(schema, "birthdate")?.StringAttributeConstraints).toEqual({
      MinLength: "10",
      MaxLength: "10",
    });
  });

  test("a standard attribute can be required, immutable and shorter", () => {
    const schema = resolveSchema([
      {
        Name: "email",
        Required: true,
        Mutable: false,
        StringAttributeConstraints: { MinLength: "5", MaxLength: "50" },
      },
    ]);
    expect(find(schema, "email")).toEqual({
      Name: "email",
      AttributeDataType: "String",
      DeveloperOnlyAttribute: false,
      Required: true,
      Mutable: false,
      StringAttributeConstraints: { MinLength: "5", MaxLength: "50" },
    });
  });

  test("custom attributes follow, with their prefix", () => {
    const schema = resolveSchema([
      { Name: "tenant", AttributeDataType: "String" },
      { Name: "rank", AttributeDataType: "Number", DeveloperOnlyAttribute: true, Mutable: false },
    ]);
    expect(schema.slice(20)).toEqual([
      {
        Name: "custom:tenant",
        AttributeDataType: "String",
        DeveloperOnlyAttribute: false,
        Mutable: true,
        Required: false,
        StringAttributeConstraints: {},
      },
      {
        Name: "dev:custom:rank",
        AttributeDataType: "Number",
        DeveloperOnlyAttribute: true,
        Mutable: false,
        Required: false,
        NumberAttributeConstraints: {},
      },
    ]);
  });

  test.each([
    [
      [{ Name: "email", AttributeDataType: "Number" as const }],
      "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
    ],
    [
      [{ Name: "email", DeveloperOnlyAttribute: true }],
      "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email",
    ],
    [
      [{ Name: "tenant", AttributeDataType: "String" as const, Required: true }],
      "Required custom attributes are not supported currently.",
    ],
    [
      [{ Name: "tenant" }],
      "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.",
    ],
    [
      [
        { Name: "tenant", AttributeDataType: "String" as const },
        { Name: "tenant", AttributeDataType: "String" as const },
      ],
      "Duplicate custom attribute names custom:tenant are not allowed in a user pool schema.",
    ],
    [
      [
        {
          Name: "tenant",
          AttributeDataType: "String" as const,
          StringAttributeConstraints: { MinLength: "9", MaxLength: "10" },
        },
        {
          Name: "code",
          AttributeDataType: "String" as const,
          StringAttributeConstraints: { MinLength: "10", MaxLength: "9" },
        },
      ],
      "Attribute custom:code cannot have a max length shorter than it's min length",
    ],
    [
      [
        {
          Name: "rank",
          AttributeDataType: "Number" as const,
          NumberAttributeConstraints: { MinValue: "2", MaxValue: "1" },
        },
      ],
      "Attribute custom:rank cannot have a max value smaller than it's min value",
    ],
  ])("refuses %j", (requested, message) => {
    expect(() => resolveSchema(requested)).toThrow(
      expect.objectContaining({ code: "InvalidParameterException", message }),
    );
  });
});
