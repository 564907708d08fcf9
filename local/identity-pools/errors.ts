/** Every error of identity pools, one function per exact message; texts that AWS does not document are ours. */
import { invalidParameter, ServiceError } from "../protocol/service-error.ts";

const notAuthorized = (message: string) => new ServiceError("NotAuthorizedException", message);
const notFound = (message: string) => new ServiceError("ResourceNotFoundException", message);
const conflict = (message: string) => new ServiceError("ResourceConflictException", message);

/** Not AWS's: only the template's resources have ids that can be in use. */
export const idTaken = (id: string) =>
  conflict(
    `the stack's name gives it the id ${id}, which another identity pool in the state folder has: start with --fresh, or set LOCAL_STATE to another folder`,
  );

export const poolNotFound = (id: string) => notFound(`IdentityPool '${id}' not found.`);
export const identityNotFound = (id: string) => notFound(`Identity '${id}' not found.`);
export const arnNotFound = (arn: string) => notFound(`Resource ${arn} does not exist.`);

export const guestsRefused = () =>
  notAuthorized("Unauthenticated access is not supported for this identity pool.");
export const providerNotSupported = () =>
  notAuthorized("Token is not from a supported provider of this identity pool.");
export const tokenMalformed = () =>
  notAuthorized("Invalid login token. Not a valid OpenId Connect identity token.");
export const tokenSignatureWrong = () => notAuthorized("Invalid login token. Couldn't verify signed token.");
export const tokenIssuerWrong = () => notAuthorized("Invalid login token. Issuer doesn't match providerName");
export const tokenAudienceWrong = () => notAuthorized("Invalid login token. Incorrect token audience.");
export const tokenExpired = (now: number, exp: number) =>
  notAuthorized(`Invalid login token. Token expired: ${exp} >= ${now}`);
export const tokenRevoked = () => notAuthorized("Token is not valid: the user is disabled or signed out.");
export const identityForbidden = (id: string) => notAuthorized(`Access to Identity '${id}' is forbidden.`);
export const loginsDoNotMatch = () =>
  notAuthorized(
    "Logins don't match. Please include at least one valid login for this identity or identity pool.",
  );
export const roleAmbiguous = () => notAuthorized("The role of the token is ambiguous, and that is denied.");
export const roleNotInToken = () => notAuthorized("The requested role is not one of the token's roles.");

/** https://github.com/aws/aws-cdk/issues/11054 */
export const cognitoProviderInvalid = () => invalidParameter("Invalid Cognito Identity Provider");
/** https://github.com/aws/aws-cdk/issues/22951 */
export const mappedProviderUnknown = (name: string) =>
  invalidParameter(`(${name}) is not a valid RoleMapping ProviderName or is not a configured provider.`);
export const rulesExceeded = (most: number) =>
  invalidParameter(`The number of rules in the request exceeded ${most}.`);

export const classicFlowOff = () =>
  invalidParameter("Basic (classic) flow is not enabled, please use enhanced flow.");

export const rolesMissing = () =>
  new ServiceError(
    "InvalidIdentityPoolConfigurationException",
    "Invalid identity pool configuration. Check assigned IAM roles for this pool.",
  );

export const loginTaken = () => conflict("The login is linked to another identity.");
export const developerUserTaken = () =>
  new ServiceError(
    "DeveloperUserAlreadyRegisteredException",
    "The developer user identifier is registered with another identity.",
  );
