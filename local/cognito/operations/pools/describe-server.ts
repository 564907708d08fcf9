import type { ResourceServer } from "../../state/resource-server-repository.ts";
import type { CognitoInput, CognitoOutput } from "../../wire-types.ts";

type ResourceServerType = CognitoOutput<"DescribeResourceServer">["ResourceServer"];

/** A resource server as AWS describes it. */
export function describeServer({ poolId, identifier, name, scopes }: ResourceServer): ResourceServerType {
  return {
    UserPoolId: poolId,
    Identifier: identifier,
    Name: name,
    Scopes: scopes.map((scope) => ({ ScopeName: scope.name, ScopeDescription: scope.description })),
  };
}

/** The scopes of a request as they are kept. */
export function readScopes(
  requested: CognitoInput<"CreateResourceServer">["Scopes"],
): ResourceServer["scopes"] {
  return (requested ?? []).map(({ ScopeName, ScopeDescription }) => ({
    name: ScopeName,
    description: ScopeDescription,
  }));
}
