/**
 * The API's types, in the form that openapi-fetch and this folder's client read. Written by `npm run docs:api` from
 * docs/api/openapi.json: `paths` has every operation, and every named schema of the document is a type of that name.
 *
 * @see https://openapi-ts.dev/openapi-fetch/
 */

/** A body of JSON. */
interface Json<Body> {
  headers: Record<string, unknown>;
  content: { "application/json": Body };
}

interface Sent<Body> {
  content: { "application/json": Body };
}

interface NoBody {
  headers: Record<string, unknown>;
  content?: never;
}

interface Html {
  headers: Record<string, unknown>;
  content: { "text/html": string };
}

interface Csv {
  headers: Record<string, unknown>;
  content: { "text/csv": string };
}

/** Error responses, by status. Some also come from API Gateway, as other JSON. */
type Problems<Code extends ErrorCode, GatewayStatus extends number> = {
  [Status in keyof CodesByStatus as Code & CodesByStatus[Status] extends never ? never : Status]: {
    headers: Record<string, unknown>;
    content: { "application/problem+json": ProblemOf<Code & CodesByStatus[Status]> } & (Status extends GatewayStatus
      ? { "application/json": GatewayAnswer }
      : unknown);
  };
};

/** Of routes without a token, and of those with one, whose token the gateway checks. */
type Public<Code extends ErrorCode = never> = Problems<Code | AlwaysPossible, 404 | 413 | 429 | 500 | 503>;
type Protected<Code extends ErrorCode = never> = Problems<
  Code | AlwaysPossible | PossibleWithToken,
  401 | 403 | 404 | 413 | 429 | 500 | 503
>;

/** A problem with one of these codes. */
export type ProblemOf<Code extends ErrorCode> = Code extends "request_refused"
  ? Omit<Problem, "code" | "reason"> & { code: Code; reason: RefusalReason }
  : Omit<Problem, "code" | "reason"> & { code: Code };

/** Which codes come with a status. */
export interface CodesByStatus {
  400:
    | "validation_failed" | "malformed_json" | "invalid_parameter" | "invalid_cursor" | "invalid_password" | "password_reused" | "code_mismatch"
    | "code_expired" | "unsupported_token_type" | "passkey_refused" | "factor_not_available";
  401:
    | "unauthorized" | "invalid_credentials" | "session_expired" | "link_expired" | "invalid_refresh_token" | "session_revoked"
    | "reauthentication_required" | "account_unavailable";
  403:
    | "insufficient_scope" | "machine_not_allowed" | "origin_not_allowed" | "terms_not_accepted" | "organization_role_required"
    | "invitation_for_other_address" | "link_of_another_browser" | "request_refused";
  404: "not_found" | "invitation_not_valid" | "route_not_found";
  405: "method_not_allowed";
  409:
    | "email_in_use" | "changed_meanwhile" | "factor_in_use" | "federated_account" | "group_exists" | "group_protected" | "terms_outdated"
    | "last_admin" | "last_owner" | "organization_limit" | "own_account" | "quota_exceeded" | "user_state_conflict";
  413: "body_too_large" | "file_too_large";
  415: "file_type_not_allowed" | "unsupported_media_type";
  429: "too_many_requests";
  500: "internal_error";
  503: "code_delivery_failed" | "service_unavailable";
}

export type ErrorCode = CodesByStatus[keyof CodesByStatus];
type AlwaysPossible = "internal_error" | "service_unavailable" | "too_many_requests" | "validation_failed";
type PossibleWithBody = "body_too_large" | "malformed_json" | "unsupported_media_type";
type PossibleWithToken = "insufficient_scope" | "session_revoked" | "unauthorized";

export type AccountExport = {
  exportedAt: string;
  profile: Profile;
  mfa: SecondFactors;
  passkeys: Passkey[];
  sessions: Session[];
  consents: Consent[];
  organizations: OwnOrganization[];
  activity: Event[];
  files: FileWithDownload[];
  isComplete: { activity: boolean; files: boolean };
};
export type AttributeCode = { delivery: Delivery; resendAfter: ResendAfter };
export type AttributeCodeRequest = { value?: NewEmail | PhoneNumber };
export type AttributeVerification = { code: Code };
export type AuthenticatorCode = string;
export type Census = {
  startedAt: string;
  completedAt: string | null;
  users: number;
  disabled: number;
  byStatus: Record<string, number>;
  byGroup: GroupSize[];
  mfa: SecondFactorShares;
};
export type Challenge =
  | { challenge: "NEW_PASSWORD_REQUIRED"; session: string; parameters: { requiredAttributes?: string; userAttributes?: string } }
  | {
    challenge: "SMS_MFA" | "EMAIL_OTP" | "SMS_OTP";
    session: string;
    parameters: CodeSentParameters;
    available?: FirstFactor[];
    resendAfter?: ResendAfter;
  }
  | { challenge: "SOFTWARE_TOKEN_MFA"; session: string; parameters: { FRIENDLY_DEVICE_NAME?: string } }
  | { challenge: "SELECT_MFA_TYPE"; session: string; parameters: { MFAS_CAN_CHOOSE: string } }
  | { challenge: "MFA_SETUP"; session: string; parameters: { MFAS_CAN_SETUP?: string } }
  | { challenge: "WEB_AUTHN"; session: string; parameters: { CREDENTIAL_REQUEST_OPTIONS: string }; available?: FirstFactor[] }
  | { challenge: "SELECT_CHALLENGE" | "PASSWORD"; session: string; parameters: Record<string, unknown>; available?: FirstFactor[] }
  | CustomChallenge;
export type ChallengeAnswer =
  | {
    challenge: "NEW_PASSWORD_REQUIRED";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    newPassword: NewPassword;
    profile?: ProfileFields;
  }
  | {
    challenge: "SMS_MFA";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    code: string;
  }
  | {
    challenge: "EMAIL_OTP";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    code: string;
  }
  | {
    challenge: "SMS_OTP";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    code: string;
  }
  | {
    challenge: "SOFTWARE_TOKEN_MFA";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    code: AuthenticatorCode;
  }
  | {
    challenge: "SELECT_MFA_TYPE";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    factor: "SOFTWARE_TOKEN_MFA" | "SMS_MFA" | "EMAIL_OTP";
  }
  | {
    challenge: "MFA_SETUP";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    code: AuthenticatorCode;
    deviceName?: string;
  }
  | {
    challenge: "SELECT_CHALLENGE";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    factor: FirstFactor;
    password?: Password;
  }
  | {
    challenge: "PASSWORD";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    password: Password;
  }
  | {
    challenge: "WEB_AUTHN";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    credential: PasskeyAssertion;
  }
  | {
    challenge: "CUSTOM_CHALLENGE";
    session: string;
    email: Email;
    knownClient?: KnownClient;
    deviceData?: string;
    organization?: WantedOrganization;
    answer: string;
  };
export type ClientId = string;
export type Code = string;
export type CodeRequest = { email: Email };
export type CodeSentParameters = { CODE_DELIVERY_DELIVERY_MEDIUM?: "EMAIL" | "SMS"; CODE_DELIVERY_DESTINATION?: string };
export type CodeSignIn = { email: Email; channel?: "email" | "sms"; knownClient?: KnownClient; deviceData?: string };
export type CodeSignInChallenge = {
  challenge: "CUSTOM_CHALLENGE";
  session: string;
  parameters: OneTimeCodeParameters | SignInLinkParameters | { challenge: "PROVIDE_AUTH_PARAMETERS"; channels: string };
  resendAfter: ResendAfter;
  delivery: CodeSignInDelivery;
};
export type CodeSignInDelivery = { medium: "EMAIL" | "SMS"; destination?: string };
export type CognitoId = string;
export type Config = {
  region: string;
  userPoolId: string;
  userPoolClientId: string;
  issuer: string;
  identityPoolId: string;
  loginDomain?: string;
  managedLogin?: ManagedLogin;
  identityProviders: { name: string; kind: "google" | "facebook" | "apple" | "oidc" | "saml" }[];
  signInMethods: ("password" | "passkey" | "email_code" | "sms_code" | "email_link")[];
  secondFactors: SecondFactor[];
  signUp: "open" | "invited";
  verification: "code" | "link";
  organizations: boolean;
  mfa: "off" | "optional";
  smsCountries: string[];
  terms?: { version: TermsVersion; termsUrl: string; privacyUrl: string; isRequired: boolean };
  endpoints?: { cognito: string };
  passwordRule: PasswordRule;
  app: { name: string; color: string };
  languages: ("en" | "de" | "es" | "fr")[];
  defaultLanguage: "en" | "de" | "es" | "fr";
};
export type Confirmation = { email: Email; code: Code; password?: NewPassword; acceptedTerms?: TermsVersion };
export type Consent = { version: TermsVersion; termsUrl: string; privacyUrl: string; acceptedAt: string; given: "confirmation" | "question"; clientId: string };
export type ConsentList = { items: Consent[]; toAccept: Terms | null };
export type ConsentRequest = { version: TermsVersion };
export type Cursor = string;
export type CustomChallenge = {
  challenge: "CUSTOM_CHALLENGE";
  session: string;
  parameters: OneTimeCodeParameters | SignInLinkParameters | { challenge: "PROVIDE_AUTH_PARAMETERS"; channels: string };
  resendAfter?: ResendAfter;
};
export type Delivery = { medium: "EMAIL" | "SMS"; destination: string };
export type Email = string;
export type Event = {
  id: string;
  type: EventType;
  at: string;
  sub: string;
  actor?: string;
  reason?: string;
  clientId?: string;
  ip?: string;
  userAgent?: string;
  detail?: Record<string, unknown>;
};
export type EventList = { items: Event[]; cursor?: string };
export type EventType =
  | "sign_up" | "sign_up_confirmed" | "sign_in" | "hosted_sign_in" | "machine_token_issued" | "sign_in_failed" | "sign_in_throttled"
  | "sign_out" | "session_revoked" | "sessions_revoked" | "new_device" | "otp_sent" | "otp_mismatch" | "otp_throttled" | "password_changed"
  | "password_reset" | "profile_changed" | "email_changed" | "phone_number_changed" | "phone_number_removed" | "mfa_changed"
  | "recovery_codes_created" | "recovery_code_used" | "passkey_added" | "passkey_renamed" | "passkey_removed" | "identity_linked"
  | "identity_unlinked" | "terms_accepted" | "data_exported" | "user_migrated" | "group_added" | "group_removed" | "user_invited"
  | "invitation_resent" | "user_changed" | "user_enabled" | "user_disabled" | "user_confirmed" | "user_password_reset" | "user_mfa_reset"
  | "user_signed_out" | "user_session_revoked" | "user_deleted" | "account_deleted" | "group_created" | "group_changed" | "group_deleted"
  | "organization_created" | "organization_changed" | "organization_deleted" | "organization_invited" | "organization_invitation_revoked"
  | "organization_joined" | "organization_left" | "organization_member_removed" | "organization_role_changed";
export type FactorsInUse = { preferred: SecondFactor | null; enabled: SecondFactor[]; recoveryCodesLeft: number };
export type FieldError = { in: "path" | "query" | "body"; pointer: string; detail: string; reason?: PasswordReason };
export type File = { id: string; purpose: FilePurpose; name: string; contentType: string; size: number; sha256?: string; createdAt: string };
export type FileCreation = { name: FileName; contentType: MediaType; size?: number; sha256?: string; purpose?: FilePurpose };
export type FileLimits = { file: { maxBytes: number; types: string[] }; avatar: { maxBytes: number; types: string[] } };
export type FileList = { items: File[]; cursor?: string; quota?: FileQuota; limits?: FileLimits };
export type FileName = string;
export type FileOfUser = { id: string; purpose: FilePurpose; name: string; contentType: string; size: number; createdAt: string };
export type FilePurpose = "file" | "avatar";
export type FileQuota = {
  usedBytes: number;
  reservedBytes: number;
  maxBytes: number;
  usedFiles: number;
  reservedFiles: number;
  maxFiles: number;
  reservedUntil?: string;
};
export type FileUpload = { id: string; upload: { url: string; fields: Record<string, string>; expiresAt: string } };
export type FileWithDownload = {
  id: string;
  purpose: FilePurpose;
  name: string;
  contentType: string;
  size: number;
  sha256?: string;
  createdAt: string;
  download: { url: string; expiresAt: string };
};
export type FilesOfUser = { items: FileOfUser[]; cursor?: string; quota?: FileQuota };
export type FirstFactor = "PASSWORD" | "WEB_AUTHN" | "EMAIL_OTP" | "SMS_OTP";
export type GatewayAnswer = { message: string };
export type Group = {
  name: string;
  description?: string;
  precedence?: number;
  scopes: string[];
  protected: boolean;
  version: Version;
  createdAt: string;
  updatedAt: string;
};
export type GroupCreation = { name: string; description?: Text; precedence?: number; reason?: Text };
export type GroupList = { items: Group[]; cursor?: string };
export type GroupName = string;
export type GroupSize = { group: string; members: number; isEstimate: boolean };
export type GroupUpdate = { description?: Text; precedence?: number; reason?: Text; version?: Version };
export type Health = { status: "ok"; stage: string; version?: string };
export type InvitationToken = { token: string };
export type KnownClient = string;
export type LinkCompletion = { token: string; knownClient?: KnownClient; deviceData?: string };
export type LinkSignIn = { email: Email; deviceData?: string };
export type LinkSignInAnswer = LinkSignInChallenge | LinkSignInBesideCookie;
export type LinkSignInBesideCookie = { delivery: Delivery; resendAfter: ResendAfter; expiresAt: string };
export type LinkSignInChallenge = { challenge: "CUSTOM_CHALLENGE"; session: string; parameters: SignInLinkParameters; resendAfter: ResendAfter; delivery: Delivery };
export type LinkedIdentity = { provider: string; linkedAt?: string };
export type LiveSessionList = {
  items: {
    id: string;
    device: string;
    ip: string;
    location?: string;
    clientId: string;
    createdAt: string;
    lastUsedAt: string;
    signIn?: { method: "hosted" | "federated"; provider?: string };
    sub: string;
    email?: string;
    name?: string;
  }[];
  cursor?: string;
};
export type Locale = string;
export type ManagedLogin = { scopes: string[]; redirectUris: string[]; logoutUris: string[] };
export type MediaType = string;
export type MfaSetup = { session: string; email: Email };
export type MfaSetupAnswer = { secret: string; otpauthUri: string; qrSvg: string; session: string };
export type NamedEvent = {
  id: string;
  type: EventType;
  at: string;
  sub: string;
  actor?: string;
  reason?: string;
  clientId?: string;
  ip?: string;
  userAgent?: string;
  detail?: Record<string, unknown>;
  email?: string;
  name?: string;
  actorEmail?: string;
  actorName?: string;
};
export type NamedEventList = { items: NamedEvent[]; cursor?: string };
export type NewEmail = string;
export type NewPassword = Password;
export type OneTimeCodeParameters = { challenge: "ONE_TIME_CODE"; codeLength: number; triesLeft: number; expiresAt: string };
export type Organization = { id: OrganizationId; name: string; role: OrganizationRole; createdAt: string; members: number; owners: number };
export type OrganizationChoice = { organization: OrganizationId | null };
export type OrganizationId = string;
export type OrganizationInput = { name: OrganizationName };
export type OrganizationInvitation = { id: string; email: string; role: OrganizationRole; invitedAt: string; expiresAt: string };
export type OrganizationInvitationInput = { email: NewEmail; role: OrganizationRole; language?: "en" | "de" | "es" | "fr" };
export type OrganizationInvitationList = { items: OrganizationInvitation[] };
export type OrganizationMember = { sub: CognitoId; role: OrganizationRole; joinedAt: string; email?: string; name?: string };
export type OrganizationMemberList = { items: OrganizationMember[]; cursor?: string };
export type OrganizationName = string;
export type OrganizationRole = "owner" | "admin" | "member";
export type OrganizationRoleInput = { role: OrganizationRole };
export type OrganizationsOfUser = { items: { id: OrganizationId; name: string; role: OrganizationRole; joinedAt: string }[] };
export type Overview = {
  asOf: string;
  estimatedUsers: number;
  active: { today: number; thisWeek: number; thisMonth: number };
  weeks: { week: string; activeUsers: number }[];
  months: { month: string; activeUsers: number }[];
  previous: OverviewTotals;
  days: OverviewDay[];
  census: Census | null;
  isCounting: boolean;
};
export type OverviewDay = {
  day: string;
  activeUsers: number;
  signUps: number;
  signIns: number;
  signInsByMethod: SignInsByMethod;
  signInsWithSecondFactor: number;
  signInFailures: number;
  refusals: Record<string, number>;
  otpSent: number;
  otpUsed: number;
  linksSent: number;
  linksUsed: number;
  mfa: SecondFactorShares | null;
};
export type OverviewTotals = { signUps: number; signIns: number; signInFailures: number; refusals: Record<string, number> };
export type OwnOrganization = { id: OrganizationId; name: string; role: OrganizationRole; joinedAt: string; chosen: boolean };
export type OwnOrganizations = { items: OwnOrganization[] };
export type Passkey = { id: string; name?: string; relyingPartyId: string; attachment?: string; transports: string[]; createdAt: string };
export type PasskeyAnswer = { options: Record<string, unknown> } | { registered: true };
export type PasskeyAssertion = { id: string; rawId: string; type: "public-key"; response: { clientDataJSON: string; authenticatorData: string; signature: string } };
export type PasskeyList = { items: Passkey[] };
export type PasskeyRegistration = { id: string; rawId: string; type: "public-key"; response: { clientDataJSON: string; attestationObject: string } };
export type PasskeyRename = { name: string };
export type PasskeyRequest = { credential?: PasskeyRegistration };
export type PasskeySignIn = { email: Email; knownClient?: KnownClient; deviceData?: string };
export type Password = string;
export type PasswordChange = { currentPassword?: Password; newPassword: NewPassword };
export type PasswordReason = "too_short" | "common" | "personal" | "app_name" | "repeated" | "pattern" | "breached";
export type PasswordReset = { email: Email; code: Code; newPassword: NewPassword; knownClient?: KnownClient };
export type PasswordRule = { minimumLength: number; maximumLength: number; spacesInside: true; blocklist: true; breachedCheck: boolean };
export type PasswordSignIn = { email: Email; password: Password; knownClient?: KnownClient; deviceData?: string; organization?: WantedOrganization };
export type PhoneNumber = string;
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  instance: string;
  reason?: RefusalReason;
  errors?: FieldError[];
};
export type Profile = {
  sub: string;
  email?: string;
  emailVerified: boolean;
  phoneNumber?: string;
  phoneNumberVerified: boolean;
  pending: { email?: string; phoneNumber?: string };
  name?: string;
  givenName?: string;
  familyName?: string;
  locale?: string;
  groups: string[];
  identities: LinkedIdentity[];
  avatar: { url: string; expiresAt: string } | null;
  passwordChangedAt: string | null;
  termsToAccept: Terms | null;
  createdAt: string;
  updatedAt: string;
};
export type ProfileFields = { name?: Text; givenName?: Text; familyName?: Text; locale?: Locale };
export type ProfileUpdate = { name?: Text | null; givenName?: Text | null; familyName?: Text | null; locale?: Locale | null };
export type ReasonGiven = { reason?: Text };
export type ReceivedInvitation = { organization: { id: OrganizationId; name: string }; role: OrganizationRole; email: string; expiresAt: string };
export type Recovery = { recovery: string; delivery: Delivery; resendAfter: ResendAfter; expiresAt: string };
export type RecoveryCodes = { codes: string[] };
export type RecoveryCompletion = { recovery: string; code: string; recoveryCode: string };
export type Refresh = { refreshToken?: string; organization?: WantedOrganization };
export type RefreshTokenGiven = { refreshToken?: string };
export type Refreshed = { tokens: Tokens } | { tokens: TokensBesideCookie };
export type RefusalReason =
  | "account_unavailable"
  | "email_domain_not_allowed"
  | "email_missing"
  | "email_not_verified"
  | "firewall"
  | "invitation_required"
  | "sign_up_closed"
  | "trigger";
export type ResendAfter = number;
export type SecondFactor = "totp" | "sms" | "email";
export type SecondFactorShares = { sampled: number; enabled: number; totp: number; sms: number; email: number };
export type SecondFactors = {
  preferred: SecondFactor | null;
  enabled: SecondFactor[];
  recoveryCodesLeft: number;
  available: SecondFactor[];
  authenticator: { name?: string; addedAt: string } | null;
};
export type SecondFactorsUpdate = { enabled: SecondFactor[]; preferred?: SecondFactor | null };
export type SentCode = { delivery: Delivery; resendAfter: ResendAfter };
export type Session = {
  id: string;
  device: string;
  ip: string;
  location?: string;
  clientId: string;
  createdAt: string;
  lastUsedAt: string;
  signIn?: { method: "hosted" | "federated"; provider?: string };
  current: boolean;
};
export type SessionId = string;
export type SessionList = { items: Session[] };
export type SignInAnswer = { tokens: Tokens; knownClient?: string } | { tokens: TokensBesideCookie } | Challenge;
export type SignInLinkParameters = { challenge: "SIGN_IN_LINK"; linkId: string; triesLeft: number; expiresAt: string };
export type SignInsByMethod = { password: number; passkey: number; code: number; link: number; hosted: number; provider: number; other: number };
export type SignUp = { email: NewEmail; profile?: ProfileFields };
export type SignUpAnswer = { confirmed: boolean; delivery: Delivery; resendAfter: ResendAfter };
export type SignedInAnswer = { tokens: Tokens; knownClient?: string } | { tokens: TokensBesideCookie };
export type Terms = { version: TermsVersion; termsUrl: string; privacyUrl: string };
export type TermsVersion = string;
export type Text = string;
export type TokenCheck = {
  check: "issuer" | "signature" | "token_use" | "client" | "not_before" | "expiry" | "scopes" | "revocation";
  verdict: "passed" | "failed" | "skipped";
  detail: string;
};
export type TokenClaim = { name: string; value: unknown; meaning?: string; time?: string };
export type TokenInspection = {
  kind: "signed" | "encrypted" | "unreadable";
  header?: Record<string, unknown>;
  claims?: TokenClaim[];
  checks: TokenCheck[];
  valid: boolean;
};
export type TokenInspectionRequest = { token: string; scope?: "api/profile" | "api/files" | "api/users.read" | "api/users.write" | "api/audit.read" };
export type TokenOrganization = { organization: { id: OrganizationId; role: OrganizationRole; current: boolean } | null };
export type Tokens = { accessToken: string; idToken: string; expiresIn: number; tokenType: "Bearer"; refreshToken: string };
export type TokensBesideCookie = { accessToken: string; idToken: string; expiresIn: number; tokenType: "Bearer" };
export type TotpSetup = { secret: string; otpauthUri: string; qrSvg: string };
export type TotpVerification = { code: AuthenticatorCode; deviceName?: string };
export type User = {
  sub: string;
  email?: string;
  emailVerified: boolean;
  name?: string;
  givenName?: string;
  familyName?: string;
  locale?: string;
  status: UserStatus;
  enabled: boolean;
  identityProviders?: string[];
  createdAt: string;
  updatedAt: string;
};
export type UserDetail = {
  sub: string;
  email?: string;
  emailVerified: boolean;
  name?: string;
  givenName?: string;
  familyName?: string;
  locale?: string;
  status: UserStatus;
  enabled: boolean;
  identityProviders?: string[];
  createdAt: string;
  updatedAt: string;
  pendingEmail?: string;
  version: Version;
  groups: string[];
  mfa: FactorsInUse;
  terms: { version: string; acceptedAt: string } | null;
  lastSignIn: { at: string; clientId: string } | null;
  sessions: number;
  invitation: { group: string; sentAt: string } | null;
};
export type UserInvitation = { email: NewEmail; group?: GroupName; language?: "en" | "de" | "es" | "fr"; profile?: ProfileFields; reason?: Text };
export type UserList = { items: User[]; cursor?: string };
export type UserStatus = "UNCONFIRMED" | "CONFIRMED" | "FORCE_CHANGE_PASSWORD" | "RESET_REQUIRED" | "EXTERNAL_PROVIDER" | "ARCHIVED" | "COMPROMISED" | "UNKNOWN";
export type UserUpdate = {
  email?: NewEmail;
  name?: Text | null;
  givenName?: Text | null;
  familyName?: Text | null;
  locale?: Locale | null;
  reason?: Text;
  version?: Version;
};
export type Version = string;
export type WantedOrganization = OrganizationId | "none";

export interface paths {
  "/v1/auth/sign-up": {
    /** Create an account; the answer is the same for an address that has one */
    post: {
      requestBody: Sent<SignUp>;
      responses: { 201: Json<SignUpAnswer> } & Public<PossibleWithBody | "invalid_parameter" | "request_refused">;
    };
  };
  "/v1/auth/confirm": {
    /** Confirm an account with the mailed code, and choose its password */
    post: {
      requestBody: Sent<Confirmation>;
      responses: { 204: NoBody } & Public<PossibleWithBody | "code_mismatch" | "email_in_use" | "invalid_parameter" | "invalid_password" | "password_reused" | "request_refused">;
    };
  };
  "/v1/auth/resend-code": {
    /** Send the confirmation code again, if an account waits for one */
    post: {
      requestBody: Sent<CodeRequest>;
      responses: { 202: Json<SentCode> } & Public<PossibleWithBody | "request_refused">;
    };
  };
  "/v1/auth/sign-in": {
    /** Sign in with a password: tokens, or a challenge to answer */
    post: {
      parameters: { query?: { tokens?: "body" | "cookie" } };
      requestBody: Sent<PasswordSignIn>;
      responses: { 200: Json<SignInAnswer> } & Public<PossibleWithBody | "code_delivery_failed" | "factor_not_available" | "invalid_credentials" | "invalid_parameter" | "origin_not_allowed" | "request_refused">;
    };
  };
  "/v1/auth/otp": {
    /** Send a code to sign in with instead of a password */
    post: {
      requestBody: Sent<CodeSignIn>;
      responses: { 200: Json<CodeSignInChallenge> } & Public<PossibleWithBody | "invalid_parameter" | "request_refused" | "session_expired">;
    };
  };
  "/v1/auth/link": {
    /** Mail a link to sign in with, for the browser or app that asks */
    post: {
      parameters: { query?: { tokens?: "body" | "cookie" } };
      requestBody: Sent<LinkSignIn>;
      responses: { 200: Json<LinkSignInAnswer> } & Public<PossibleWithBody | "invalid_parameter" | "origin_not_allowed" | "request_refused" | "session_expired">;
    };
  };
  "/v1/auth/link/complete": {
    /** Sign in with the token of a link, in the browser that asked for it */
    post: {
      parameters: { query?: { tokens?: "body" | "cookie" } };
      requestBody: Sent<LinkCompletion>;
      responses: { 200: Json<SignedInAnswer> } & Public<PossibleWithBody | "invalid_parameter" | "link_expired" | "link_of_another_browser" | "origin_not_allowed" | "request_refused">;
    };
  };
  "/v1/auth/passkey": {
    /** Start a sign-in with a passkey */
    post: {
      requestBody: Sent<PasskeySignIn>;
      responses: { 200: Json<Challenge> } & Public<PossibleWithBody | "invalid_parameter" | "passkey_refused" | "request_refused">;
    };
  };
  "/v1/auth/challenge": {
    /** Answer a challenge: tokens, or the next one */
    post: {
      parameters: { query?: { tokens?: "body" | "cookie" } };
      requestBody: Sent<ChallengeAnswer>;
      responses: { 200: Json<SignInAnswer> } & Public<PossibleWithBody | "code_delivery_failed" | "code_expired" | "code_mismatch" | "email_in_use" | "factor_not_available" | "invalid_credentials" | "invalid_parameter" | "invalid_password" | "origin_not_allowed" | "passkey_refused" | "password_reused" | "request_refused" | "session_expired">;
    };
  };
  "/v1/auth/mfa-setup": {
    /** Get the secret for an authenticator app to answer MFA_SETUP with */
    post: {
      requestBody: Sent<MfaSetup>;
      responses: { 200: Json<MfaSetupAnswer> } & Public<PossibleWithBody | "factor_not_available" | "invalid_parameter" | "request_refused" | "session_expired">;
    };
  };
  "/v1/auth/recovery": {
    /** Start to sign in without the second factor: mails a code to complete it with */
    post: {
      requestBody: Sent<PasswordSignIn>;
      responses: { 202: Json<Recovery> } & Public<PossibleWithBody | "code_delivery_failed" | "factor_not_available" | "invalid_credentials" | "invalid_parameter" | "request_refused">;
    };
  };
  "/v1/auth/recovery/complete": {
    /** Remove the lost second factors with the mailed code and a recovery code */
    post: {
      requestBody: Sent<RecoveryCompletion>;
      responses: { 204: NoBody } & Public<PossibleWithBody | "code_mismatch" | "invalid_credentials">;
    };
  };
  "/v1/auth/refresh": {
    /** Exchange a refresh token, the body's or the cookie's, for new tokens */
    post: {
      parameters: { query?: { tokens?: "body" | "cookie" } };
      requestBody?: Sent<Refresh>;
      responses: { 200: Json<Refreshed> } & Public<PossibleWithBody | "invalid_refresh_token" | "origin_not_allowed" | "request_refused">;
    };
  };
  "/v1/auth/sign-out": {
    /** Revoke a refresh token, the body's or the cookie's, and the tokens that came from it */
    post: {
      requestBody?: Sent<RefreshTokenGiven>;
      responses: { 204: NoBody } & Public<PossibleWithBody | "invalid_refresh_token" | "origin_not_allowed" | "request_refused" | "unsupported_token_type">;
    };
  };
  "/v1/auth/forgot-password": {
    /** Send a code to choose a new password with, if there is an account */
    post: {
      requestBody: Sent<CodeRequest>;
      responses: { 202: Json<SentCode> } & Public<PossibleWithBody | "request_refused">;
    };
  };
  "/v1/auth/reset-password": {
    /** Choose a new password with the mailed code */
    post: {
      requestBody: Sent<PasswordReset>;
      responses: { 204: NoBody } & Public<PossibleWithBody | "code_mismatch" | "invalid_parameter" | "invalid_password" | "password_reused" | "request_refused">;
    };
  };
  "/v1/auth/config": {
    /** What a client app needs to call the user pool itself */
    get: {
      responses: { 200: Json<Config> } & Public;
    };
  };
  "/v1/me": {
    /** Your profile */
    get: {
      responses: { 200: Json<Profile> } & Protected<"account_unavailable">;
    };
    /** Change your profile: given fields change, null clears one, the rest stays */
    patch: {
      requestBody: Sent<ProfileUpdate>;
      responses: { 200: Json<Profile> } & Protected<PossibleWithBody | "account_unavailable" | "invalid_parameter" | "request_refused" | "terms_not_accepted">;
    };
    /** Delete your account with its files and its audit trail */
    delete: {
      responses: { 204: NoBody } & Protected<"account_unavailable" | "changed_meanwhile" | "last_admin" | "last_owner" | "reauthentication_required">;
    };
  };
  "/v1/me/password": {
    /** Change the password; every sign-in ends */
    post: {
      requestBody: Sent<PasswordChange>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "account_unavailable" | "federated_account" | "invalid_credentials" | "invalid_parameter" | "invalid_password" | "password_reused" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/attributes/{name}/code": {
    /** Send a code that verifies the e-mail address or phone number, or a new one that is to replace it */
    post: {
      parameters: { path: { name: "email" | "phone_number" } };
      requestBody: Sent<AttributeCodeRequest>;
      responses: { 200: Json<AttributeCode> } & Protected<PossibleWithBody | "account_unavailable" | "code_delivery_failed" | "invalid_parameter" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/attributes/{name}/verify": {
    /** Verify the e-mail address or phone number with the code that was sent to it */
    post: {
      parameters: { path: { name: "email" | "phone_number" } };
      requestBody: Sent<AttributeVerification>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "account_unavailable" | "code_mismatch" | "email_in_use" | "invalid_parameter" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/attributes/phone_number": {
    /** Remove the phone number, and one that waits for its code */
    delete: {
      responses: { 204: NoBody } & Protected<"account_unavailable" | "factor_in_use" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/mfa": {
    /** Your second factors, and how many recovery codes are left */
    get: {
      responses: { 200: Json<SecondFactors> } & Protected<"account_unavailable" | "request_refused" | "terms_not_accepted">;
    };
    /** Choose the second factors; what is not enabled is removed */
    put: {
      requestBody: Sent<SecondFactorsUpdate>;
      responses: { 200: Json<SecondFactors> } & Protected<PossibleWithBody | "account_unavailable" | "factor_not_available" | "federated_account" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/mfa/totp": {
    /** Get the secret for an authenticator app, also as a URI and as a QR code */
    post: {
      responses: { 200: Json<TotpSetup> } & Protected<"account_unavailable" | "factor_not_available" | "federated_account" | "invalid_parameter" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/mfa/totp/verify": {
    /** Activate an authenticator app with its first code; answers new recovery codes if there were none */
    post: {
      requestBody: Sent<TotpVerification>;
      responses: { 200: Json<RecoveryCodes> } & Protected<PossibleWithBody | "account_unavailable" | "code_mismatch" | "factor_not_available" | "federated_account" | "invalid_parameter" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/mfa/recovery-codes": {
    /** Create ten new recovery codes; the old ones are void */
    post: {
      responses: { 201: Json<RecoveryCodes> } & Protected<"account_unavailable" | "factor_not_available" | "federated_account" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/sessions": {
    /** Your active sign-ins */
    get: {
      responses: { 200: Json<SessionList> } & Protected<"account_unavailable">;
    };
    /** End all your sign-ins, including this one */
    delete: {
      responses: { 204: NoBody } & Protected<"account_unavailable" | "reauthentication_required">;
    };
  };
  "/v1/me/sessions/{id}": {
    /** End one of your sign-ins */
    delete: {
      parameters: { path: { id: SessionId } };
      responses: { 204: NoBody } & Protected<"account_unavailable" | "not_found" | "reauthentication_required">;
    };
  };
  "/v1/me/passkeys": {
    /** Your passkeys */
    get: {
      responses: { 200: Json<PasskeyList> } & Protected<"account_unavailable" | "request_refused" | "terms_not_accepted">;
    };
    /** Begin to register a passkey, or complete it with the browser's answer */
    post: {
      requestBody: Sent<PasskeyRequest>;
      responses: { 200: Json<PasskeyAnswer> } & Protected<PossibleWithBody | "account_unavailable" | "factor_not_available" | "federated_account" | "invalid_parameter" | "passkey_refused" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/passkeys/{id}": {
    /** Rename one of your passkeys */
    patch: {
      parameters: { path: { id: string } };
      requestBody: Sent<PasskeyRename>;
      responses: { 200: Json<Passkey> } & Protected<PossibleWithBody | "account_unavailable" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
    /** Remove one of your passkeys */
    delete: {
      parameters: { path: { id: string } };
      responses: { 204: NoBody } & Protected<"account_unavailable" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/identities/{provider}": {
    /** Unlink the identities of one provider from your account */
    delete: {
      parameters: { path: { provider: string } };
      responses: { 204: NoBody } & Protected<"account_unavailable" | "federated_account" | "invalid_parameter" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/me/consents": {
    /** The terms that you accepted, and those that you still have to accept */
    get: {
      responses: { 200: Json<ConsentList> } & Protected;
    };
    /** Accept the current version of the terms */
    post: {
      requestBody: Sent<ConsentRequest>;
      responses: { 201: Json<ConsentList> } & Protected<PossibleWithBody | "not_found" | "terms_outdated">;
    };
  };
  "/v1/me/export": {
    /** Everything about you as a file: profile, factors, sessions, activity, files with links */
    get: {
      responses: { 200: Json<AccountExport> } & Protected<"account_unavailable" | "reauthentication_required" | "request_refused">;
    };
  };
  "/v1/me/activity": {
    /** What happened to your account, newest first */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor } };
      responses: { 200: Json<EventList> } & Protected<"invalid_cursor" | "terms_not_accepted">;
    };
  };
  "/v1/files": {
    /** Name a new file and get a form to upload it with */
    post: {
      requestBody: Sent<FileCreation>;
      responses: { 201: Json<FileUpload> } & Protected<PossibleWithBody | "file_too_large" | "file_type_not_allowed" | "quota_exceeded" | "terms_not_accepted">;
    };
    /** Your files, page by page, the newest first; the first page also tells quota and limits */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor; purpose?: FilePurpose } };
      responses: { 200: Json<FileList> } & Protected<"invalid_cursor" | "terms_not_accepted">;
    };
  };
  "/v1/files/{id}": {
    /** One of your files, with a URL to download it from */
    get: {
      parameters: { path: { id: string } };
      responses: { 200: Json<FileWithDownload> } & Protected<"not_found" | "terms_not_accepted">;
    };
    /** Delete one of your files */
    delete: {
      parameters: { path: { id: string } };
      responses: { 204: NoBody } & Protected<"not_found" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/files": {
    /** The files of a user: names, sizes and dates; the first page also tells the quota */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor }; path: { id: CognitoId } };
      responses: { 200: Json<FilesOfUser> } & Protected<"invalid_cursor" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/organizations": {
    /** The organizations that you are a member of */
    get: {
      responses: { 200: Json<OwnOrganizations> } & Protected<"terms_not_accepted">;
    };
    /** Create an organization, which you own */
    post: {
      requestBody: Sent<OrganizationInput>;
      responses: { 201: Json<Organization> } & Protected<PossibleWithBody | "organization_limit" | "terms_not_accepted">;
    };
  };
  "/v1/organizations/{organization}": {
    /** An organization that you are a member of */
    get: {
      parameters: { path: { organization: OrganizationId } };
      responses: { 200: Json<Organization> } & Protected<"not_found" | "terms_not_accepted">;
    };
    /** Rename an organization, as its owner or admin */
    patch: {
      parameters: { path: { organization: OrganizationId } };
      requestBody: Sent<OrganizationInput>;
      responses: { 200: Json<Organization> } & Protected<PossibleWithBody | "not_found" | "organization_role_required" | "terms_not_accepted">;
    };
    /** Delete an organization that you own, with its memberships and invitations */
    delete: {
      parameters: { path: { organization: OrganizationId } };
      responses: { 204: NoBody } & Protected<"not_found" | "organization_role_required" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/organizations/{organization}/members": {
    /** The members of an organization, a page at a time */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor }; path: { organization: OrganizationId } };
      responses: { 200: Json<OrganizationMemberList> } & Protected<"invalid_cursor" | "not_found" | "terms_not_accepted">;
    };
  };
  "/v1/organizations/{organization}/members/{sub}": {
    /** Give a member another role, as owner or admin */
    patch: {
      parameters: { path: { organization: OrganizationId; sub: CognitoId } };
      requestBody: Sent<OrganizationRoleInput>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "changed_meanwhile" | "last_owner" | "not_found" | "organization_role_required" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Remove a member, or leave the organization */
    delete: {
      parameters: { path: { organization: OrganizationId; sub: CognitoId } };
      responses: { 204: NoBody } & Protected<"changed_meanwhile" | "last_owner" | "not_found" | "organization_role_required" | "terms_not_accepted">;
    };
  };
  "/v1/organizations/{organization}/invitations": {
    /** The open invitations of an organization, for its owners and admins */
    get: {
      parameters: { path: { organization: OrganizationId } };
      responses: { 200: Json<OrganizationInvitationList> } & Protected<"not_found" | "organization_role_required" | "terms_not_accepted">;
    };
    /** Invite an address to an organization, as owner or admin; only owners invite owners */
    post: {
      parameters: { path: { organization: OrganizationId } };
      requestBody: Sent<OrganizationInvitationInput>;
      responses: { 201: Json<OrganizationInvitation> } & Protected<PossibleWithBody | "code_delivery_failed" | "not_found" | "organization_limit" | "organization_role_required" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/organizations/{organization}/invitations/{invitation}": {
    /** Withdraw an invitation, as owner or admin */
    delete: {
      parameters: { path: { organization: OrganizationId; invitation: string } };
      responses: { 204: NoBody } & Protected<"not_found" | "organization_role_required" | "terms_not_accepted">;
    };
  };
  "/v1/organization-invitations/read": {
    /** Read an invitation that was sent to your address */
    post: {
      requestBody: Sent<InvitationToken>;
      responses: { 200: Json<ReceivedInvitation> } & Protected<PossibleWithBody | "account_unavailable" | "invitation_for_other_address" | "invitation_not_valid" | "terms_not_accepted">;
    };
  };
  "/v1/organization-invitations/accept": {
    /** Accept an invitation that was sent to your verified address */
    post: {
      requestBody: Sent<InvitationToken>;
      responses: { 200: Json<Organization> } & Protected<PossibleWithBody | "account_unavailable" | "invitation_for_other_address" | "invitation_not_valid" | "organization_limit" | "terms_not_accepted">;
    };
  };
  "/v1/organization-invitations/decline": {
    /** Decline an invitation that was sent to your verified address */
    post: {
      requestBody: Sent<InvitationToken>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "account_unavailable" | "invitation_for_other_address" | "invitation_not_valid" | "terms_not_accepted">;
    };
  };
  "/v1/me/organization": {
    /** The organization of your token */
    get: {
      responses: { 200: Json<TokenOrganization> } & Protected<"terms_not_accepted">;
    };
    /** Choose the organization of your next tokens */
    put: {
      requestBody: Sent<OrganizationChoice>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "not_found" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users": {
    /** Search users by the beginning of address or name, by status and by group */
    get: {
      parameters: { query?: { email?: string; name?: Text; givenName?: Text; familyName?: Text; status?: UserStatus; enabled?: boolean; group?: GroupName; limit?: number; cursor?: Cursor } };
      responses: { 200: Json<UserList> } & Protected<"invalid_cursor" | "invalid_parameter" | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Create an account and mail an invitation with a temporary password */
    post: {
      requestBody: Sent<UserInvitation>;
      responses: { 201: Json<UserDetail> } & Protected<PossibleWithBody | "code_delivery_failed" | "email_in_use" | "invalid_parameter" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}": {
    /** One user, with groups, second factors and the last sign-in */
    get: {
      parameters: { path: { id: CognitoId } };
      responses: { 200: Json<UserDetail> } & Protected<"not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Change a user's profile; a new address takes effect once its owner has verified it */
    patch: {
      parameters: { path: { id: CognitoId } };
      requestBody: Sent<UserUpdate>;
      responses: { 200: Json<UserDetail> } & Protected<PossibleWithBody | "changed_meanwhile" | "code_delivery_failed" | "email_in_use" | "invalid_parameter" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted" | "user_state_conflict">;
    };
    /** Delete an account with its files and its audit trail */
    delete: {
      parameters: { query?: { reason?: Text }; path: { id: CognitoId } };
      responses: { 204: NoBody } & Protected<"last_admin" | "not_found" | "own_account" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/invitation": {
    /** Mail an invitation again, with a new temporary password */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "code_delivery_failed" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted" | "user_state_conflict">;
    };
  };
  "/v1/admin/users/{id}/enable": {
    /** Let a disabled account sign in again */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/disable": {
    /** Keep an account from signing in, and end its sign-ins */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "last_admin" | "not_found" | "own_account" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/confirm": {
    /** Confirm an account whose owner can't; its password is void, and a code to choose one is mailed */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "code_delivery_failed" | "not_found" | "reauthentication_required" | "request_refused" | "terms_not_accepted" | "user_state_conflict">;
    };
  };
  "/v1/admin/users/{id}/reset-password": {
    /** Void the password and mail a code to choose a new one; all sign-ins end */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "code_delivery_failed" | "not_found" | "own_account" | "reauthentication_required" | "request_refused" | "terms_not_accepted" | "user_state_conflict">;
    };
  };
  "/v1/admin/users/{id}/reset-mfa": {
    /** Remove a user's second factors and recovery codes; all sign-ins end */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "not_found" | "own_account" | "reauthentication_required" | "terms_not_accepted" | "user_state_conflict">;
    };
  };
  "/v1/admin/users/{id}/sign-out": {
    /** End all sign-ins of an account */
    post: {
      parameters: { path: { id: CognitoId } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/organizations": {
    /** A user's organizations with the user's role */
    get: {
      parameters: { path: { id: CognitoId } };
      responses: { 200: Json<OrganizationsOfUser> } & Protected<"not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/sessions": {
    /** A user's active sign-ins, the last used first */
    get: {
      parameters: { path: { id: CognitoId } };
      responses: { 200: Json<SessionList> } & Protected<"not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/sessions/{session}": {
    /** End one sign-in of a user */
    delete: {
      parameters: { query?: { reason?: Text }; path: { id: CognitoId; session: SessionId } };
      responses: { 204: NoBody } & Protected<"not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/users/{id}/groups/{group}": {
    /** Add a user to a group; the next token has its scopes */
    put: {
      parameters: { path: { id: CognitoId; group: GroupName } };
      requestBody?: Sent<ReasonGiven>;
      responses: { 204: NoBody } & Protected<PossibleWithBody | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Remove a user from a group; sign-ins that hold its scopes end */
    delete: {
      parameters: { query?: { reason?: Text }; path: { id: CognitoId; group: GroupName } };
      responses: { 204: NoBody } & Protected<"last_admin" | "not_found" | "own_account" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/groups": {
    /** The groups, and the scopes that membership gives */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor } };
      responses: { 200: Json<GroupList> } & Protected<"invalid_cursor" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Create a group, which is in its members' tokens and gives no scope */
    post: {
      requestBody: Sent<GroupCreation>;
      responses: { 201: Json<Group> } & Protected<PossibleWithBody | "group_exists" | "invalid_parameter" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/groups/{group}": {
    /** One group, and the scopes that membership gives */
    get: {
      parameters: { path: { group: GroupName } };
      responses: { 200: Json<Group> } & Protected<"not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Change a group's description or precedence */
    patch: {
      parameters: { path: { group: GroupName } };
      requestBody: Sent<GroupUpdate>;
      responses: { 200: Json<Group> } & Protected<PossibleWithBody | "changed_meanwhile" | "group_protected" | "invalid_parameter" | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
    /** Delete a group; its members stay users */
    delete: {
      parameters: { query?: { reason?: Text }; path: { group: GroupName } };
      responses: { 204: NoBody } & Protected<"group_protected" | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/groups/{group}/users": {
    /** The members of a group */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor }; path: { group: GroupName } };
      responses: { 200: Json<UserList> } & Protected<"invalid_cursor" | "not_found" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/overview": {
    /** Active users, what happened by day, and who is in the pool */
    get: {
      parameters: { query?: { days?: "7" | "30" | "90" } };
      responses: { 200: Json<Overview> } & Protected<"reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/events": {
    /** The audit trail by account, administrator, type and time, newest first */
    get: {
      parameters: { query?: { user?: CognitoId | ClientId; actor?: CognitoId; type?: EventType; from?: string; to?: string; cursor?: Cursor; limit?: number } };
      responses: { 200: Json<NamedEventList> } & Protected<"invalid_cursor" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/events.csv": {
    /** The audit trail as CSV; the header `link` leads to the next page, which continues the file */
    get: {
      parameters: { query?: { user?: CognitoId | ClientId; actor?: CognitoId; type?: EventType; from?: string; to?: string; cursor?: Cursor; limit?: number } };
      responses: { 200: Csv } & Protected<"invalid_cursor" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/admin/sessions": {
    /** The active sign-ins of all users, most recently used first */
    get: {
      parameters: { query?: { limit?: number; cursor?: Cursor } };
      responses: { 200: Json<LiveSessionList> } & Protected<"invalid_cursor" | "reauthentication_required" | "terms_not_accepted">;
    };
  };
  "/v1/links/confirm": {
    /** The page that confirms an account by the link in a mail */
    get: {
      parameters: { query?: { lang?: string } };
      responses: { 200: Html } & Public;
    };
  };
  "/v1/links/reset": {
    /** The page that sets a new password by the link in a mail */
    get: {
      parameters: { query?: { lang?: string } };
      responses: { 200: Html } & Public;
    };
  };
  "/v1/tokens/inspect": {
    /** Header and claims of a token with their meaning, and the verdict of every check */
    post: {
      requestBody: Sent<TokenInspectionRequest>;
      responses: { 200: Json<TokenInspection> } & Public<PossibleWithBody>;
    };
  };
  "/v1/health": {
    /** Whether the API answers */
    get: {
      responses: { 200: Json<Health> } & Public;
    };
  };
  "/v1/openapi.json": {
    /** This description of the API, OpenAPI 3.1 */
    get: {
      responses: { 200: Json<{ openapi: string }> } & Public;
    };
  };
  "/v1/docs": {
    /** This description of the API as a page */
    get: {
      responses: { 200: Html } & Public;
    };
  };
}

export interface components {
  schemas: {
    AccountExport: AccountExport; AttributeCode: AttributeCode; AttributeCodeRequest: AttributeCodeRequest;
    AttributeVerification: AttributeVerification; AuthenticatorCode: AuthenticatorCode; Census: Census; Challenge: Challenge;
    ChallengeAnswer: ChallengeAnswer; ClientId: ClientId; Code: Code; CodeRequest: CodeRequest; CodeSentParameters: CodeSentParameters;
    CodeSignIn: CodeSignIn; CodeSignInChallenge: CodeSignInChallenge; CodeSignInDelivery: CodeSignInDelivery; CognitoId: CognitoId;
    Config: Config; Confirmation: Confirmation; Consent: Consent; ConsentList: ConsentList; ConsentRequest: ConsentRequest; Cursor: Cursor;
    CustomChallenge: CustomChallenge; Delivery: Delivery; Email: Email; ErrorCode: ErrorCode; Event: Event; EventList: EventList;
    EventType: EventType; FactorsInUse: FactorsInUse; FieldError: FieldError; File: File; FileCreation: FileCreation; FileLimits: FileLimits;
    FileList: FileList; FileName: FileName; FileOfUser: FileOfUser; FilePurpose: FilePurpose; FileQuota: FileQuota; FileUpload: FileUpload;
    FileWithDownload: FileWithDownload; FilesOfUser: FilesOfUser; FirstFactor: FirstFactor; GatewayAnswer: GatewayAnswer; Group: Group;
    GroupCreation: GroupCreation; GroupList: GroupList; GroupName: GroupName; GroupSize: GroupSize; GroupUpdate: GroupUpdate; Health: Health;
    InvitationToken: InvitationToken; KnownClient: KnownClient; LinkCompletion: LinkCompletion; LinkSignIn: LinkSignIn;
    LinkSignInAnswer: LinkSignInAnswer; LinkSignInBesideCookie: LinkSignInBesideCookie; LinkSignInChallenge: LinkSignInChallenge;
    LinkedIdentity: LinkedIdentity; LiveSessionList: LiveSessionList; Locale: Locale; ManagedLogin: ManagedLogin; MediaType: MediaType;
    MfaSetup: MfaSetup; MfaSetupAnswer: MfaSetupAnswer; NamedEvent: NamedEvent; NamedEventList: NamedEventList; NewEmail: NewEmail;
    NewPassword: NewPassword; OneTimeCodeParameters: OneTimeCodeParameters; Organization: Organization; OrganizationChoice: OrganizationChoice;
    OrganizationId: OrganizationId; OrganizationInput: OrganizationInput; OrganizationInvitation: OrganizationInvitation;
    OrganizationInvitationInput: OrganizationInvitationInput; OrganizationInvitationList: OrganizationInvitationList;
    OrganizationMember: OrganizationMember; OrganizationMemberList: OrganizationMemberList; OrganizationName: OrganizationName;
    OrganizationRole: OrganizationRole; OrganizationRoleInput: OrganizationRoleInput; OrganizationsOfUser: OrganizationsOfUser;
    Overview: Overview; OverviewDay: OverviewDay; OverviewTotals: OverviewTotals; OwnOrganization: OwnOrganization;
    OwnOrganizations: OwnOrganizations; Passkey: Passkey; PasskeyAnswer: PasskeyAnswer; PasskeyAssertion: PasskeyAssertion;
    PasskeyList: PasskeyList; PasskeyRegistration: PasskeyRegistration; PasskeyRename: PasskeyRename; PasskeyRequest: PasskeyRequest;
    PasskeySignIn: PasskeySignIn; Password: Password; PasswordChange: PasswordChange; PasswordReason: PasswordReason;
    PasswordReset: PasswordReset; PasswordRule: PasswordRule; PasswordSignIn: PasswordSignIn; PhoneNumber: PhoneNumber; Problem: Problem;
    Profile: Profile; ProfileFields: ProfileFields; ProfileUpdate: ProfileUpdate; ReasonGiven: ReasonGiven;
    ReceivedInvitation: ReceivedInvitation; Recovery: Recovery; RecoveryCodes: RecoveryCodes; RecoveryCompletion: RecoveryCompletion;
    Refresh: Refresh; RefreshTokenGiven: RefreshTokenGiven; Refreshed: Refreshed; RefusalReason: RefusalReason; ResendAfter: ResendAfter;
    SecondFactor: SecondFactor; SecondFactorShares: SecondFactorShares; SecondFactors: SecondFactors; SecondFactorsUpdate: SecondFactorsUpdate;
    SentCode: SentCode; Session: Session; SessionId: SessionId; SessionList: SessionList; SignInAnswer: SignInAnswer;
    SignInLinkParameters: SignInLinkParameters; SignInsByMethod: SignInsByMethod; SignUp: SignUp; SignUpAnswer: SignUpAnswer;
    SignedInAnswer: SignedInAnswer; Terms: Terms; TermsVersion: TermsVersion; Text: Text; TokenCheck: TokenCheck; TokenClaim: TokenClaim;
    TokenInspection: TokenInspection; TokenInspectionRequest: TokenInspectionRequest; TokenOrganization: TokenOrganization; Tokens: Tokens;
    TokensBesideCookie: TokensBesideCookie; TotpSetup: TotpSetup; TotpVerification: TotpVerification; User: User; UserDetail: UserDetail;
    UserInvitation: UserInvitation; UserList: UserList; UserStatus: UserStatus; UserUpdate: UserUpdate; Version: Version;
    WantedOrganization: WantedOrganization;
  };
}
