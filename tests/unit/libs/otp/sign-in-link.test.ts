import { expect, test } from "@jest/globals";
import { makeChallengeId, makeSecret } from "../../../../libs/otp/one-time-code.ts";
import {
  challengeIdOf,
  makeLinkToken,
  readLinkToken,
  renderSignInLink,
} from "../../../../libs/otp/sign-in-link.ts";

const [id, seed, key] = [makeChallengeId(), makeSecret(), makeSecret()];
const token = makeLinkToken(id, seed, key);

test("the same session and table make the same token, and neither can be missing", () => {
  expect(makeLinkToken(id, seed, key)).toBe(token);
  const others = [makeLinkToken(id, makeSecret(), key), makeLinkToken(id, seed, makeSecret())];
  expect(new Set([token, ...others]).size).toBe(3);
  expect(token).not.toContain(seed);
  expect(token).not.toContain(key);
});

test("a token names its challenge", () => {
  expect(challengeIdOf(token)).toBe(id);
  expect(readLinkToken(` ${token}\n`)).toBe(token);
});

test.each(["", "123456", "no token", id, token.replace(".", "")])("%j is not a token", (text) => {
  expect(readLinkToken(text)).toBeUndefined();
  expect(challengeIdOf(text)).toBeUndefined();
});

test("a token that lost its end, or got one, is not a token, but still names its challenge", () => {
  for (const text of [`${id}.`, token.slice(0, -1), `${token}x`, `${token}.`]) {
    expect([readLinkToken(text), challengeIdOf(text)]).toEqual([undefined, id]);
  }
});

test("a token with something before it is not a token, and names no challenge", () => {
  for (const text of [`x${token}`, `#token=${token}`, `-${id}.`]) {
    expect([readLinkToken(text), challengeIdOf(text)]).toEqual([undefined, undefined]);
  }
});

test("a link leads to the origin that asked, if it is an allowed one; its token is in the fragment", () => {
  const origins = ["https://app.example.com", "https://admin.example.com"];
  const linkFor = (wanted: string | undefined) => new URL(renderSignInLink(token, { origins, wanted }));
  expect(linkFor("https://admin.example.com").origin).toBe("https://admin.example.com");
  for (const wanted of [undefined, "", "https://evil.example", "https://app.example.com.evil.example"]) {
    expect(linkFor(wanted).origin).toBe("https://app.example.com");
  }
  const { pathname, search, hash } = linkFor(undefined);
  expect([pathname, search, hash]).toEqual(["/sign-in/link", "", `#token=${token}`]);
});
