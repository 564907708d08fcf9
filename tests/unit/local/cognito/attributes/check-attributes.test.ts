import { describe, expect, test } from "@jest/globals";
import {
  changeAttributes,
  checkInvitedAttributes,
  checkSignUpAttributes,
  deleteAttributes,
} from "../../../../../local/cognito/attributes/check-attributes.ts";
import { resolveSchema } from "../../../../../local/cognito/attributes/resolve-schema.ts";
import type { PoolSettings } from "../../../../../local/cognito/state/pool-settings.ts";

const settings = {
  SchemaAttributes: resolveSchema([
    { Name: "email", Required: true },
    { Name: "name", Required: true },
    { Name: "tenant", AttributeDataType: "String", Mutable: false },
    {
      Name: "rank",
      AttributeDataType: "Number",
      NumberAttributeConstraints: { MinValue: "1", MaxValue: "5" },
    },
    { Name: "since", AttributeDataType: "DateTime" },
  ]),
} as unknown as PoolSettings;

const refused = (message: string) => expect.objectContaining({ code: "InvalidParameterException", message });

describe("signing up", () => {
  test("accepts what the schema has", () => {
    expect(() =>
      checkSignUpAttributes(settings, {
        email: "ada@example.com",
        name: "Ada",
        "custom:tenant": "t",
        "custom:rank": "5",
      }),
    ).not.toThrow();
  });

  test("reports all missing required attributes at once", () => {
    expect(() => checkSignUpAttributes(settings, {})).toThrow(
      refused(
        "Attributes did not conform to the schema: name: The attribute is required\nemail: The attribute is required\n",
      ),
    );
  });

  test("refuses what the schema does not have", () => {
    expect(() => checkSignUpAttributes(settings, { email: "a@b.co", name: "A", "custom:nope": "x" })).toThrow(
      refused(
        "Attributes did not conform to the schema: custom:nope: Attribute does not exist in the schema.\n",
      ),
    );
  });

  test.each([
    [{ email: "nonsense" }, "Invalid email address format."],
    [{ email: "a@b.co", phone_number: "0170 123" }, "Invalid phone number format."],
  ])("refuses the format of %j", (attributes, message) => {
    expect(() => checkSignUpAttributes(settings, attributes as Record<string, string>)).toThrow(
      refused(message),
    );
  });

  test.each([
    ["birthdate", "1815"],
    ["custom:rank", "6"],
    ["custom:rank", "0"],
    ["custom:rank", "one"],
    ["custom:since", "yesterday"],
    ["email_verified", "yes"],
    ["name", "x".repeat(2049)],
  ])("refuses %s = %s", (name, value) => {
    expect(() => checkSignUpAttributes(settings, { email: "a@b.co", name: "A", [name]: value })).toThrow(
      expect.objectContaining({
        code: "InvalidParameterException",
        message: expect.stringContaining(`Attributes did not conform to the schema: ${name}: `),
      }),
    );
  });
});

describe("being invited", () => {
  test("required attributes may come later, unknown ones may not", () => {
    expect(() => checkInvitedAttributes(settings, { email_verified: "true" })).not.toThrow();
    expect(() => checkInvitedAttributes(settings, { "custom:role": "x" })).toThrow(
      refused(
        "Attributes did not conform to the schema: Type for attribute {custom:role} could not be determined",
      ),
    );
  });
});

describe("changing", () => {
  const current = { email: "ada@example.com", email_verified: "true", name: "Ada", nickname: "A" };

  test("an empty value deletes; a new address is unverified", () => {
    expect(changeAttributes(settings, current, { nickname: "", email: "ada@lovelace.org" })).toEqual({
      email: "ada@lovelace.org",
      email_verified: "false",
      name: "Ada",
    });
  });

  test("the same address stays verified, and an administrator may vouch for a new one", () => {
    expect(changeAttributes(settings, current, { email: "ada@example.com" })).toMatchObject({
      email_verified: "true",
    });
    expect(changeAttributes(settings, current, { email: "a@b.co", email_verified: "true" })).toMatchObject({
      email_verified: "true",
    });
  });

  test.each([
    [{ "custom:tenant": "other" }, "user.custom:tenant: Attribute cannot be updated.\n"],
    [{ sub: "x" }, "user.sub: Attribute cannot be updated.\n"],
    [{ "custom:nope": "x" }, "user.custom:nope: Attribute does not exist in the schema.\n"],
    [{ name: "" }, "user.name: Required attribute cannot be deleted.\n"],
  ])("refuses %j", (changes, message) => {
    expect(() => changeAttributes(settings, current, changes as Record<string, string>)).toThrow(
      refused(message),
    );
  });

  test("deleting also deletes the verified flag, and is refused for required attributes", () => {
    const phone = { ...current, phone_number: "+15550100", phone_number_verified: "true" };
    expect(deleteAttributes(settings, phone, ["phone_number", "nickname"])).toEqual({
      email: "ada@example.com",
      email_verified: "true",
      name: "Ada",
    });
    expect(() => deleteAttributes(settings, phone, ["email"])).toThrow(
      refused("user.email: Required attribute cannot be deleted.\n"),
    );
  });
});
