import { createHmac } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { isClientSecret, isSecretHash } from "../../../../../local/cognito/domain/secret-hash.ts";

describe("a client's secret", () => {
  const holder = { secret: "s3cret", clientId: "client", usernames: ["ada@example.com", "a-sub"] };
  const hash = (username: string) =>
    createHmac("sha256", "s3cret").update(`${username}client`).digest("base64");

  test("is valid with any name of the user, and no other", () => {
    expect(holder.usernames.map((username) => isSecretHash(hash(username), holder))).toEqual([true, true]);
    expect(isSecretHash(hash("eve"), holder)).toBe(false);
    expect(isSecretHash("", holder)).toBe(false);
  });

  test("is compared whole", () => {
    expect([isClientSecret("s3cret", "s3cret"), isClientSecret("s3cre", "s3cret")]).toEqual([true, false]);
  });
});
