import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import {
  accessTokenClaims,
  idTokenClaims,
  type TokenSubject,
} from "../../../../../local/cognito/domain/token-claims.ts";
import {
  NO_OVERRIDES,
  overrideAccessToken,
  overrideIdToken,
  overrideSubject,
  readTokenOverrides,
  type TokenOverrides,
} from "../../../../../local/cognito/domain/token-overrides.ts";

const subject: TokenSubject = {
  issuer: "http://localhost:4566/us-east-1_Ab12Cd34E",
  clientId: "client",
  sub: "a-sub",
  username: "ada",
  attributes: {
    email: "ada@example.com",
    email_verified: "true",
    phone_number_verified: "false",
    address: "1 Main Street",
    updated_at: "1768478400",
    "custom:age": "36",
  },
  groups: { groups: ["users"], roles: ["role"], preferredRole: "role" },
  scopes: ["aws.cognito.signin.user.admin"],
  originJti: "origin",
  deviceKey: null,
  eventId: "event",
  authTime: 100,
  issuedAt: 200,
  hosted: null,
};
const terms = { jti: "a-jti", lifetime: 300 };
const idToken = idTokenClaims(subject, terms);
const accessToken = accessTokenClaims(subject, terms);

const PROTECTED = [
  "sub",
  "iss",
  "exp",
  "iat",
  "jti",
  "auth_time",
  "token_use",
  "origin_jti",
  "cognito:username",
];
const claimNames = fc.oneof(
  fc.constantFrom(
    ...PROTECTED,
    "aud",
    "client_id",
    "username",
    "scope",
    "event_id",
    "email",
    "cognito:groups",
    "plan",
  ),
  fc.string(),
);
const changes = fc.record({
  add: fc.dictionary(claimNames, fc.jsonValue()),
  suppress: fc.array(claimNames),
});

describe("overrides", () => {
  test("never touch what Cognito protects, whatever the trigger says", async () => {
    await fc.assert(
      fc.property(changes, changes, (id, access) => {
        const overrides: TokenOverrides = { ...NO_OVERRIDES, idToken: id, accessToken: access };
        const changedId = overrideIdToken(idToken, overrides);
        const changedAccess = overrideAccessToken(accessToken, overrides);
        for (const name of [...PROTECTED, "aud"]) {
          expect(changedId[name]).toEqual(idToken[name]);
        }
        const inAccess = [...PROTECTED, "client_id", "username", "scope", "event_id"];
        for (const name of inAccess.filter((claim) => claim !== "cognito:username")) {
          expect(changedAccess[name]).toEqual(accessToken[name]);
        }
        expect(["client", undefined]).toContain(changedAccess.aud);
      }),
    );
  });

  test("a claim that is both added and suppressed is missing", () => {
    const both = { add: { email: "other", plan: "gold" }, suppress: ["email", "plan"] };
    const changed = overrideIdToken(idToken, { ...NO_OVERRIDES, idToken: both });
    expect(changed).not.toHaveProperty("email");
    expect(changed).not.toHaveProperty("plan");
  });

  test("an access token gets claims, too, and loses them", () => {
    const plan = { add: { plan: "gold" }, suppress: ["color"] };
    const changed = overrideAccessToken(
      { client_id: "client", color: "red" },
      { ...NO_OVERRIDES, accessToken: plan },
    );
    expect(changed).toEqual({ client_id: "client", plan: "gold" });
  });

  test("scopes are added and suppressed once each; Cognito's own can't be added", () => {
    const overrides = {
      ...NO_OVERRIDES,
      scopesToAdd: ["api/files", "api/files", "aws.cognito.other"],
      scopesToSuppress: ["aws.cognito.signin.user.admin"],
    };
    expect(overrideSubject(subject, overrides).scopes).toEqual(["api/files"]);
  });

  test.each([
    ["missing", {}, null],
    ["null", { groupOverrideDetails: null }, { groups: [], roles: [], preferredRole: null }],
    ["empty", { groupOverrideDetails: {} }, { groups: [], roles: [], preferredRole: null }],
  ])("group details that are %s", (_what, details, groups) => {
    expect(readTokenOverrides("V1_0", { claimsOverrideDetails: details })?.groups).toEqual(groups);
    expect(readTokenOverrides("V2_0", { claimsAndScopeOverrideDetails: details })?.groups).toEqual(groups);
  });

  test("reading never throws: a response is accepted or refused", async () => {
    await fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("claimsOverrideDetails", "claimsAndScopeOverrideDetails"),
          fc.jsonValue(),
        ),
        (response) => {
          for (const version of ["V1_0", "V2_0"] as const) {
            const overrides = readTokenOverrides(version, response);
            expect(overrides === null || Array.isArray(overrides.scopesToAdd)).toBe(true);
          }
        },
      ),
    );
  });
});

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html, "claims that you can't modify" */
describe("a trigger can neither add nor suppress", () => {
  const everywhere = [
    ..."acr amr at_hash auth_time azp exp iat iss jti nbf nonce origin_jti sub token_use".split(" "),
    "cognito:username",
  ];
  const attempt = (name: string) => {
    const changes = { add: { [name]: "forged" }, suppress: [] };
    return { ...NO_OVERRIDES, idToken: changes, accessToken: changes };
  };
  const removal = (name: string) => {
    const changes = { add: {}, suppress: [name] };
    return { ...NO_OVERRIDES, idToken: changes, accessToken: changes };
  };

  test.each([...everywhere, "aud", "identities"])("%s of an ID token", (name) => {
    expect(overrideIdToken({ [name]: "own" }, attempt(name))).toEqual({ [name]: "own" });
    expect(overrideIdToken({}, attempt(name))).toEqual({});
    expect(overrideIdToken({ [name]: "own" }, removal(name))).toEqual({ [name]: "own" });
  });

  test.each([...everywhere, "client_id", "device_key", "event_id", "scope", "username", "version"])(
    "%s of an access token",
    (name) => {
      expect(overrideAccessToken({ [name]: "own" }, attempt(name))).toEqual({ [name]: "own" });
      expect(overrideAccessToken({}, attempt(name))).toEqual({});
      expect(overrideAccessToken({ [name]: "own" }, removal(name))).toEqual({ [name]: "own" });
    },
  );

  test.each(["cognito:x", "dev:x"])("%s, which is Cognito's own", (name) => {
    expect(overrideIdToken({}, attempt(name))).toEqual({});
    expect(overrideAccessToken({}, attempt(name))).toEqual({});
  });

  test("but similar names, and the client as the audience", () => {
    expect(overrideIdToken({}, attempt("my-cognito:x"))).toEqual({ "my-cognito:x": "forged" });
    expect(overrideIdToken({}, attempt("device_key"))).toEqual({ device_key: "forged" });
    const own = { add: { aud: "client" }, suppress: [] };
    const overrides = { ...NO_OVERRIDES, accessToken: own };
    expect(overrideAccessToken({ client_id: "client" }, overrides)).toEqual({
      client_id: "client",
      aud: "client",
    });
    expect(overrideAccessToken({ client_id: "other" }, overrides)).toEqual({ client_id: "other" });
  });
});

describe("a response of the first version", () => {
  const read = (claimsOverrideDetails: unknown) => readTokenOverrides("V1_0", { claimsOverrideDetails });

  test("changes the ID token and the groups", () => {
    const details = {
      claimsToAddOrOverride: { plan: "gold" },
      claimsToSuppress: ["email"],
      groupOverrideDetails: { groupsToOverride: ["g"], iamRolesToOverride: ["r"], preferredRole: "r" },
    };
    expect(read(details)).toEqual({
      ...NO_OVERRIDES,
      idToken: { add: { plan: "gold" }, suppress: ["email"] },
      groups: { groups: ["g"], roles: ["r"], preferredRole: "r" },
    });
  });

  test.each([undefined, null])("may be empty: %j", (details) => {
    expect(read(details)).toEqual(NO_OVERRIDES);
    expect(read({ claimsToAddOrOverride: details, claimsToSuppress: details })).toEqual(NO_OVERRIDES);
  });

  test.each([
    ["a text", "x"],
    ["a list", []],
    ["claims that are a list", { claimsToAddOrOverride: ["x"] }],
    ["a claim that is a number", { claimsToAddOrOverride: { plan: "gold", age: 7 } }],
    ["names that are a text", { claimsToSuppress: "x" }],
    ["a name that is a number", { claimsToSuppress: ["x", 7] }],
    ["groups that are a text", { groupOverrideDetails: "x" }],
    ["a group that is a number", { groupOverrideDetails: { groupsToOverride: [7] } }],
    ["a role that is a number", { groupOverrideDetails: { iamRolesToOverride: [7] } }],
    ["a preferred role that is a number", { groupOverrideDetails: { preferredRole: 7 } }],
  ])("is refused with %s", (_, details) => {
    expect(read(details)).toBeNull();
  });
});

describe("a response of the second version", () => {
  const read = (claimsAndScopeOverrideDetails: unknown) =>
    readTokenOverrides("V2_0", { claimsAndScopeOverrideDetails });

  test("changes both tokens, with claims of any type, and the scopes", () => {
    const details = {
      idTokenGeneration: { claimsToAddOrOverride: { age: 7 }, claimsToSuppress: ["email"] },
      accessTokenGeneration: {
        claimsToAddOrOverride: { list: ["x"] },
        claimsToSuppress: ["y"],
        scopesToAdd: ["api/read"],
        scopesToSuppress: ["openid"],
      },
    };
    expect(read(details)).toEqual({
      idToken: { add: { age: 7 }, suppress: ["email"] },
      accessToken: { add: { list: ["x"] }, suppress: ["y"] },
      scopesToAdd: ["api/read"],
      scopesToSuppress: ["openid"],
      groups: null,
    });
    expect(read(null)).toEqual(NO_OVERRIDES);
    expect(read({})).toEqual(NO_OVERRIDES);
  });

  test.each(["", "a b", 'a"b', "a\\b", "é", "a\n", " a"])("adds no invalid scope: %j", (scope) => {
    expect(read({ accessTokenGeneration: { scopesToAdd: ["api/read", scope] } })).toBeNull();
  });

  test.each(["!", "#", "[", "]", "~", "api/read"])("adds a scope of printable characters: %s", (scope) => {
    expect(read({ accessTokenGeneration: { scopesToAdd: [scope] } })?.scopesToAdd).toEqual([scope]);
  });

  test.each([
    { idTokenGeneration: "x" },
    { accessTokenGeneration: [] },
    { accessTokenGeneration: { scopesToAdd: "x" } },
    { accessTokenGeneration: { scopesToSuppress: [7] } },
  ])("is refused as %j", (details) => {
    expect(read(details)).toBeNull();
  });
});

test("only scopes of Cognito's own namespace are withheld", () => {
  const overrides = { ...NO_OVERRIDES, scopesToAdd: ["aws.cognito.x", "my.aws.cognito.x", "aws.cognitox"] };
  expect(overrideSubject(subject, overrides).scopes).toEqual([
    "aws.cognito.signin.user.admin",
    "my.aws.cognito.x",
    "aws.cognitox",
  ]);
});

describe("an invalid trigger response is explained in a sentence:", () => {
  const ONE = "response.claimsOverrideDetails";
  const TWO = "response.claimsAndScopeOverrideDetails";
  const ACCESS = `${TWO}.accessTokenGeneration`;

  test.each<["V1_0" | "V2_0", object, string]>([
    ["V1_0", { claimsOverrideDetails: "x" }, `${ONE} must be an object, or null, and is the string "x"`],
    ["V1_0", { claimsOverrideDetails: [] }, `${ONE} must be an object, or null, and is a list`],
    [
      "V1_0",
      { claimsOverrideDetails: { claimsToAddOrOverride: [] } },
      `${ONE}.claimsToAddOrOverride must be an object, or null, and is a list`,
    ],
    [
      "V1_0",
      { claimsOverrideDetails: { claimsToAddOrOverride: { "a-b": 1 } } },
      `${ONE}.claimsToAddOrOverride["a-b"] must be a string in version V1_0 of the event, and is the number 1`,
    ],
    [
      "V1_0",
      { claimsOverrideDetails: { claimsToSuppress: "email" } },
      `${ONE}.claimsToSuppress must be a list of strings, or null, and is the string "email"`,
    ],
    [
      "V1_0",
      { claimsOverrideDetails: { claimsToSuppress: ["email", 1] } },
      `${ONE}.claimsToSuppress[1] must be a string, and is the number 1`,
    ],
    [
      "V1_0",
      { claimsOverrideDetails: { groupOverrideDetails: 1 } },
      `${ONE}.groupOverrideDetails must be an object, or null, and is the number 1`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { groupOverrideDetails: { preferredRole: {} } } },
      `${TWO}.groupOverrideDetails.preferredRole must be a string, or null, and is an object`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { groupOverrideDetails: { groupsToOverride: {} } } },
      `${TWO}.groupOverrideDetails.groupsToOverride must be a list of strings, or null, and is an object`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { groupOverrideDetails: { iamRolesToOverride: {} } } },
      `${TWO}.groupOverrideDetails.iamRolesToOverride must be a list of strings, or null, and is an object`,
    ],
    ["V2_0", { claimsAndScopeOverrideDetails: 1 }, `${TWO} must be an object, or null, and is the number 1`],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: 1 } },
      `${ACCESS} must be an object, or null, and is the number 1`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToSuppress: 1 } } },
      `${ACCESS}.claimsToSuppress must be a list of strings, or null, and is the number 1`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: 1 } } },
      `${ACCESS}.scopesToAdd must be a list of strings, or null, and is the number 1`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ["a", "b c"] } } },
      `${ACCESS}.scopesToAdd[1] must be a scope, without spaces, quotes and backslashes, and is the string "b c"`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: 1 } } },
      `${ACCESS}.scopesToSuppress must be a list of strings, or null, and is the number 1`,
    ],
    [
      "V2_0",
      { claimsAndScopeOverrideDetails: { idTokenGeneration: 1 } },
      `${TWO}.idTokenGeneration must be an object, or null, and is the number 1`,
    ],
  ])("%s %j", (version, response, sentence) => {
    const told: string[] = [];
    expect(readTokenOverrides(version, { ...response }, (problem) => told.push(problem))).toBeNull();
    expect(told).toEqual([sentence]);
  });

  test("numbers and lists are claims from the second version on", () => {
    const generation = { claimsToAddOrOverride: { level: 3, teams: ["a"] } };
    for (const member of ["idTokenGeneration", "accessTokenGeneration"]) {
      expect(
        readTokenOverrides("V2_0", { claimsAndScopeOverrideDetails: { [member]: generation } }),
      ).not.toBeNull();
    }
  });
});

test("the token's user stays, with the trigger's groups or else the user's own", () => {
  expect(overrideSubject(subject, NO_OVERRIDES)).toEqual(subject);
  const groups = { groups: ["admins"], roles: [], preferredRole: null };
  expect(overrideSubject(subject, { ...NO_OVERRIDES, groups })).toEqual({ ...subject, groups });
});
