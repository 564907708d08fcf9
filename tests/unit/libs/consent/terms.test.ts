import { describe, expect, test } from "@jest/globals";
import { TERMS_VARIABLES, termsOf } from "../../../../libs/consent/terms.ts";
import { termsGuard } from "../../../../libs/consent/terms-guard.ts";
import { readEnvironment } from "../../../../libs/env.ts";

const SET = {
  TERMS: "require",
  TERMS_VERSION: "2026-12-01",
  TERMS_URL: "https://www.example.com/terms",
  PRIVACY_URL: "https://www.example.com/privacy",
};
const terms = { version: "2026-12-01", termsUrl: SET.TERMS_URL, privacyUrl: SET.PRIVACY_URL };
const read = (variables: Record<string, string>) => termsOf(readEnvironment(TERMS_VARIABLES, variables));

describe("the terms of an environment", () => {
  test("are a version and its two pages, required or only asked for", () => {
    expect(read(SET)).toEqual({ ...terms, isRequired: true });
    expect(read({ ...SET, TERMS: "ask" })).toEqual({ ...terms, isRequired: false });
    expect(read({ ...SET, TERMS: "off" })).toBeUndefined();
    expect(read({ TERMS: "off", TERMS_VERSION: "", TERMS_URL: "", PRIVACY_URL: "" })).toBeUndefined();
  });

  test.each(["TERMS_VERSION", "TERMS_URL", "PRIVACY_URL"])("are refused without %s", (name) => {
    expect(() => read({ ...SET, [name]: "" })).toThrow(
      "TERMS needs TERMS_VERSION, TERMS_URL and PRIVACY_URL",
    );
  });

  test.each([
    ["TERMS", "on", "TERMS is not one of off, ask, require"],
    ["TERMS_VERSION", "1#2", "TERMS_VERSION must have at most 32 letters"],
    ["TERMS_VERSION", "x".repeat(33), "TERMS_VERSION must have at most 32 letters"],
    ["TERMS_URL", "http://www.example.com/terms", "TERMS_URL is not an https address"],
    ["PRIVACY_URL", "javascript:alert(1)", "PRIVACY_URL is not an https address"],
  ])("are refused with %s=%s", (name, value, message) => {
    expect(() => read({ ...SET, [name]: value })).toThrow(message);
  });
});

describe("the guard", () => {
  const required = { ...terms, isRequired: true };

  test("refuses a user until the current version is accepted, then never asks again", async () => {
    const accepted: string[] = [];
    const asked: string[][] = [];
    const guard = termsGuard(required, {
      hasAccepted: async (sub, version) => {
        asked.push([sub, version]);
        return accepted.includes(sub);
      },
    });
    await expect(guard("ada")).rejects.toMatchObject({ code: "terms_not_accepted" });
    accepted.push("ada");
    await guard("ada");
    await guard("ada");
    await expect(guard("bob")).rejects.toMatchObject({ code: "terms_not_accepted" });
    expect(asked).toEqual([
      ["ada", "2026-12-01"],
      ["ada", "2026-12-01"],
      ["bob", "2026-12-01"],
    ]);
  });

  test("remembers 10,000 users; the first is looked up again", async () => {
    let looked = 0;
    const guard = termsGuard(required, {
      hasAccepted: async () => {
        looked += 1;
        return true;
      },
    });
    for (let user = 0; user <= 10_000; user += 1) await guard(`user-${user}`);
    expect(looked).toBe(10_001);
    await guard("user-1");
    expect(looked).toBe(10_001);
    await guard("user-0");
    expect(looked).toBe(10_002);
  });

  test("refuses if the table can't be asked", async () => {
    const unavailable = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    const guard = termsGuard(required, { hasAccepted: () => Promise.reject(unavailable) });
    await expect(guard("ada")).rejects.toMatchObject({ name: "ApiError" });
  });
});
