import type { Operation } from "./operation.ts";
import { attributeOperations } from "./operations/attributes/attribute-operations.ts";
import { authOperations } from "./operations/auth/auth-operations.ts";
import { brandingOperations } from "./operations/branding/branding-operations.ts";
import { clientOperations } from "./operations/clients/client-operations.ts";
import { deviceOperations } from "./operations/devices/device-operations.ts";
import { domainOperations } from "./operations/domains/domain-operations.ts";
import { eventOperations } from "./operations/events/event-operations.ts";
import { groupOperations } from "./operations/groups/group-operations.ts";
import { identityProviderOperations } from "./operations/identity-providers/identity-provider-operations.ts";
import { importOperations } from "./operations/imports/import-operations.ts";
import { linkingOperations } from "./operations/linking/linking-operations.ts";
import { logDeliveryOperations } from "./operations/log-delivery/log-delivery-operations.ts";
import { mfaOperations } from "./operations/mfa/mfa-operations.ts";
import { passkeyOperations } from "./operations/passkeys/passkey-operations.ts";
import { passwordOperations } from "./operations/password/password-operations.ts";
import { poolOperations } from "./operations/pools/pool-operations.ts";
import { riskOperations } from "./operations/risk/risk-operations.ts";
import { signUpOperations } from "./operations/sign-up/sign-up-operations.ts";
import { tagOperations } from "./operations/tags/tag-operations.ts";
import { termsOperations } from "./operations/terms/terms-operations.ts";
import { tokenOperations } from "./operations/tokens/token-operations.ts";
import { uiCustomizationOperations } from "./operations/ui-customization/ui-customization-operations.ts";
import { userOperations } from "./operations/users/user-operations.ts";
import type { TriggerName } from "./trigger-port.ts";
import type { CognitoOperationName } from "./wire-types.ts";

/**
 * Who may call an operation. The dispatcher checks it, nobody else does:
 * - `none`: anyone, unsigned;
 * - `token`: the user whose access token the input carries;
 * - `iam`: a request signed with AWS credentials (locally any will do).
 */
export type Access = "none" | "token" | "iam";

interface Entry<Name extends CognitoOperationName> {
  readonly access: Access;
  readonly operation: Operation<Name>;
  /** The Lambda triggers that it may run. */
  readonly triggers?: readonly TriggerName[];
}

export type OperationTable = {
  readonly [Name in CognitoOperationName]?: Entry<Name>;
};

/** The operations by family, as they are documented. */
export const operationFamilies: Readonly<Record<string, OperationTable>> = {
  "User pools": poolOperations,
  "App clients": clientOperations,
  Users: userOperations,
  Groups: groupOperations,
  "Sign-up": signUpOperations,
  "Sign-in": authOperations,
  Tokens: tokenOperations,
  Passwords: passwordOperations,
  "A user's own attributes": attributeOperations,
  "Second factors": mfaOperations,
  Passkeys: passkeyOperations,
  Devices: deviceOperations,
  "Identity providers": identityProviderOperations,
  "Linked identities": linkingOperations,
  Domains: domainOperations,
  "Managed login": brandingOperations,
  "Classic hosted pages": uiCustomizationOperations,
  Terms: termsOperations,
  "Threat protection": riskOperations,
  "Authentication events": eventOperations,
  "Log delivery": logDeliveryOperations,
  Tags: tagOperations,
  "User import": importOperations,
};

/** The operations that are built. */
export const operationTable: OperationTable = Object.assign({}, ...Object.values(operationFamilies));
