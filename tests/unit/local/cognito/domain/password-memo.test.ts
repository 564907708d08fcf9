import { expect, test } from "@jest/globals";
import { createPasswordMemo, type PasswordMemo } from "../../../../../local/cognito/domain/password-memo.ts";
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

/** The arithmetic of srp.ts, with the passwords that it checked. */
function countingArithmetic() {
  const checked: string[] = [];
  const arithmetic: PasswordMemo = {
    createVerifier: srp.createVerifier,
    isPassword(identity, password, kept) {
      checked.push(`${identity.userId} ${password}`);
      return srp.isPassword(identity, password, kept);
    },
  };
  return { arithmetic, takeChecked: () => checked.splice(0) };
}

test("a password that was set or right before is not computed again, a wrong one every time", () => {
  const { arithmetic, takeChecked } = countingArithmetic();
  const { createVerifier, isPassword } = createPasswordMemo(10, arithmetic);
  const kept = createVerifier(identity, "Correct-Horse-9");
  for (const _ of [1, 2, 3]) isPassword(identity, "Correct-Horse-9", kept);
  expect(takeChecked()).toEqual([]);
  for (const _ of [1, 2]) isPassword(identity, "Wrong-Horse-9", kept);
  expect(takeChecked()).toEqual(["ada Wrong-Horse-9", "ada Wrong-Horse-9"]);
  const elsewhere = srp.createVerifier(identity, "Correct-Horse-9");
  for (const _ of [1, 2, 3]) isPassword(identity, "Correct-Horse-9", elsewhere);
  expect(takeChecked()).toEqual(["ada Correct-Horse-9"]);
});

test("it remembers as many as it may; the longest unused goes first", () => {
  const { arithmetic, takeChecked } = countingArithmetic();
  const { createVerifier, isPassword } = createPasswordMemo(2, arithmetic);
  const signInOf = (userId: string) => {
    const own = { ...identity, userId };
    const kept = createVerifier(own, "Correct-Horse-9");
    return () => isPassword(own, "Correct-Horse-9", kept);
  };
  const [ada, eve] = [signInOf("ada"), signInOf("eve")];
  ada();
  const bob = signInOf("bob");
  expect([ada(), bob()]).toEqual([true, true]);
  expect(takeChecked()).toEqual([]);
  expect(eve()).toBe(true);
  expect(takeChecked()).toEqual(["eve Correct-Horse-9"]);
});
