import { describe, expect, test } from "@jest/globals";
import { duplicateNames } from "../../../web/src/areas/tools/tokens/duplicate-names.ts";
import { MAX_LENGTH, readToken } from "../../../web/src/areas/tools/tokens/read-token.ts";
import { readSearch } from "../../../web/src/areas/tools/tokens/search.ts";

const encode = (text: string) => Buffer.from(text).toString("base64url");
const HEADER = encode('{"alg":"RS256"}');
const CLAIMS = encode('{"sub":"añâ","exp":1}');
const codesOf = (text: string) => readToken(text)?.problems.map(({ code }) => code);

describe("a token is read", () => {
  test("whatever is around it", () => {
    const token = `${HEADER}.${CLAIMS}.c2ln`;
    for (const pasted of [
      token,
      ` ${token}\n`,
      `Bearer ${token}`,
      `Authorization: Bearer ${token}`,
      `"${token}",`,
      `${HEADER}.\n  ${CLAIMS}.c2ln`,
    ]) {
      expect(readToken(pasted)).toEqual({
        text: token,
        kind: "signed",
        header: { alg: "RS256" },
        claims: { sub: "añâ", exp: 1 },
        problems: [],
      });
    }
  });

  test("only the header of an encrypted one", () => {
    expect(readToken(`${encode('{"enc":"A256GCM"}')}.a.b.c.d`)).toMatchObject({
      kind: "encrypted",
      header: { enc: "A256GCM" },
      claims: undefined,
      problems: [],
    });
  });

  test("one without a signature, according to its header", () => {
    expect(readToken(`${encode('{"alg":"none"}')}.${CLAIMS}.`)).toMatchObject({
      kind: "signed",
      problems: [],
    });
    expect(codesOf(`${HEADER}.${CLAIMS}.`)).toEqual(["empty_part"]);
  });

  test("nothing from empty input", () => {
    expect(readToken(" \n")).toBeUndefined();
  });
});

test.each([
  ["hello", ["not_a_jwt"]],
  ["a.b", ["not_a_jwt"]],
  ["a.b.c.d", ["not_a_jwt"]],
  ["x".repeat(MAX_LENGTH + 1), ["too_large"]],
  [`${HEADER}.${CLAIMS}.ä`, ["not_base64url"]],
  [`${HEADER}.${CLAIMS}.ab+/`, ["plain_base64"]],
  [`${HEADER}.${CLAIMS}.abc=`, ["plain_base64"]],
  [`${HEADER}.${CLAIMS}.abcde`, ["cut_off"]],
  [`${HEADER}.c2VjcmV0.abcd`, ["not_json"]],
  [`${HEADER}..abcd`, ["empty_part"]],
  [`${HEADER}._____w.abcd`, ["not_utf8"]],
  [`${encode("[1]")}.${encode("null")}.abcd`, ["not_an_object", "not_an_object"]],
  [`${HEADER}.${encode(`{"a":${"[".repeat(40)}${"]".repeat(40)}}`)}.abcd`, ["too_deep"]],
  [`${HEADER}.${encode('{"sub":"a","sub":"b"}')}.abcd`, ["duplicate_names"]],
])("%.40s is explained", (token, codes) => {
  expect(codesOf(token)).toEqual(codes);
});

test("duplicate names in an object, at any level, in any notation", () => {
  expect(duplicateNames('{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}')).toEqual([]);
  expect(duplicateNames('{"a":1,"\\u0061" : 2}')).toEqual(["a"]);
  expect(duplicateNames('{"a":"{\\"b\\":1,\\"b\\":2}"}')).toEqual([]);
  expect(duplicateNames('{"a":[{"b":1,"b":{}}],"a":{}}')).toEqual(["b", "a"]);
});

test("the URL has the view, never a token", () => {
  expect(readSearch({ token: "id", route: "GET /v1/me", with: "pasted" })).toEqual({
    token: "id",
    route: "GET /v1/me",
    with: "pasted",
  });
  expect(readSearch({ token: `${HEADER}.${CLAIMS}.c2ln`, with: "refresh", access_token: "x" })).toEqual({});
});
