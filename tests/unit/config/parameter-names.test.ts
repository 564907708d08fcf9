import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  editDistance,
  givenNames,
  nearestName,
  readParameterNames,
  unknownNames,
} from "../../../config/parameter-names.ts";

const known = new Set(["loginDomainName", "loginDomainPrefix", "apiDomainName", "mfa", "adminMfa", "sms"]);

describe("a wrong name", () => {
  test.each([
    ["loginDomain", "loginDomainName"],
    ["logindomainprefix", "loginDomainPrefix"],
    ["apiDomain", "apiDomainName"],
    ["Mfa", "mfa"],
    ["adminMFA", "adminMfa"],
    ["smsm", "sms"],
    ["loginDomianName", "loginDomainName"],
  ])("%s is reported with the nearest one, %s", (name, nearest) => {
    const given = givenNames({ options: [`${name}=x`], stages: {} });
    expect(unknownNames(given, known)).toEqual([
      `There is no parameter "${name}" (--param). Do you mean "${nearest}"?`,
    ]);
  });

  test("is reported with the section of config/params.yml that has it", () => {
    const stages = { default: { mfa: "ON" }, dev: null, prod: { sms: "true", adminMaf: "off" } };
    expect(unknownNames(givenNames({ options: [], stages }), known)).toEqual([
      'There is no parameter "adminMaf" (config/params.yml, prod). Do you mean "adminMfa"?',
    ]);
  });

  test("is never a known name, however many equals signs its value has", () => {
    const given = givenNames({ options: ["mfa=a=b=c", "sms="], stages: {} });
    expect(given.map(({ name }) => name)).toEqual(["mfa", "sms"]);
    expect(unknownNames(given, known)).toEqual([]);
  });

  test.each(["constructor", "__proto__", "toString"])("is reported for %s as for any other", (name) => {
    expect(unknownNames([{ name, place: "--param" }], known)).toHaveLength(1);
  });

  test("has no nearest one if no name is known", () => {
    expect(nearestName("mfa", [])).toBeNull();
  });
});

describe("the distance of two names", () => {
  test.each([
    ["mfa", "mfa", 0],
    ["mfa", "maf", 1],
    ["mfa", "mf", 1],
    ["", "abc", 3],
    ["kitten", "sitting", 3],
  ])("%s, %s: %i", (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  test("is the same in both directions, and 0 for the same name alone", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (left, right) => {
        expect(editDistance(left, right)).toBe(editDistance(right, left));
        expect(editDistance(left, right) === 0).toBe(left === right);
      }),
    );
  });
});

test("names are those that the configuration reads, in all kinds of its files", () => {
  const folder = mkdtempSync(join(tmpdir(), "parameter-names-"));
  const files = {
    "serverless.yml": "region: $" + "{opt:region, param:one}",
    "config/environment.yml": "A: $" + "{param:two, null}",
    "resources/iam/x.yml": "B: $" + "{param:three}",
    "resources/monitoring.js": 'await resolveVariable("param:four")',
    "functions/auth/functions.yml": "C: $" + "{param:five}",
    "functions/auth/handler.ts": "// param:notRead",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  expect([...readParameterNames(folder)].sort()).toEqual(["five", "four", "one", "three", "two"]);
  rmSync(folder, { recursive: true });
});

test("every name that this service reads is set in config/params.yml", () => {
  const names = readParameterNames(resolve(import.meta.dirname, "../../.."));
  expect(names.has("loginDomainName")).toBe(true);
  expect(names.size).toBeGreaterThan(70);
});
