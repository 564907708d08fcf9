/** What functions and triggers have in their environment, for tests that import them. */
const ENVIRONMENT = {
  STAGE: "test",
  USER_POOL_ID: "us-east-1_Ab12Cd34E",
  USER_POOL_CLIENT_ID: "1example23456789",
  USER_POOL_ISSUER: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Ab12Cd34E",
  IDENTITY_POOL_ID: "us-east-1:00000000-0000-4000-8000-000000000000",
  ACTIVITY_TABLE_NAME: "activity",
  FILES_BUCKET: "files",
  API_URL: "https://api.example.com",
  WEB_ORIGINS: "https://app.example.com,https://admin.example.com",
  LINK_BASE_URL: "",
  APP_NAME: "Serverless Auth",
  BRAND_COLOR: "#1a56db",
  DEFAULT_LANGUAGE: "en",
  MAIL_FROM: "",
  PASSWORD_POLICY: '{"minimumLength": 15}',
  MFA: "OPTIONAL",
  VERIFICATION: "code",
  SIGN_UP_MODE: "open",
  SIGN_UP_ALLOWED_DOMAINS: "",
  SIGN_UP_DENIED_DOMAINS: "denied.example",
  OTHER_IDENTITY_PROVIDERS: "OIDC",
  GOOGLE_LINK_DOMAINS: "example.com, MÜNCHEN.example",
  APPLE_LINK_DOMAINS: "",
  OIDC_LINK_DOMAINS: "example.com",
  ADMIN_MFA: "off",
  DYNAMIC_REGISTRATION: "false",
  ORGANIZATIONS: "true",
  INVITATION_PAGE: "https://app.example.com/organizations/accept",
  DEFAULT_GROUP: "users",
  DOMAIN_GROUPS: "support.example=support",
  FIRST_ADMIN_EMAIL: "Root@example.com",
  MIGRATION_URL: "http://127.0.0.1:1/",
  MIGRATION_SECRET_ARN: "",
  ANSWER_MILLISECONDS: "1",
  REAUTHENTICATION_SECONDS: "900",
  TERMS: "off",
  // The pools of these tests do not track sessions.
  SESSION_TRACKING: "false",
  REFRESH_TOKEN_DAYS: "30",
  SIGN_IN_ATTEMPTS_PER_15_MIN: "5",
  MAILS_PER_HOUR: "5",
  CLIENT_CREDENTIALS_PER_5_MIN: "100000",
  CLIENT_MAILS_PER_HOUR: "100000",
  CLIENT_TOKENS_PER_5_MIN: "100000",
  OTP_SECONDS: "180",
  OTP_SENDS_PER_HOUR: "5",
  OTP_PAUSE_SECONDS: "30",
  OTP_TRIES_PER_DAY: "50",
  MAGIC_LINK_SECONDS: "900",
} as const;

export type Environment = Readonly<Record<string, string>>;

let isSet = false;

/** Sets the environment, before what reads it is imported. A second call sets its own variables only. */
export function setEnvironment(variables: Environment = {}): void {
  Object.assign(process.env, isSet ? {} : ENVIRONMENT, variables);
  isSet = true;
}

/** Where the SDK finds AWS from now on. */
export function setAwsEndpoint(endpoint: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
  });
}
