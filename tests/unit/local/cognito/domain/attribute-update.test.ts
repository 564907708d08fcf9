import { expect, test } from "@jest/globals";
import { planUpdate } from "../../../../../local/cognito/domain/attribute-update.ts";

const current = { email: "ada@example.com", email_verified: "true", name: "Ada" };
const both = ["email", "phone_number"];

test("an attribute that needs no verification is applied, without a code", () => {
  const changes = { name: "Ada L.", email: "ada@example.com", phone_number: "" };
  expect(planUpdate(current, changes, { verifyFirst: both, autoVerified: both })).toEqual({
    applied: changes,
    held: [],
    codesTo: [],
  });
});

test("an address that is not among the changes stays as it is", () => {
  expect(planUpdate(current, { name: "Ada L." }, { verifyFirst: both, autoVerified: both })).toEqual({
    applied: { name: "Ada L." },
    held: [],
    codesTo: [],
  });
});

test("a new address is applied at once, and a code is sent if the pool verifies it", () => {
  const changes = { email: "new@example.com", phone_number: "+12025550100" };
  expect(planUpdate(current, changes, { verifyFirst: [], autoVerified: ["email"] })).toEqual({
    applied: changes,
    held: [],
    codesTo: [["email", "new@example.com"]],
  });
});

test("a new address waits for its code if the pool requires it", () => {
  const changes = { email: "new@example.com", name: "Ada L." };
  expect(planUpdate(current, changes, { verifyFirst: ["email"], autoVerified: ["email"] })).toEqual({
    applied: { name: "Ada L." },
    held: [["email", "new@example.com"]],
    codesTo: [["email", "new@example.com"]],
  });
});

test("a new phone number waits for its code, too, and gets one although the pool verifies only e-mail", () => {
  const changes = { phone_number: "+12025550100", email: "new@example.com" };
  expect(planUpdate(current, changes, { verifyFirst: ["phone_number"], autoVerified: [] })).toEqual({
    applied: { email: "new@example.com" },
    held: [["phone_number", "+12025550100"]],
    codesTo: [["phone_number", "+12025550100"]],
  });
});

test("an address that an administrator vouches for is applied, without a code", () => {
  const changes = { email: "new@example.com", email_verified: "true" };
  expect(planUpdate(current, changes, { verifyFirst: ["email"], autoVerified: ["email"] })).toEqual({
    applied: changes,
    held: [],
    codesTo: [],
  });
});
