import { describe, expect, test } from "@jest/globals";
import { bitString, der, integer, objectIdentifier, time } from "../../../../local/x509/der.ts";

test.each([
  [0, "0400"],
  [127, "047f"],
  [128, "048180"],
  [255, "0481ff"],
  [256, "04820100"],
  [65_535, "0482ffff"],
])("a value of %d bytes says so in as few bytes as can be", (length, start) => {
  const encoded = der(0x04, Buffer.alloc(length));
  expect(encoded.subarray(0, encoded.length - length).toString("hex")).toBe(start);
});

test.each([
  ["00", "020100"],
  ["01", "020101"],
  ["7f", "02017f"],
  ["80", "02020080"],
  ["0001", "020101"],
  ["0080", "02020080"],
  ["0000", "020100"],
  ["ff00", "020300ff00"],
])("the integer %s is %s: positive, without what is not needed", (bytes, encoded) => {
  expect(integer(Buffer.from(bytes, "hex")).toString("hex")).toBe(encoded);
});

// RFC 5280, RFC 5758 and RFC 8017 write these out.
test.each([
  ["2.5.4.3", "0603550403"],
  ["1.2.840.113549.1.1.11", "06092a864886f70d01010b"],
  ["1.2.840.10045.4.3.2", "06082a8648ce3d040302"],
  ["1.3.6.1.5.5.7.3.1", "06082b06010505070301"],
])("the object identifier %s", (dotted, encoded) => {
  expect(objectIdentifier(dotted).toString("hex")).toBe(encoded);
});

test("a string of bits says how many it does not use", () => {
  expect(bitString(Buffer.from([0x06]), 1).toString("hex")).toBe("03020106");
});

describe("a time", () => {
  test.each([
    ["1999-12-31T23:59:59.999Z", "991231235959Z"],
    ["2049-12-31T23:59:59.000Z", "491231235959Z"],
  ])("%s has two digits for the year", (date, text) => {
    const encoded = time(Date.parse(date));
    expect([encoded[0], encoded.subarray(2).toString()]).toEqual([0x17, text]);
  });

  test("from 2050 on has four", () => {
    const encoded = time(Date.parse("2050-01-01T00:00:00Z"));
    expect([encoded[0], encoded.subarray(2).toString()]).toEqual([0x18, "20500101000000Z"]);
  });
});
