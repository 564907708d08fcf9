import { describe, expect, test } from "@jest/globals";
import { isChannel, readChannel } from "../../../../libs/otp/channel.ts";
import { readPrivateParameters } from "../../../../libs/otp/otp-parameters.ts";

describe("the private parameters of a challenge", () => {
  const [challengeId, digest] = ["id", "digest"];

  test("are read as the create trigger writes them", () => {
    const asks = { challenge: "PROVIDE_AUTH_PARAMETERS", challengeId };
    expect(readPrivateParameters({ ...asks, more: 1 })).toEqual(asks);
    const code = { challenge: "ONE_TIME_CODE", challengeId, digest };
    expect(readPrivateParameters({ ...code, more: 1 })).toEqual(code);
  });

  test.each([
    [undefined],
    [null],
    [{}],
    [{ challengeId, digest }],
    [{ challenge: "", challengeId, digest }],
    [{ challenge: "OTHER", challengeId, digest }],
    [{ challenge: "PROVIDE_AUTH_PARAMETERS" }],
    [{ challenge: "PROVIDE_AUTH_PARAMETERS", challengeId: "" }],
    [{ challenge: "PROVIDE_AUTH_PARAMETERS", challengeId: 7 }],
    [{ challenge: "ONE_TIME_CODE", challengeId }],
    [{ challenge: "ONE_TIME_CODE", challengeId, digest: 7 }],
    [{ challenge: "ONE_TIME_CODE", digest }],
  ])("are refused: %j", (given) => {
    expect(readPrivateParameters(given)).toBeUndefined();
  });
});

test("a code can be sent by e-mail or SMS", () => {
  expect(readChannel('{"channel":"email"}')).toBe("email");
  expect(readChannel('{"channel":"sms","more":1}')).toBe("sms");
  for (const answer of ["", "email", "{}", "null", '{"channel":"pigeon"}', '{"channel":["sms"]}']) {
    expect(readChannel(answer)).toBeUndefined();
  }
  expect(["email", "sms", "link", "", undefined, "EMAIL"].map(isChannel)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
