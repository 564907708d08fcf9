import type { Resource } from "../../../cloudformation/template.ts";

type Json = Readonly<Record<string, unknown>>;

export const document = (...Statement: Json[]) => ({ Version: "2012-10-17", Statement });

/** What a role of an identity pool has as its trust policy. */
export const trustOf = (IdentityPoolId: string, amr = "authenticated") =>
  document({
    Effect: "Allow",
    Principal: { Federated: "cognito-identity.amazonaws.com" },
    Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
    Condition: {
      StringEquals: { "cognito-identity.amazonaws.com:aud": IdentityPoolId },
      "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": amr },
    },
  });

/** A role of that name with one policy. */
export const role = (
  RoleName: string,
  AssumeRolePolicyDocument: unknown,
  statements: readonly Json[] = [],
  more: Json = {},
): Resource => ({
  Type: "AWS::IAM::Role",
  Properties: {
    RoleName,
    AssumeRolePolicyDocument,
    ...(statements.length > 0 && {
      Policies: [{ PolicyName: "rights", PolicyDocument: document(...statements) }],
    }),
    ...more,
  },
});
