/**
 * What users do in a day, and the load of each activity on every service. The figures are assumptions, not measurements: adapt
 * them to your app and run `npm run bench:scale` again.
 */
import { DAY_OF_SESSIONS, EVENTS, READS, WRITES } from "./table-use.ts";

export const ASSUMPTIONS = {
  /** Share of the monthly active users who come on a given day. */
  dailyShare: 0.3,
  /** How often per day each of them opens the app after the access token has expired (60 minutes): one refresh each. */
  refreshesPerDay: 3,
  /** Sign-ins per day by each of them: a refresh token lasts 30 days, browsers and devices change. */
  signInsPerDay: 0.1,
  /** Sign-ins by a one-time code instead of a password: one AdminInitiateAuth, two answers to challenges, one message. */
  otpShare: 0.2,
  /** Sign-ins by a passkey: one AdminInitiateAuth, one answer. */
  passkeyShare: 0.1,
  /** Share of the messages sent by SMS. */
  smsShare: 0.1,
  /** Sign-ins through Google, Apple, Facebook or OIDC, by managed login. All others go through the API. */
  federatedShare: 0.15,
  /** Sign-ins with a second factor: one more answer. */
  mfaShare: 0.1,
  /** New accounts per month, as a share of the monthly active users: sign-up with a code, confirmation with a welcome mail. */
  newShare: 0.05,
  /** Forgotten passwords, as a share of the sign-ins: two requests, a code, and a mail about the new password. */
  forgottenShare: 0.03,
  /** Requests to the API per day by each of them, without the routes under /v1/auth. */
  apiRequestsPerDay: 30,
  /** The busiest hour relative to the day's mean. */
  peakFactor: 3,
} as const;

type Assumptions = { readonly [Name in keyof typeof ASSUMPTIONS]: number };

export interface Resource {
  readonly name: string;
  /** Requests, writes or messages per second; concurrent executions for Lambda. */
  readonly limit: number;
  /** Whether AWS increases it on request. */
  readonly adjustable: boolean;
}

/**
 * Default limits per account and region, as of November 2026, from
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html and the services' own quota pages (docs/scale.md lists them).
 */
export const RESOURCES = {
  userAuthentication: { name: "Cognito UserAuthentication", limit: 120, adjustable: true },
  challengeAnswers: { name: "Cognito challenge answers (3 ×)", limit: 360, adjustable: true },
  userCreation: { name: "Cognito UserCreation", limit: 50, adjustable: true },
  userFederation: { name: "Cognito UserFederation", limit: 25, adjustable: true },
  userAccountRecovery: { name: "Cognito UserAccountRecovery", limit: 30, adjustable: false },
  userUpdate: { name: "Cognito UserUpdate", limit: 25, adjustable: false },
  userRead: { name: "Cognito UserRead", limit: 120, adjustable: true },
  userResourceRead: { name: "Cognito UserResourceRead", limit: 50, adjustable: true },
  apiGateway: { name: "API Gateway requests", limit: 10_000, adjustable: true },
  lambda: { name: "Lambda executions at once", limit: 1000, adjustable: true },
  tableWrites: { name: "DynamoDB write units", limit: 40_000, adjustable: true },
  tableReads: { name: "DynamoDB read units", limit: 40_000, adjustable: true },
  hottestKey: { name: "DynamoDB hottest partition", limit: 1000, adjustable: false },
  /** AWS publishes none: it gives each account its own when it leaves the sandbox. 14 is what small accounts had for years. */
  mail: { name: "SES mails", limit: 14, adjustable: true },
  /** Depends on the country and the kind of number; 20 is the default rate of transactional messages in us-east-1. */
  sms: { name: "SNS text messages", limit: 20, adjustable: true },
} as const satisfies Record<string, Resource>;

export type ResourceName = keyof typeof RESOURCES;
export type Demand = Readonly<Partial<Record<ResourceName, number>>>;

/** Answers that must not tell who has an account are held back so long, in seconds: `answerMilliseconds` of config/params.yml. */
const FLOOR = 1.5;

/**
 * Seconds that functions run for one of these: modules about 0.15, each trigger about 0.05, and what is held back. A code is held
 * back twice, by the route and by the trigger that sends it.
 */
const LAMBDA_SECONDS = {
  password: 0.3,
  otp: 0.5 + 2 * FLOOR,
  passkey: 0.4 + FLOOR,
  federated: 0.15,
  refresh: 0.2,
  signUp: 0.9 + FLOOR,
  recovery: 0.4 + FLOOR,
  request: 0.05,
} as const;

export interface Activity {
  readonly name: string;
  /** How often it happens in a day, all users together. */
  readonly perDay: number;
  /** What one of it asks for, on average. */
  readonly demand: Demand;
  /** How many entries of the audit trail one of it adds, on average. */
  readonly events: number;
}

/** A figure of one sign-in on average, over the ways there are. */
function averageSignIn(
  { otpShare, passkeyShare, federatedShare }: Assumptions,
  of: Readonly<Record<"password" | "otp" | "passkey" | "federated", number>>,
): number {
  const passwordShare = 1 - otpShare - passkeyShare - federatedShare;
  return (
    passwordShare * of.password +
    otpShare * of.otp +
    passkeyShare * of.passkey +
    federatedShare * of.federated
  );
}

/** What one sign-in asks for on average, over the ways there are. */
function signInDemand(assumed: Assumptions): Demand {
  const { otpShare, federatedShare, mfaShare, smsShare } = assumed;
  const average = (of: Parameters<typeof averageSignIn>[1]) => averageSignIn(assumed, of);
  const answers = average({ password: 0, otp: 2, passkey: 1, federated: 0 }) + mfaShare;
  return {
    userAuthentication: 1 - federatedShare,
    userFederation: federatedShare,
    challengeAnswers: answers,
    // AdminGetUser before each step without a password, and once by the trigger that sends a code.
    userRead: average({ password: 0, otp: 3, passkey: 2, federated: 0 }),
    // Each second factor is one more request, which counts for its client.
    tableWrites:
      average({
        password: WRITES.passwordSignIn,
        otp: WRITES.otpSignIn,
        passkey: WRITES.passkeySignIn,
        federated: WRITES.federatedSignIn,
      }) + mfaShare,
    hottestKey: DAY_OF_SESSIONS.comes,
    lambda: average(LAMBDA_SECONDS),
    apiGateway: average({ password: 1, otp: 2, passkey: 2, federated: 0 }) + mfaShare,
    mail: otpShare * (1 - smsShare),
    sms: otpShare * smsShare,
  };
}

/** @param monthlyUsers active in a month */
export function activitiesOf(monthlyUsers: number, assumed: Assumptions = ASSUMPTIONS): Activity[] {
  const dailyUsers = monthlyUsers * assumed.dailyShare;
  const signIns = dailyUsers * assumed.signInsPerDay;
  return [
    {
      name: "sign-in",
      perDay: signIns,
      demand: signInDemand(assumed),
      events: averageSignIn(assumed, {
        password: EVENTS.passwordSignIn,
        otp: EVENTS.otpSignIn,
        passkey: EVENTS.passkeySignIn,
        federated: EVENTS.federatedSignIn,
      }),
    },
    {
      name: "refresh",
      perDay: dailyUsers * assumed.refreshesPerDay,
      events: 0,
      demand: {
        userAuthentication: 1,
        tableWrites: WRITES.refresh,
        tableReads: READS.session,
        hottestKey: DAY_OF_SESSIONS.moves,
        lambda: LAMBDA_SECONDS.refresh,
        apiGateway: 1,
      },
    },
    {
      name: "sign-up",
      perDay: (monthlyUsers * assumed.newShare) / 30,
      events: EVENTS.signUp + EVENTS.confirm,
      demand: {
        userCreation: 2,
        // AdminAddUserToGroup, and AdminUserGlobalSignOut by the trigger and by the API.
        userUpdate: 3,
        // AdminSetUserPassword, by the trigger and by the API.
        userAccountRecovery: 2,
        // AdminGetUser of the account that is handed over.
        userRead: 1,
        // AdminListDevices and AdminGetUserAuthFactors, for what was enrolled before.
        userResourceRead: 2,
        tableWrites: WRITES.signUp + WRITES.confirm,
        tableReads: READS.confirm,
        lambda: LAMBDA_SECONDS.signUp,
        apiGateway: 2,
        mail: 2,
      },
    },
    {
      name: "forgotten password",
      perDay: signIns * assumed.forgottenShare,
      events: EVENTS.resetPassword,
      demand: {
        // ForgotPassword and ConfirmForgotPassword.
        userAccountRecovery: 2,
        // AdminUserGlobalSignOut by the trigger.
        userUpdate: 1,
        userRead: 1,
        // AdminGetUserAuthFactors, for the mail that names them.
        userResourceRead: 1,
        tableWrites: WRITES.forgotPassword + WRITES.resetPassword,
        tableReads: READS.resetPassword,
        hottestKey: DAY_OF_SESSIONS.goes,
        lambda: LAMBDA_SECONDS.recovery,
        apiGateway: 2,
        mail: 2,
      },
    },
    {
      name: "request",
      perDay: dailyUsers * assumed.apiRequestsPerDay,
      events: 0,
      demand: { tableReads: READS.session, lambda: LAMBDA_SECONDS.request, apiGateway: 1 },
    },
  ];
}
