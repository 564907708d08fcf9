import { describe, expect, test } from "@jest/globals";
import { describeSession } from "../../../../libs/sessions/describe-session.ts";
import { matchSessions, nativesOf } from "../../../../libs/sessions/match-sessions.ts";
import { isNativeId, type NativeSession } from "../../../../libs/sessions/native-sessions.ts";
import type { Session } from "../../../../libs/sessions/session-store.ts";

const NOON = Date.UTC(2026, 10, 30, 12);
const MINUTE = 60_000;

const own = (originJti: string, at = NOON, more: Partial<Session> = {}): Session => ({
  sub: "ada",
  originJti,
  clientId: "spa",
  createdAt: at,
  firstUsedAt: at + 2_000,
  lastUsedAt: at + 2_000,
  ip: "192.0.2.1",
  userAgent: "Laptop/1",
  ...more,
});

const native = (id: string, at = NOON, more: Partial<NativeSession> = {}): NativeSession => ({
  id,
  kind: "TOKEN",
  clientId: "spa",
  createdAt: at + 1_000,
  lastUsedAt: at + 1_000,
  device: "Chrome 125 / macOS 15.0",
  ip: "192.0.2.7",
  ...more,
});

const idsOf = (sessions: ReturnType<typeof matchSessions>) =>
  sessions.map((session) => [session.own?.originJti, session.native?.id]);

describe("a sign-in is the session", () => {
  test("that its tokens named, whenever that began", () => {
    const linked = own("one", NOON, { nativeId: "tkn1" });
    expect(idsOf(matchSessions([linked], [native("tkn1", NOON - 60 * MINUTE)]))).toEqual([["one", "tkn1"]]);
  });

  test("of its client that began between sign-in and first use, if none was named", () => {
    const natives = [
      native("other client", NOON, { clientId: "server" }),
      native("before", NOON - MINUTE),
      native("after", NOON + MINUTE),
      native("browser", NOON, { kind: "SSO" }),
      native("it"),
    ];
    expect(nativesOf(own("one"), natives, new Set()).map(({ id }) => id)).toEqual(["it"]);
    expect(nativesOf(own("one"), natives, new Set(["it"]))).toEqual([]);
  });

  test("that may be any of several: all are candidates, and the list shows each once", () => {
    const two = [native("early", NOON - 500), native("late", NOON + 500)];
    expect(nativesOf(own("one"), two, new Set())).toHaveLength(2);
    expect(idsOf(matchSessions([own("one")], two))).toEqual([
      ["one", "late"],
      [undefined, "early"],
    ]);
  });

  test("of none, if Cognito does not list it yet; of an older version without its first use", () => {
    expect(idsOf(matchSessions([own("one")], []))).toEqual([["one", undefined]]);
    const { firstUsedAt: _, ...older } = own("one");
    expect(nativesOf(older, [native("it")], new Set())).toHaveLength(1);
  });
});

describe("the list", () => {
  test("leaves out a sign-in that Cognito has ended", () => {
    expect(matchSessions([own("one", NOON, { nativeId: "tkn1" })], [])).toEqual([]);
  });

  test("has sessions that never used the API, the last used of all first", () => {
    const stolen = native("stolen", NOON - 60 * MINUTE, { lastUsedAt: NOON + MINUTE });
    expect(idsOf(matchSessions([own("one", NOON, { nativeId: "tkn1" })], [native("tkn1"), stolen]))).toEqual([
      [undefined, "stolen"],
      ["one", "tkn1"],
    ]);
  });

  test("has a browser's session only if no tokens that came through it are listed", () => {
    const browser = native("sso1", NOON, { kind: "SSO" });
    const through = native("tkn1", NOON, { ssoId: "sso1" });
    expect(idsOf(matchSessions([], [browser, through]))).toEqual([[undefined, "tkn1"]]);
    expect(idsOf(matchSessions([], [browser]))).toEqual([[undefined, "sso1"]]);
  });
});

describe("a session in the API's form", () => {
  test("has the API's device and address, the later use, and a place only for that address", () => {
    const located = native("tkn1", NOON + 5 * MINUTE, { location: "Seattle, United States" });
    const described = describeSession({ own: own("one"), native: located });
    expect(described).toEqual({
      id: "one",
      device: "Laptop/1",
      ip: "192.0.2.1",
      clientId: "spa",
      createdAt: "2026-11-30T12:00:00.000Z",
      lastUsedAt: "2026-11-30T12:05:01.000Z",
    });
    const same = { ...located, ip: "192.0.2.1" };
    expect(describeSession({ own: own("one"), native: same }).location).toBe("Seattle, United States");
  });

  test("has Cognito's if it never used the API; a browser's is one of the sign-in pages", () => {
    expect(describeSession({ native: native("sso1", NOON, { kind: "SSO", location: "Oslo" }) })).toEqual({
      id: "sso1",
      device: "Chrome 125 / macOS 15.0",
      ip: "192.0.2.7",
      clientId: "spa",
      createdAt: "2026-11-30T12:00:01.000Z",
      lastUsedAt: "2026-11-30T12:00:01.000Z",
      location: "Oslo",
      signIn: { method: "hosted" },
    });
  });
});

test("Cognito's ids differ from an origin_jti", () => {
  expect(isNativeId(`tkn${"a1".repeat(12)}b`)).toBe(true);
  expect(isNativeId(`sso${"a1".repeat(12)}b`)).toBe(true);
  expect(isNativeId("77766666-f0a1-7003-c2b9-0123456789ab")).toBe(false);
  expect(isNativeId(`tkn${"A".repeat(25)}`)).toBe(false);
});
