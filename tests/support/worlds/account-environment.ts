/** What the account module's function has in its environment, for tests that import it. */
export const ACCOUNT_ENVIRONMENT = {
  POWERTOOLS_LOG_LEVEL: "ERROR",
  USER_POOL_ID: "us-east-1_Ab12Cd34E",
  ACTIVITY_TABLE_NAME: "activity",
  REAUTHENTICATION_SECONDS: "900",
  ANSWER_MILLISECONDS: "1",
  OTP_PAUSE_SECONDS: "30",
  FILES_BUCKET: "files",
  APP_NAME: "Test",
  PASSWORD_POLICY: '{"minimumLength": 15}',
  BRAND_COLOR: "#123456",
  DEFAULT_LANGUAGE: "en",
} as const;
