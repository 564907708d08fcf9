import { describe, expect, test } from "@jest/globals";
import { describeDenial } from "../../../../local/iam/access-denied.ts";
import { type Access, type ApplicablePolicies, decide } from "../../../../local/iam/decide.ts";
import { type PolicyKind, readPolicy } from "../../../../local/iam/policy-document.ts";
import type { Session } from "../../../../local/iam/session.ts";

type Json = Readonly<Record<string, unknown>>;

const ROLE = "arn:aws:iam::000000000000:role/reader";
const SESSION = "arn:aws:sts::000000000000:assumed-role/reader/CognitoIdentityCredentials";
const FILE = "arn:aws:s3:::files/users/ada/note";

const session: Session = {
  roleArn: ROLE,
  name: "CognitoIdentityCredentials",
  tags: { userSub: "ada" },
  webIdentity: { aud: "us-east-1:pool", sub: "us-east-1:ada", amr: ["authenticated", "provider"] },
};

const access = (over: Partial<Access> = {}): Access => ({
  action: "s3:GetObject",
  resource: FILE,
  context: { "s3:prefix": [], "aws:SecureTransport": ["true"] },
  ...over,
});

const policy = (kind: PolicyKind, statements: readonly Json[], Version = "2012-10-17") =>
  readPolicy("rights", { Version, Statement: statements }, kind);

const allow = (over: Json = {}): Json => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "*",
  ...over,
});
const deny = (over: Json = {}): Json => allow({ Effect: "Deny", ...over });
const bucketAllow = (AWS: unknown, over: Json = {}): Json => allow({ Principal: { AWS }, ...over });

/** The message of the refusal; `allowed` if there is none. */
function ask(policies: Partial<ApplicablePolicies>, asked = access(), as = session): string {
  const denial = decide(as, asked, {
    identity: [],
    resource: null,
    boundary: null,
    session: null,
    ...policies,
  });
  return denial === null ? "allowed" : describeDenial(as, asked, denial);
}

const identity = (...statements: Json[]) => ({ identity: [policy("identity", statements)] });
const resource = (...statements: Json[]) => ({ resource: policy("resource", statements) });

describe("the order of evaluation within an account", () => {
  test("without a policy that allows it, everything is refused, with AWS's message", () => {
    expect(ask({})).toBe(
      `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: ${FILE} because no identity-based policy allows the s3:GetObject action`,
    );
  });

  test("either the role's or the resource's policies must allow it", () => {
    expect(ask(identity(allow()))).toBe("allowed");
    expect(ask(resource(bucketAllow(ROLE)))).toBe("allowed");
    expect(
      ask({
        identity: [policy("identity", [allow({ Action: "s3:PutObject" })]), policy("identity", [allow()])],
      }),
    ).toBe("allowed");
  });

  test.each([
    ["an identity-based policy", identity(allow(), deny())],
    ["a resource-based policy", { ...identity(allow()), ...resource(deny({ Principal: "*" })) }],
    ["a session policy", { ...identity(allow()), session: policy("identity", [allow(), deny()]) }],
    ["a permissions boundary", { ...identity(allow()), boundary: policy("identity", [allow(), deny()]) }],
  ])("a deny in %s wins over every allow", (name, policies) => {
    expect(ask(policies)).toBe(
      `User: ${SESSION} is not authorized to perform: s3:GetObject on resource: ${FILE} with an explicit deny in ${name}`,
    );
  });

  test.each([
    ["session policy", "session"],
    ["permissions boundary", "boundary"],
  ] as const)("a %s grants nothing, and limits what the others grant", (name, member) => {
    const silent = { [member]: policy("identity", [allow({ Action: "s3:PutObject" })]) };
    const refused = `because no ${name} allows the s3:GetObject action`;
    expect(ask({ ...identity(allow()), ...silent })).toContain(refused);
    expect(ask({ ...resource(bucketAllow(ROLE)), ...silent })).toContain(refused);
    expect(ask({ ...identity(allow()), [member]: policy("identity", [allow()]) })).toBe("allowed");
    expect(ask({ [member]: policy("identity", [allow()]) })).toContain("no identity-based policy");
  });

  test("a resource's policy that names the session is not limited by them", () => {
    const silent = policy("identity", [allow({ Action: "s3:PutObject" })]);
    expect(ask({ ...resource(bucketAllow(SESSION)), session: silent, boundary: silent })).toBe("allowed");
  });

  test("a resource's policy that allows the account leaves the decision to the role's policies; one that denies it applies", () => {
    for (const account of ["000000000000", "arn:aws:iam::000000000000:root"]) {
      expect(ask(resource(bucketAllow(account)))).toContain("no identity-based policy");
      const denied = resource(deny({ Principal: { AWS: account } }));
      expect(ask({ ...identity(allow()), ...denied })).toContain("explicit deny in a resource-based policy");
    }
  });

  test("a principal matches exactly, without wildcards in its name", () => {
    for (const other of [
      `${ROLE}2`,
      "arn:aws:iam::000000000000:role/*",
      "111111111111",
      "arn:aws:iam::000000000000:user/reader",
    ]) {
      expect(ask(resource(bucketAllow([other])))).toContain("no identity-based policy");
    }
    expect(ask(resource(allow({ Principal: { Service: "s3.amazonaws.com" } })))).toContain(
      "no identity-based",
    );
    expect(ask(resource(allow({ Principal: "*" })))).toBe("allowed");
    expect(ask(resource(allow({ Principal: { AWS: ["*"] } })))).toBe("allowed");
  });
});

describe("actions and resources", () => {
  test("actions are compared case-insensitively, resources exactly, both with wildcards", () => {
    expect(ask(identity(allow({ Action: ["S3:getobject"] })))).toBe("allowed");
    expect(ask(identity(allow({ Action: "s3:Get*" })))).toBe("allowed");
    expect(ask(identity(allow({ Action: "*" })))).toBe("allowed");
    expect(ask(identity(allow({ Action: "s3:GetObjec?" })))).toBe("allowed");
    for (const Resource of [
      "arn:aws:s3:::files/users/ada/Note",
      "arn:aws:s3:::files/users/ada.note",
      "arn:aws:s3:::files/users/ada/not",
    ]) {
      expect(ask(identity(allow({ Resource })))).not.toBe("allowed");
    }
    expect(ask(identity(allow({ Resource: "arn:aws:s3:::files/*/n?te" })))).toBe("allowed");
  });

  test("an exclusion matches everything else", () => {
    const all = (over: Json) => identity({ Effect: "Allow", Resource: "*", ...over });
    expect(ask(all({ NotAction: "s3:PutObject" }))).toBe("allowed");
    expect(ask(all({ NotAction: ["s3:Get*"] }))).not.toBe("allowed");
    expect(
      ask(identity({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::files/users/eve/*" })),
    ).toBe("allowed");
    expect(ask(identity({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::files/*" }))).not.toBe(
      "allowed",
    );
  });

  test("a pattern with many wildcards is fast", () => {
    const text = `arn:aws:s3:::${"a".repeat(5_000)}`;
    const Resource = `arn:aws:s3:::${"*a".repeat(60)}b`;
    expect(ask(identity(allow({ Resource })), access({ resource: text }))).not.toBe("allowed");
  });
});

describe("policy variables", () => {
  const own = allow({ Resource: `arn:aws:s3:::files/users/\${aws:PrincipalTag/userSub}/*` });

  test("have the session's tags and identity", () => {
    expect(ask(identity(own))).toBe("allowed");
    expect(ask(identity(own), access({ resource: "arn:aws:s3:::files/users/eve/note" }))).not.toBe("allowed");
    const byIdentity = allow({ Resource: `arn:aws:s3:::files/\${cognito-identity.amazonaws.com:sub}/*` });
    expect(ask(identity(byIdentity), access({ resource: "arn:aws:s3:::files/us-east-1:ada/x" }))).toBe(
      "allowed",
    );
    expect(ask(identity(byIdentity), access({ resource: "arn:aws:s3:::files/us-east-1:eve/x" }))).not.toBe(
      "allowed",
    );
  });

  test("without a value match nothing, not even an empty string", () => {
    const untagged = { ...session, tags: {} };
    expect(ask(identity(own), access(), untagged)).toContain("no identity-based policy");
    expect(ask(identity(own), access({ resource: "arn:aws:s3:::files/users//note" }), untagged)).toContain(
      "no identity-based policy",
    );
    const orNobody = allow({ Resource: `arn:aws:s3:::files/users/\${aws:PrincipalTag/userSub, 'nobody'}/*` });
    expect(ask(identity(orNobody), access({ resource: "arn:aws:s3:::files/users/nobody/x" }), untagged)).toBe(
      "allowed",
    );
  });

  test("are literal text: a tag can't widen its pattern", () => {
    for (const userSub of ["*", "?da", `\${aws:PrincipalTag/other}`, "ad?"]) {
      expect(ask(identity(own), access(), { ...session, tags: { userSub, other: "ada" } })).not.toBe(
        "allowed",
      );
    }
    const literal = access({ resource: "arn:aws:s3:::files/users/*/note" });
    expect(ask(identity(own), literal, { ...session, tags: { userSub: "*" } })).toBe("allowed");
  });

  test("are literal text in policies before version 2012-10-17, and if they are escaped", () => {
    const old = { identity: [policy("identity", [own], "2008-10-17")] };
    expect(ask(old)).not.toBe("allowed");
    const starred = identity(allow({ Resource: `arn:aws:s3:::files/\${*}` }));
    expect(ask(starred)).not.toBe("allowed");
    expect(ask(starred, access({ resource: "arn:aws:s3:::files/*" }))).toBe("allowed");
  });

  test("of an unsupported key are refused by name", () => {
    expect(ask(identity(allow({ Resource: `arn:aws:s3:::files/\${aws:SourceVpc}/*` })))).toContain(
      `(the local cloud can't evaluate the policy variable \${aws:SourceVpc} in rights, statement 1)`,
    );
    expect(
      ask(
        identity(allow(), {
          Effect: "Deny",
          Action: "*",
          NotResource: `arn:aws:s3:::files/\${aws:PrincipalTag/none}/*`,
        }),
      ),
    ).toContain("can't evaluate an exclusion by a policy variable that has no value");
  });
});

describe("unsupported elements", () => {
  test.each([
    ["NotPrincipal", { NotPrincipal: { AWS: ROLE } }],
    ["the condition operator IpAddress", { Condition: { IpAddress: { "aws:SourceIp": "127.0.0.1/32" } } }],
    ["the condition key aws:SourceIp", { Condition: { StringEquals: { "aws:SourceIp": "127.0.0.1" } } }],
    ["Conditions", { Conditions: {} }],
    ["Condition", { Condition: "always" }],
    ["Action", { Action: 7, NotAction: "s3:*" }],
    ["Resource", { Resource: [{ Ref: "Bucket" }] }],
  ])("are named in the refusal if they might allow or deny: %s", (name, part) => {
    const withPart = "NotPrincipal" in part ? resource(allow(part)) : identity(allow(part));
    expect(ask(withPart)).toContain(
      `because no identity-based policy allows the s3:GetObject action (the local cloud can't evaluate`,
    );
    expect(ask(withPart)).toContain(name);
    const denied =
      "NotPrincipal" in part
        ? { ...identity(allow()), ...resource(deny(part)) }
        : identity(allow(), deny(part));
    expect(ask(denied)).toContain("because the local cloud can't evaluate");
    expect(ask(denied)).toContain(name);
  });

  test("are ignored if the statement is about something else, or if another one allows it", () => {
    const Condition = { IpAddress: { "aws:SourceIp": "127.0.0.1/32" } };
    expect(ask(identity(allow(), deny({ Action: "s3:PutObject", Condition })))).toBe("allowed");
    expect(ask(identity(allow(), allow({ Condition })))).toBe("allowed");
  });

  test.each([
    ["a text in place of a document", "s3:*"],
    ["another version", { Version: "2030-01-01", Statement: [allow()] }],
    ["no statement", { Version: "2012-10-17" }],
    ["a text in place of a statement", { Version: "2012-10-17", Statement: [allow(), "allow"] }],
  ])("refuses everything: %s", (_name, document) => {
    const unreadable = readPolicy("rights", document, "identity");
    expect(ask({ identity: [policy("identity", [allow()]), unreadable] })).toContain(
      "because the local cloud can't evaluate the document in rights",
    );
  });

  test("an unknown effect does not allow", () => {
    expect(ask(identity(allow(), allow({ Effect: "allow" })))).toContain("can't evaluate Effect");
  });
});
