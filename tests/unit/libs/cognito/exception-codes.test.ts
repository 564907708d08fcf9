import { readFileSync } from "node:fs";
import {
  InternalErrorException,
  InvalidPasswordException,
  LimitExceededException,
  NotAuthorizedException,
  UserLambdaValidationException,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "@jest/globals";
import { EXCEPTION_CODES, exceptionName, fromCognito } from "../../../../libs/cognito/exception-codes.ts";
import { REFUSALS, type RefusalName } from "../../../../libs/messages/refusals.ts";

interface ServiceModel {
  readonly operations: Readonly<Record<string, { readonly errors?: readonly string[] }>>;
}

const model: ServiceModel = JSON.parse(
  readFileSync(new URL("../../../../local/model/cognito-idp.json", import.meta.url), "utf8"),
);

const answer = (message: string) => ({ message, $metadata: { httpStatusCode: 400 } });

test("every exception of every operation has a code", () => {
  const names = Object.values(model.operations).flatMap(({ errors = [] }) => errors);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !Object.hasOwn(EXCEPTION_CODES, name))).toEqual([]);
});

describe("an exception", () => {
  test("becomes the usual code", () => {
    expect(fromCognito(new NotAuthorizedException(answer("no"))).code).toBe("internal_error");
    expect(fromCognito(new LimitExceededException(answer("no"))).code).toBe("too_many_requests");
  });

  test("becomes the route's own code if it has one", () => {
    const error = fromCognito(new NotAuthorizedException(answer("no")), {
      NotAuthorizedException: "invalid_credentials",
    });
    expect(error.code).toBe("invalid_credentials");
  });

  test("does not expose its message", () => {
    const { detail } = fromCognito(new NotAuthorizedException(answer("User is disabled.")));
    expect(detail).toBeUndefined();
  });

  test("stays with the error as its cause", () => {
    const cause = new NotAuthorizedException(answer("no"));
    expect(fromCognito(cause).cause).toBe(cause);
  });

  test("is recognized by its name, even from another copy of the SDK", () => {
    const error = Object.assign(new Error("no"), { name: "CodeMismatchException" });
    expect(fromCognito(error).code).toBe("code_mismatch");
  });

  test("with an unknown name is ignored, even one that objects inherit", () => {
    expect(exceptionName(Object.assign(new Error("no"), { name: "constructor" }))).toBeUndefined();
  });
});

test("a refused password reports the broken rule", () => {
  const error = new InvalidPasswordException(
    answer("Password did not conform with policy: Password must have uppercase characters"),
  );
  expect(fromCognito(error)).toMatchObject({
    code: "invalid_password",
    detail: "Password must have uppercase characters",
  });
});

describe("a trigger that refused", () => {
  test("has its own text for the caller", () => {
    const error = new UserLambdaValidationException(
      answer(`PreSignUp failed with error ${REFUSALS.emailDomain}.`),
    );
    expect(fromCognito(error)).toMatchObject({ code: "request_refused", detail: REFUSALS.emailDomain });
  });

  test("but not if it crashed", () => {
    const error = new UserLambdaValidationException(
      answer("PreSignUp failed with error x is not a function."),
    );
    expect(fromCognito(error)).toMatchObject({
      code: "request_refused",
      detail: undefined,
      reason: "trigger",
    });
  });
});

describe("a refused request has a reason", () => {
  const ofTrigger = (name: RefusalName) =>
    fromCognito(new UserLambdaValidationException(answer(`PreSignUp failed with error ${REFUSALS[name]}`)));
  const names = Object.keys(REFUSALS) as RefusalName[];

  test.each(names)("%s of a trigger, unless it is another problem altogether", (name) => {
    const { code, reason } = ofTrigger(name);
    expect(reason !== undefined).toBe(code === "request_refused");
  });

  test("that a client can distinguish from the others", () => {
    expect(
      ["emailDomain", "emailMissing", "emailUnverified", "invitationMissing", "accountUnavailable"].map(
        (name) => ofTrigger(name as RefusalName).reason,
      ),
    ).toEqual([
      "email_domain_not_allowed",
      "email_missing",
      "email_not_verified",
      "invitation_required",
      "account_unavailable",
    ]);
  });

  test("for a firewall, and for a pool to which only administrators add users", () => {
    const error = (name: string) => Object.assign(new Error("no"), { name });
    expect(fromCognito(error("ForbiddenException")).reason).toBe("firewall");
    const closed = { NotAuthorizedException: "request_refused" } as const;
    expect(fromCognito(error("NotAuthorizedException"), closed).reason).toBe("sign_up_closed");
    expect(fromCognito(error("NotAuthorizedException")).reason).toBeUndefined();
  });
});

describe("an outage", () => {
  test.each([
    [
      "Cognito's own error",
      new InternalErrorException({ message: "oops", $metadata: { httpStatusCode: 500 } }),
    ],
    ["no answer in time", Object.assign(new Error("late"), { name: "TimeoutError" })],
    ["no connection", Object.assign(new Error("refused"), { code: "ECONNREFUSED" })],
    [
      "a bad gateway on the way",
      Object.assign(new Error("bad"), { name: "Unknown", $metadata: { httpStatusCode: 502 } }),
    ],
  ])("%s means that the service is unavailable", (_name, error) => {
    expect(fromCognito(error).code).toBe("service_unavailable");
  });
});

test("everything else is an internal error", () => {
  expect(fromCognito(new TypeError("bug")).code).toBe("internal_error");
  expect(fromCognito("text").code).toBe("internal_error");
});
