import type { IdentityOperationName, Operation } from "./operation.ts";
import { getCredentialsForIdentity, getOpenIdToken } from "./operations/credential-operations.ts";
import {
  getOpenIdTokenForDeveloperIdentity,
  lookupDeveloperIdentity,
  mergeDeveloperIdentities,
  unlinkDeveloperIdentity,
} from "./operations/developer-operations.ts";
import {
  deleteIdentities,
  describeIdentity,
  getId,
  listIdentities,
  unlinkIdentity,
} from "./operations/identity-operations.ts";
import * as pools from "./operations/pool-operations.ts";

type AnyOperation = { readonly [Name in IdentityOperationName]: Operation<Name> }[IdentityOperationName];

const all: readonly AnyOperation[] = [
  pools.createIdentityPool,
  pools.describeIdentityPool,
  pools.updateIdentityPool,
  pools.deleteIdentityPool,
  pools.listIdentityPools,
  pools.setIdentityPoolRoles,
  pools.getIdentityPoolRoles,
  pools.setPrincipalTagAttributeMap,
  pools.getPrincipalTagAttributeMap,
  pools.tagResource,
  pools.untagResource,
  pools.listTagsForResource,
  getId,
  describeIdentity,
  listIdentities,
  deleteIdentities,
  unlinkIdentity,
  getCredentialsForIdentity,
  getOpenIdToken,
  getOpenIdTokenForDeveloperIdentity,
  lookupDeveloperIdentity,
  mergeDeveloperIdentities,
  unlinkDeveloperIdentity,
];

/** The operations of identity pools by name, in the order in which they are documented. */
export const identityOperations: ReadonlyMap<string, AnyOperation> = new Map(
  all.map((operation) => [operation.name, operation]),
);
