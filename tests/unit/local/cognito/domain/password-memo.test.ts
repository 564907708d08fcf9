import { expect, test } from "@jest/globals";
import { createPasswordMemo } from "../../../../../local/cognito/domain/password-memo.ts";
import * as srp from "../../../../../local/cognito/domain/srp.ts";

const identity = { poolId: "us-east-1_Ab12Cd34E", userId: "ada" };

test("gives the same result each time, and none for a replaced password", () => {
  const { isPassword } = createPasswordMemo(10);
  const before = srp.createVerifier(identity, "Correct-Horse-9");
  expect([1, 2, 3].map(() => isPassword(identity, "Correct-Horse-9", before))).toEqual([true, true, true]);
  expect(isPassword(identity, "Wrong-Horse-9", before)).toBe(false);
  expect(isPassword({ ...identity, userId: "eve" }, "Correct-Horse-9", before)).toBe(false);
  const after = srp.createVerifier(identity, "Better-Staple-7");
  expect(isPassword(identity, "Correct-Horse-9", after)).toBe(false);
  expect(isPassword(identity, "Better-Staple-7", after)).toBe(true);
});

test("creates verifiers that are valid elsewhere, and caches them", () => {
  const { createVerifier, isPassword } = createPasswordMemo(10);
  const kept = createVerifier(identity, "Correct-Horse-9");
  expect(srp.isPassword(identity, "Correct-Horse-9", kept)).toBe(true);
  expect(isPassword(identity, "Correct-Horse-9", kept)).toBe(true);
  expect(isPassword(identity, "Wrong-Horse-9", kept)).toBe(false);
});

test("forgetting changes only the time", () => {
  const { createVerifier, isPassword } = createPasswordMemo(1);
  const users = ["ada", "eve"].map((userId) => {
    const own = { ...identity, userId };
    return { own, kept: createVerifier(own, "Correct-Horse-9") };
  });
  for (const { own, kept } of [...users, ...users]) {
    expect(isPassword(own, "Correct-Horse-9", kept)).toBe(true);
    expect(isPassword(own, "Wrong-Horse-9", kept)).toBe(false);
  }
});
