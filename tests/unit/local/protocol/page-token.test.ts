import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { openPageToken, sealPageToken } from "../../../../local/protocol/paginate.ts";

const secret = Buffer.alloc(32, 7);

test("a token is valid for its own list, and reveals nothing", () => {
  const token = sealPageToken(secret, "ListUsers", { key: 1, value: "ada@example.com" });
  expect(openPageToken(secret, "ListUsers", token)).toEqual({ key: 1, value: "ada@example.com" });
  expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain("ada");
  expect(openPageToken(secret, "ListGroups", token)).toBeNull();
  expect(openPageToken(Buffer.alloc(32, 8), "ListUsers", token)).toBeNull();
});

test("any other token is refused", () => {
  const token = sealPageToken(secret, "ListUsers", { key: 1 });
  const bytes = Buffer.from(token, "base64url");
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, change) => {
      const tampered = Buffer.from(bytes);
      tampered.writeUInt8(tampered.readUInt8(index) ^ change, index);
      return openPageToken(secret, "ListUsers", tampered.toString("base64url")) === null;
    }),
    { numRuns: 100 },
  );
  fc.assert(fc.property(fc.string(), (made) => openPageToken(secret, "ListUsers", made) === null));
  expect(openPageToken(secret, "ListUsers", token)).toEqual({ key: 1 });
});
