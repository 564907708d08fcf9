import type { Operation } from "./operation.ts";
import { adminCreateUser } from "./operations/admin-create-user.ts";
import * as authEvents from "./operations/auth-events.ts";
import * as branding from "./operations/branding.ts";
import * as clientSecrets from "./operations/client-secrets.ts";
import * as clients from "./operations/clients.ts";
import { completeWebAuthnRegistration } from "./operations/complete-web-authn-registration.ts";
import * as confirmSignUp from "./operations/confirm-sign-up.ts";
import * as devices from "./operations/devices.ts";
import * as domains from "./operations/domains.ts";
import * as groups from "./operations/groups.ts";
import * as identityProviders from "./operations/identity-providers.ts";
import * as linkedIdentities from "./operations/linked-identities.ts";
import { listUsers } from "./operations/list-users.ts";
import * as logDelivery from "./operations/log-delivery.ts";
import * as mfaPreferences from "./operations/mfa-preferences.ts";
import * as passkeys from "./operations/passkeys.ts";
import * as passwords from "./operations/passwords.ts";
import * as poolFactors from "./operations/pool-factors.ts";
import * as pools from "./operations/pools.ts";
import * as provisionedLimits from "./operations/provisioned-limits.ts";
import * as replicas from "./operations/replicas.ts";
import * as resourceServers from "./operations/resource-servers.ts";
import * as riskConfiguration from "./operations/risk-configuration.ts";
import * as sessionConfiguration from "./operations/session-configuration.ts";
import * as signIn from "./operations/sign-in.ts";
import { signUp } from "./operations/sign-up.ts";
import * as softwareTokens from "./operations/software-tokens.ts";
import * as tags from "./operations/tags.ts";
import * as terms from "./operations/terms.ts";
import * as tokens from "./operations/tokens.ts";
import * as uiCustomization from "./operations/ui-customization.ts";
import * as userAttributes from "./operations/user-attributes.ts";
import * as userImports from "./operations/user-imports.ts";
import * as userSessions from "./operations/user-sessions.ts";
import * as users from "./operations/users.ts";
import type { CognitoOperationName } from "./wire-types.ts";

type AnyOperation = { readonly [Name in CognitoOperationName]: Operation<Name> }[CognitoOperationName];

/** The operations by family, as they are documented. Who may call them is in AWS's model: `accessOf`. */
export const operationFamilies: Readonly<Record<string, readonly AnyOperation[]>> = {
  "User pools": [
    pools.createUserPool,
    pools.describeUserPool,
    pools.updateUserPool,
    pools.deleteUserPool,
    pools.listUserPools,
    poolFactors.setUserPoolMfaConfig,
    poolFactors.getUserPoolMfaConfig,
    resourceServers.createResourceServer,
    resourceServers.describeResourceServer,
    resourceServers.updateResourceServer,
    resourceServers.deleteResourceServer,
    resourceServers.listResourceServers,
    pools.addCustomAttributes,
    pools.getSigningCertificate,
  ],
  Replicas: [
    replicas.createUserPoolReplica,
    replicas.listUserPoolReplicas,
    replicas.updateUserPoolReplica,
    replicas.deleteUserPoolReplica,
  ],
  "Provisioned limits": [provisionedLimits.getProvisionedLimit, provisionedLimits.updateProvisionedLimit],
  "App clients": [
    clients.createUserPoolClient,
    clients.describeUserPoolClient,
    clients.updateUserPoolClient,
    clients.deleteUserPoolClient,
    clients.listUserPoolClients,
    clientSecrets.addUserPoolClientSecret,
    clientSecrets.deleteUserPoolClientSecret,
    clientSecrets.listUserPoolClientSecrets,
  ],
  Users: [
    adminCreateUser,
    users.adminGetUser,
    listUsers,
    users.adminDeleteUser,
    users.adminUpdateUserAttributes,
    users.adminDeleteUserAttributes,
    users.adminEnableUser,
    users.adminDisableUser,
    users.adminConfirmSignUp,
    users.adminSetUserPassword,
    users.adminResetUserPassword,
    users.deleteUser,
  ],
  Groups: [
    groups.createGroup,
    groups.getGroup,
    groups.updateGroup,
    groups.deleteGroup,
    groups.listGroups,
    groups.adminAddUserToGroup,
    groups.adminRemoveUserFromGroup,
    groups.adminListGroupsForUser,
    groups.listUsersInGroup,
  ],
  "Sign-up": [signUp, confirmSignUp.confirmSignUp, confirmSignUp.resendConfirmationCode],
  "Sign-in": [
    signIn.initiateAuth,
    signIn.respondToAuthChallenge,
    signIn.adminInitiateAuth,
    signIn.adminRespondToAuthChallenge,
    signIn.getUser,
  ],
  Tokens: [
    tokens.getTokensFromRefreshToken,
    tokens.getClientToken,
    tokens.revokeToken,
    tokens.globalSignOut,
    tokens.adminUserGlobalSignOut,
  ],
  Sessions: [
    userSessions.listUserSessions,
    userSessions.revokeUserSession,
    userSessions.adminListUserSessions,
    userSessions.adminRevokeUserSession,
    sessionConfiguration.setUserPoolSessionConfiguration,
    sessionConfiguration.getUserPoolSessionConfiguration,
    sessionConfiguration.setUserPoolClientSessionConfiguration,
    sessionConfiguration.getUserPoolClientSessionConfiguration,
  ],
  Passwords: [passwords.forgotPassword, passwords.confirmForgotPassword, passwords.changePassword],
  "A user's own attributes": [
    userAttributes.updateUserAttributes,
    userAttributes.deleteUserAttributes,
    userAttributes.getUserAttributeVerificationCode,
    userAttributes.verifyUserAttribute,
  ],
  "Second factors": [
    softwareTokens.associateSoftwareToken,
    softwareTokens.verifySoftwareToken,
    softwareTokens.adminDeleteSoftwareToken,
    mfaPreferences.setUserMFAPreference,
    mfaPreferences.adminSetUserMFAPreference,
    mfaPreferences.setUserSettings,
    mfaPreferences.adminSetUserSettings,
    mfaPreferences.getUserAuthFactors,
    mfaPreferences.adminGetUserAuthFactors,
  ],
  Passkeys: [
    passkeys.startWebAuthnRegistration,
    completeWebAuthnRegistration,
    passkeys.listWebAuthnCredentials,
    passkeys.deleteWebAuthnCredential,
  ],
  Devices: [
    devices.confirmDevice,
    devices.getDevice,
    devices.listDevices,
    devices.updateDeviceStatus,
    devices.forgetDevice,
    devices.adminGetDevice,
    devices.adminListDevices,
    devices.adminUpdateDeviceStatus,
    devices.adminForgetDevice,
  ],
  "Identity providers": [
    identityProviders.createIdentityProvider,
    identityProviders.describeIdentityProvider,
    identityProviders.updateIdentityProvider,
    identityProviders.deleteIdentityProvider,
    identityProviders.listIdentityProviders,
    identityProviders.getIdentityProviderByIdentifier,
  ],
  "Linked identities": [
    linkedIdentities.adminLinkProviderForUser,
    linkedIdentities.adminDisableProviderForUser,
  ],
  Domains: [
    domains.createUserPoolDomain,
    domains.describeUserPoolDomain,
    domains.updateUserPoolDomain,
    domains.deleteUserPoolDomain,
  ],
  "Managed login": [
    branding.createManagedLoginBranding,
    branding.describeManagedLoginBranding,
    branding.describeManagedLoginBrandingByClient,
    branding.updateManagedLoginBranding,
    branding.deleteManagedLoginBranding,
  ],
  "Classic hosted pages": [uiCustomization.setUICustomization, uiCustomization.getUICustomization],
  Terms: [
    terms.createTerms,
    terms.describeTerms,
    terms.describeTermsByClient,
    terms.updateTerms,
    terms.deleteTerms,
    terms.listTerms,
  ],
  "Threat protection": [riskConfiguration.setRiskConfiguration, riskConfiguration.describeRiskConfiguration],
  "Authentication events": [
    authEvents.adminListUserAuthEvents,
    authEvents.adminUpdateAuthEventFeedback,
    authEvents.updateAuthEventFeedback,
  ],
  "Log delivery": [logDelivery.setLogDeliveryConfiguration, logDelivery.getLogDeliveryConfiguration],
  Tags: [tags.tagResource, tags.untagResource, tags.listTagsForResource],
  "User import": [
    userImports.getCSVHeader,
    userImports.createUserImportJob,
    userImports.describeUserImportJob,
    userImports.listUserImportJobs,
    userImports.startUserImportJob,
    userImports.stopUserImportJob,
  ],
};

/** The operations that are built, by name. */
export const operations: ReadonlyMap<string, AnyOperation> = new Map(
  Object.values(operationFamilies).flatMap((family) =>
    family.map((operation) => [operation.name, operation]),
  ),
);

/** Operations of the model that answer 501, with the reason. */
export const notBuilt: Readonly<Partial<Record<CognitoOperationName, string>>> = {};
