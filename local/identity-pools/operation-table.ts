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

/** `none`: whoever asks proves themselves by what they ask with; `iam`: a request signed with AWS credentials. */
export type IdentityAccess = "none" | "iam";

export const identityOperationTable: {
  readonly [Name in IdentityOperationName]: {
    readonly access: IdentityAccess;
    readonly operation: Operation<Name>;
  };
} = {
  CreateIdentityPool: { access: "iam", operation: pools.createIdentityPool },
  DescribeIdentityPool: { access: "iam", operation: pools.describeIdentityPool },
  UpdateIdentityPool: { access: "iam", operation: pools.updateIdentityPool },
  DeleteIdentityPool: { access: "iam", operation: pools.deleteIdentityPool },
  ListIdentityPools: { access: "iam", operation: pools.listIdentityPools },
  SetIdentityPoolRoles: { access: "iam", operation: pools.setIdentityPoolRoles },
  GetIdentityPoolRoles: { access: "iam", operation: pools.getIdentityPoolRoles },
  SetPrincipalTagAttributeMap: { access: "iam", operation: pools.setPrincipalTagAttributeMap },
  GetPrincipalTagAttributeMap: { access: "iam", operation: pools.getPrincipalTagAttributeMap },
  TagResource: { access: "iam", operation: pools.tagResource },
  UntagResource: { access: "iam", operation: pools.untagResource },
  ListTagsForResource: { access: "iam", operation: pools.listTagsForResource },

  GetId: { access: "none", operation: getId },
  DescribeIdentity: { access: "iam", operation: describeIdentity },
  ListIdentities: { access: "iam", operation: listIdentities },
  DeleteIdentities: { access: "iam", operation: deleteIdentities },
  UnlinkIdentity: { access: "none", operation: unlinkIdentity },

  GetCredentialsForIdentity: { access: "none", operation: getCredentialsForIdentity },
  GetOpenIdToken: { access: "none", operation: getOpenIdToken },

  GetOpenIdTokenForDeveloperIdentity: { access: "iam", operation: getOpenIdTokenForDeveloperIdentity },
  LookupDeveloperIdentity: { access: "iam", operation: lookupDeveloperIdentity },
  MergeDeveloperIdentities: { access: "iam", operation: mergeDeveloperIdentities },
  UnlinkDeveloperIdentity: { access: "iam", operation: unlinkDeveloperIdentity },
};
