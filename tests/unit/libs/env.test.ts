import { describe, expect, test } from "@jest/globals";
import {
  commaList,
  oneOf,
  optionalText,
  positiveInteger,
  readEnvironment,
  text,
  textUpTo,
  webAddress,
} from "../../../libs/env.ts";

test("variables are parsed by type", () => {
  const environment = readEnvironment(
    { NAME: text, SIZE: positiveInteger, DOMAINS: commaList, ENDPOINT: optionalText, VERSION: optionalText },
    {
      NAME: "x",
      SIZE: "10485760",
      DOMAINS: " a.example, ,b.example ",
      ENDPOINT: "",
      VERSION: "1",
      OTHER: "y",
    },
  );
  expect(environment).toEqual({
    NAME: "x",
    SIZE: 10_485_760,
    DOMAINS: ["a.example", "b.example"],
    ENDPOINT: undefined,
    VERSION: "1",
  });
});

test("a closed list accepts only its own words", () => {
  const read = (WAY: string | undefined) => readEnvironment({ WAY: oneOf(["code", "link"]) }, { WAY });
  expect(read("link")).toEqual({ WAY: "link" });
  for (const other of ["Link", "", undefined]) {
    expect(() => read(other)).toThrow("WAY is not one of code, link");
  }
});

test("a web address is one of http or https", () => {
  const read = (URL: string) => readEnvironment({ URL: webAddress }, { URL });
  expect(read("https://auth.example.com/base")).toEqual({ URL: "https://auth.example.com/base" });
  for (const other of ["auth.example.com", "javascript:alert(1)", "/v1"]) {
    expect(() => read(other)).toThrow("URL is not a web address");
  }
});

describe("the complaint", () => {
  test("names every invalid variable", () => {
    const read = () =>
      readEnvironment({ A: text, B: positiveInteger, C: text, D: text }, { B: "many", C: " ", D: "d" });
    expect(read).toThrow(
      "The environment is not complete: A is missing, B is not a positive integer, C is empty",
    );
  });

  test("never contains a value", () => {
    expect(() => readEnvironment({ SECRET: positiveInteger }, { SECRET: "hunter2" })).not.toThrow("hunter2");
  });

  test.each(["0", "-1", "1.5", "1e3", "0x10", "", " 1", "9".repeat(20)])(
    "%p is not a positive integer",
    (value) => {
      expect(() => readEnvironment({ SIZE: positiveInteger }, { SIZE: value })).toThrow("SIZE");
    },
  );
});

test("a list that is not set is empty", () => {
  expect(readEnvironment({ DOMAINS: commaList }, {})).toEqual({ DOMAINS: [] });
});

test("a text may have a limit", () => {
  expect(readEnvironment({ APP_NAME: textUpTo(3) }, { APP_NAME: "abc" })).toEqual({ APP_NAME: "abc" });
  expect(() => readEnvironment({ APP_NAME: textUpTo(3) }, { APP_NAME: "abcd" })).toThrow(
    "APP_NAME is longer than 3 characters",
  );
});
