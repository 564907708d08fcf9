import type { OperationTable } from "../../operation-table.ts";
import { createIdentityProvider } from "./create-identity-provider.ts";
import { deleteIdentityProvider } from "./delete-identity-provider.ts";
import { describeIdentityProvider } from "./describe-identity-provider.ts";
import { getIdentityProviderByIdentifier } from "./get-identity-provider-by-identifier.ts";
import { listIdentityProviders } from "./list-identity-providers.ts";
import { updateIdentityProvider } from "./update-identity-provider.ts";

export const identityProviderOperations = {
  CreateIdentityProvider: { access: "iam", operation: createIdentityProvider },
  DescribeIdentityProvider: { access: "iam", operation: describeIdentityProvider },
  UpdateIdentityProvider: { access: "iam", operation: updateIdentityProvider },
  DeleteIdentityProvider: { access: "iam", operation: deleteIdentityProvider },
  ListIdentityProviders: { access: "iam", operation: listIdentityProviders },
  GetIdentityProviderByIdentifier: { access: "iam", operation: getIdentityProviderByIdentifier },
} satisfies OperationTable;
