import type { Operation } from "./operation.ts";
import { deleteUserAttributes } from "./operations/attributes/delete-user-attributes.ts";
import { getUserAttributeVerificationCode } from "./operations/attributes/get-user-attribute-verification-code.ts";
import { updateUserAttributes } from "./operations/attributes/update-user-attributes.ts";
import { verifyUserAttribute } from "./operations/attributes/verify-user-attribute.ts";
import { adminInitiateAuth } from "./operations/auth/admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./operations/auth/admin-respond-to-auth-challenge.ts";
import { getUser } from "./operations/auth/get-user.ts";
import { initiateAuth } from "./operations/auth/initiate-auth.ts";
import { respondToAuthChallenge } from "./operations/auth/respond-to-auth-challenge.ts";
import { createManagedLoginBranding } from "./operations/branding/create-managed-login-branding.ts";
import { deleteManagedLoginBranding } from "./operations/branding/delete-managed-login-branding.ts";
import { describeManagedLoginBranding } from "./operations/branding/describe-managed-login-branding.ts";
import { describeManagedLoginBrandingByClient } from "./operations/branding/describe-managed-login-branding-by-client.ts";
import { updateManagedLoginBranding } from "./operations/branding/update-managed-login-branding.ts";
import { addUserPoolClientSecret } from "./operations/clients/add-user-pool-client-secret.ts";
import { createUserPoolClient } from "./operations/clients/create-user-pool-client.ts";
import { deleteUserPoolClient } from "./operations/clients/delete-user-pool-client.ts";
import { deleteUserPoolClientSecret } from "./operations/clients/delete-user-pool-client-secret.ts";
import { describeUserPoolClient } from "./operations/clients/describe-user-pool-client.ts";
import { listUserPoolClientSecrets } from "./operations/clients/list-user-pool-client-secrets.ts";
import { listUserPoolClients } from "./operations/clients/list-user-pool-clients.ts";
import { updateUserPoolClient } from "./operations/clients/update-user-pool-client.ts";
import { adminForgetDevice } from "./operations/devices/admin-forget-device.ts";
import { adminGetDevice } from "./operations/devices/admin-get-device.ts";
import { adminListDevices } from "./operations/devices/admin-list-devices.ts";
import { adminUpdateDeviceStatus } from "./operations/devices/admin-update-device-status.ts";
import { confirmDevice } from "./operations/devices/confirm-device.ts";
import { forgetDevice } from "./operations/devices/forget-device.ts";
import { getDevice } from "./operations/devices/get-device.ts";
import { listDevices } from "./operations/devices/list-devices.ts";
import { updateDeviceStatus } from "./operations/devices/update-device-status.ts";
import { createUserPoolDomain } from "./operations/domains/create-user-pool-domain.ts";
import { deleteUserPoolDomain } from "./operations/domains/delete-user-pool-domain.ts";
import { describeUserPoolDomain } from "./operations/domains/describe-user-pool-domain.ts";
import { updateUserPoolDomain } from "./operations/domains/update-user-pool-domain.ts";
import { adminListUserAuthEvents } from "./operations/events/admin-list-user-auth-events.ts";
import { adminUpdateAuthEventFeedback } from "./operations/events/admin-update-auth-event-feedback.ts";
import { updateAuthEventFeedback } from "./operations/events/update-auth-event-feedback.ts";
import { adminAddUserToGroup } from "./operations/groups/admin-add-user-to-group.ts";
import { adminListGroupsForUser } from "./operations/groups/admin-list-groups-for-user.ts";
import { adminRemoveUserFromGroup } from "./operations/groups/admin-remove-user-from-group.ts";
import { createGroup } from "./operations/groups/create-group.ts";
import { deleteGroup } from "./operations/groups/delete-group.ts";
import { getGroup } from "./operations/groups/get-group.ts";
import { listGroups } from "./operations/groups/list-groups.ts";
import { listUsersInGroup } from "./operations/groups/list-users-in-group.ts";
import { updateGroup } from "./operations/groups/update-group.ts";
import { createIdentityProvider } from "./operations/identity-providers/create-identity-provider.ts";
import { deleteIdentityProvider } from "./operations/identity-providers/delete-identity-provider.ts";
import { describeIdentityProvider } from "./operations/identity-providers/describe-identity-provider.ts";
import { getIdentityProviderByIdentifier } from "./operations/identity-providers/get-identity-provider-by-identifier.ts";
import { listIdentityProviders } from "./operations/identity-providers/list-identity-providers.ts";
import { updateIdentityProvider } from "./operations/identity-providers/update-identity-provider.ts";
import { createUserImportJob } from "./operations/imports/create-user-import-job.ts";
import { describeUserImportJob } from "./operations/imports/describe-user-import-job.ts";
import { getCSVHeader } from "./operations/imports/get-csv-header.ts";
import { listUserImportJobs } from "./operations/imports/list-user-import-jobs.ts";
import { startUserImportJob } from "./operations/imports/start-user-import-job.ts";
import { stopUserImportJob } from "./operations/imports/stop-user-import-job.ts";
import { adminDisableProviderForUser } from "./operations/linking/admin-disable-provider-for-user.ts";
import { adminLinkProviderForUser } from "./operations/linking/admin-link-provider-for-user.ts";
import { getLogDeliveryConfiguration } from "./operations/log-delivery/get-log-delivery-configuration.ts";
import { setLogDeliveryConfiguration } from "./operations/log-delivery/set-log-delivery-configuration.ts";
import { adminSetUserMFAPreference } from "./operations/mfa/admin-set-user-mfa-preference.ts";
import { adminSetUserSettings } from "./operations/mfa/admin-set-user-settings.ts";
import { associateSoftwareToken } from "./operations/mfa/associate-software-token.ts";
import { adminGetUserAuthFactors, getUserAuthFactors } from "./operations/mfa/get-user-auth-factors.ts";
import { setUserMFAPreference } from "./operations/mfa/set-user-mfa-preference.ts";
import { setUserSettings } from "./operations/mfa/set-user-settings.ts";
import { verifySoftwareToken } from "./operations/mfa/verify-software-token.ts";
import { completeWebAuthnRegistration } from "./operations/passkeys/complete-web-authn-registration.ts";
import { deleteWebAuthnCredential } from "./operations/passkeys/delete-web-authn-credential.ts";
import { listWebAuthnCredentials } from "./operations/passkeys/list-web-authn-credentials.ts";
import { startWebAuthnRegistration } from "./operations/passkeys/start-web-authn-registration.ts";
import { changePassword } from "./operations/password/change-password.ts";
import { confirmForgotPassword } from "./operations/password/confirm-forgot-password.ts";
import { forgotPassword } from "./operations/password/forgot-password.ts";
import { addCustomAttributes } from "./operations/pools/add-custom-attributes.ts";
import { createResourceServer } from "./operations/pools/create-resource-server.ts";
import { createUserPool } from "./operations/pools/create-user-pool.ts";
import { deleteResourceServer } from "./operations/pools/delete-resource-server.ts";
import { deleteUserPool } from "./operations/pools/delete-user-pool.ts";
import { describeResourceServer } from "./operations/pools/describe-resource-server.ts";
import { describeUserPool } from "./operations/pools/describe-user-pool.ts";
import { getSigningCertificate } from "./operations/pools/get-signing-certificate.ts";
import { getUserPoolMfaConfig } from "./operations/pools/get-user-pool-mfa-config.ts";
import { listResourceServers } from "./operations/pools/list-resource-servers.ts";
import { listUserPools } from "./operations/pools/list-user-pools.ts";
import { setUserPoolMfaConfig } from "./operations/pools/set-user-pool-mfa-config.ts";
import { updateResourceServer } from "./operations/pools/update-resource-server.ts";
import { updateUserPool } from "./operations/pools/update-user-pool.ts";
import { describeRiskConfiguration } from "./operations/risk/describe-risk-configuration.ts";
import { setRiskConfiguration } from "./operations/risk/set-risk-configuration.ts";
import { confirmSignUp } from "./operations/sign-up/confirm-sign-up.ts";
import { resendConfirmationCode } from "./operations/sign-up/resend-confirmation-code.ts";
import { signUp } from "./operations/sign-up/sign-up.ts";
import { listTagsForResource } from "./operations/tags/list-tags-for-resource.ts";
import { tagResource } from "./operations/tags/tag-resource.ts";
import { untagResource } from "./operations/tags/untag-resource.ts";
import { createTerms } from "./operations/terms/create-terms.ts";
import { deleteTerms } from "./operations/terms/delete-terms.ts";
import { describeTerms } from "./operations/terms/describe-terms.ts";
import { listTerms } from "./operations/terms/list-terms.ts";
import { updateTerms } from "./operations/terms/update-terms.ts";
import { adminUserGlobalSignOut } from "./operations/tokens/admin-user-global-sign-out.ts";
import { getTokensFromRefreshToken } from "./operations/tokens/get-tokens-from-refresh-token.ts";
import { globalSignOut } from "./operations/tokens/global-sign-out.ts";
import { revokeToken } from "./operations/tokens/revoke-token.ts";
import { getUICustomization } from "./operations/ui-customization/get-ui-customization.ts";
import { setUICustomization } from "./operations/ui-customization/set-ui-customization.ts";
import { adminConfirmSignUp } from "./operations/users/admin-confirm-sign-up.ts";
import { adminCreateUser } from "./operations/users/admin-create-user.ts";
import { adminDeleteUser } from "./operations/users/admin-delete-user.ts";
import { adminDeleteUserAttributes } from "./operations/users/admin-delete-user-attributes.ts";
import { adminDisableUser } from "./operations/users/admin-disable-user.ts";
import { adminEnableUser } from "./operations/users/admin-enable-user.ts";
import { adminGetUser } from "./operations/users/admin-get-user.ts";
import { adminResetUserPassword } from "./operations/users/admin-reset-user-password.ts";
import { adminSetUserPassword } from "./operations/users/admin-set-user-password.ts";
import { adminUpdateUserAttributes } from "./operations/users/admin-update-user-attributes.ts";
import { deleteUser } from "./operations/users/delete-user.ts";
import { listUsers } from "./operations/users/list-users.ts";
import type { CognitoOperationName } from "./wire-types.ts";

type AnyOperation = { readonly [Name in CognitoOperationName]: Operation<Name> }[CognitoOperationName];

/** The operations by family, as they are documented. Who may call them is in AWS's model: `accessOf`. */
export const operationFamilies: Readonly<Record<string, readonly AnyOperation[]>> = {
  "User pools": [
    createUserPool,
    describeUserPool,
    updateUserPool,
    deleteUserPool,
    listUserPools,
    setUserPoolMfaConfig,
    getUserPoolMfaConfig,
    createResourceServer,
    describeResourceServer,
    updateResourceServer,
    deleteResourceServer,
    listResourceServers,
    addCustomAttributes,
    getSigningCertificate,
  ],
  "App clients": [
    createUserPoolClient,
    describeUserPoolClient,
    updateUserPoolClient,
    deleteUserPoolClient,
    listUserPoolClients,
    addUserPoolClientSecret,
    deleteUserPoolClientSecret,
    listUserPoolClientSecrets,
  ],
  Users: [
    adminCreateUser,
    adminGetUser,
    listUsers,
    adminDeleteUser,
    adminUpdateUserAttributes,
    adminDeleteUserAttributes,
    adminEnableUser,
    adminDisableUser,
    adminConfirmSignUp,
    adminSetUserPassword,
    adminResetUserPassword,
    deleteUser,
  ],
  Groups: [
    createGroup,
    getGroup,
    updateGroup,
    deleteGroup,
    listGroups,
    adminAddUserToGroup,
    adminRemoveUserFromGroup,
    adminListGroupsForUser,
    listUsersInGroup,
  ],
  "Sign-up": [signUp, confirmSignUp, resendConfirmationCode],
  "Sign-in": [initiateAuth, respondToAuthChallenge, adminInitiateAuth, adminRespondToAuthChallenge, getUser],
  Tokens: [getTokensFromRefreshToken, revokeToken, globalSignOut, adminUserGlobalSignOut],
  Passwords: [forgotPassword, confirmForgotPassword, changePassword],
  "A user's own attributes": [
    updateUserAttributes,
    deleteUserAttributes,
    getUserAttributeVerificationCode,
    verifyUserAttribute,
  ],
  "Second factors": [
    associateSoftwareToken,
    verifySoftwareToken,
    setUserMFAPreference,
    adminSetUserMFAPreference,
    setUserSettings,
    adminSetUserSettings,
    getUserAuthFactors,
    adminGetUserAuthFactors,
  ],
  Passkeys: [
    startWebAuthnRegistration,
    completeWebAuthnRegistration,
    listWebAuthnCredentials,
    deleteWebAuthnCredential,
  ],
  Devices: [
    confirmDevice,
    getDevice,
    listDevices,
    updateDeviceStatus,
    forgetDevice,
    adminGetDevice,
    adminListDevices,
    adminUpdateDeviceStatus,
    adminForgetDevice,
  ],
  "Identity providers": [
    createIdentityProvider,
    describeIdentityProvider,
    updateIdentityProvider,
    deleteIdentityProvider,
    listIdentityProviders,
    getIdentityProviderByIdentifier,
  ],
  "Linked identities": [adminLinkProviderForUser, adminDisableProviderForUser],
  Domains: [createUserPoolDomain, describeUserPoolDomain, updateUserPoolDomain, deleteUserPoolDomain],
  "Managed login": [
    createManagedLoginBranding,
    describeManagedLoginBranding,
    describeManagedLoginBrandingByClient,
    updateManagedLoginBranding,
    deleteManagedLoginBranding,
  ],
  "Classic hosted pages": [setUICustomization, getUICustomization],
  Terms: [createTerms, describeTerms, updateTerms, deleteTerms, listTerms],
  "Threat protection": [setRiskConfiguration, describeRiskConfiguration],
  "Authentication events": [adminListUserAuthEvents, adminUpdateAuthEventFeedback, updateAuthEventFeedback],
  "Log delivery": [setLogDeliveryConfiguration, getLogDeliveryConfiguration],
  Tags: [tagResource, untagResource, listTagsForResource],
  "User import": [
    getCSVHeader,
    createUserImportJob,
    describeUserImportJob,
    listUserImportJobs,
    startUserImportJob,
    stopUserImportJob,
  ],
};

/** The operations that are built, by name. */
export const operations: ReadonlyMap<string, AnyOperation> = new Map(
  Object.values(operationFamilies).flatMap((family) =>
    family.map((operation) => [operation.name, operation]),
  ),
);
