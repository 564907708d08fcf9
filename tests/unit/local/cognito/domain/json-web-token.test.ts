import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { expect, test } from "@jest/globals";
import { signToken } from "../../../../../local/cognito/domain/json-web-token.ts";

const read = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());

test("a token is signed with RS256, and names its key", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  // Bytes of these claims need the two characters in which base64url differs.
  const claims = { sub: "ada", name: "ÿþ>>>???", exp: 1_768_478_400 };
  const token = await signToken({ kid: "key-1", privateKey }, claims as never);
  const [header, body, signature = "", ...rest] = token.split(".");
  expect(read(header)).toEqual({ kid: "key-1", alg: "RS256" });
  expect(read(body)).toEqual(claims);
  expect(rest).toEqual([]);
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const signed = Buffer.from(`${header}.${body}`);
  expect(verify("sha256", signed, createPublicKey(privateKey), Buffer.from(signature, "base64url"))).toBe(
    true,
  );
});

test("a key that can't sign is an error", async () => {
  const { privateKey } = generateKeyPairSync("x25519");
  await expect(signToken({ kid: "key-1", privateKey }, {} as never)).rejects.toThrow();
});
