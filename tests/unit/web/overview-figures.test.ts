import { describe, expect, test } from "@jest/globals";
import type { OverviewDay } from "../../../clients/typescript/api-types.ts";
import { sentAndUsedOf, signInsOf } from "../../../web/src/areas/admin/overview/figures.ts";

const NO_SIGN_INS = { password: 0, passkey: 0, code: 0, link: 0, hosted: 0, provider: 0, other: 0 };

const day = (of: Partial<OverviewDay>): OverviewDay => ({
  day: "2026-11-30",
  activeUsers: 0,
  signUps: 0,
  signIns: 0,
  signInsByMethod: NO_SIGN_INS,
  signInsWithSecondFactor: 0,
  signInFailures: 0,
  refusals: {},
  otpSent: 0,
  otpUsed: 0,
  linksSent: 0,
  linksUsed: 0,
  mfa: null,
  ...of,
});

describe("codes and links that were sent and used", () => {
  const texts = {
    otpSent: "Codes sent",
    otpUsed: "Codes used",
    linksSent: "Links sent",
    linksUsed: "Links used",
  };
  const labels = (days: readonly OverviewDay[]) => sentAndUsedOf(days, texts).map(({ label }) => label);

  test("are two series each", () => {
    expect(sentAndUsedOf([day({ otpSent: 2, otpUsed: 1 }), day({ linksSent: 3 })], texts)).toEqual([
      { label: "Codes sent", values: [2, 0] },
      { label: "Codes used", values: [1, 0] },
      { label: "Links sent", values: [0, 3] },
      { label: "Links used", values: [0, 0] },
    ]);
  });

  test("are left out if there were none", () => {
    expect(labels([day({ otpSent: 1 })])).toEqual(["Codes sent", "Codes used"]);
    expect(labels([day({ linksUsed: 1 })])).toEqual(["Links sent", "Links used"]);
    expect(labels([day({})])).toEqual([]);
  });
});

describe("sign-ins by method", () => {
  const texts = {
    password: "Password",
    passkey: "Passkey",
    code: "Code",
    link: "Link",
    hosted: "Pages",
    provider: "Provider",
    other: "Other",
  };
  const by = (of: Partial<typeof NO_SIGN_INS>) => day({ signInsByMethod: { ...NO_SIGN_INS, ...of } });

  test("those by link have a series of their own", () => {
    expect(signInsOf([by({ code: 1, link: 2 })], texts)).toEqual([
      { label: "Code", values: [1] },
      { label: "Link", values: [2] },
    ]);
  });

  test("more than five methods are four and the rest", () => {
    const all = { password: 1, passkey: 2, code: 3, link: 4, hosted: 5, provider: 6, other: 7 };
    expect(
      signInsOf([by(all), by({ provider: 1 })], texts).map(({ label, values }) => [label, values]),
    ).toEqual([
      ["Password", [1, 0]],
      ["Passkey", [2, 0]],
      ["Code", [3, 0]],
      ["Link", [4, 0]],
      ["Other", [18, 1]],
    ]);
  });
});
