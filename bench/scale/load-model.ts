/**
 * What people do in a day, and what each thing they do asks of every service. The figures are assumptions, not measurements: change
 * them here to what your own app does, and run `npm run bench:scale` again.
 */
import { SHARDS } from "../../libs/activity/activity-keys.ts";

export const ASSUMPTIONS = {
  /** Of the monthly active users, those who come on a given day. */
  dailyShare: 0.3,
  /** Times a day that each of them opens the app after the access token has run out (60 minutes): one refresh each. */
  refreshesPerDay: 3,
  /** Sign-ins a day by each of them: a refresh token lasts 30 days, browsers and devices change. */
  signInsPerDay: 0.1,
  /** Sign-ins by a one-time code instead of a password: one InitiateAuth, two answers to challenges, one message. */
  otpShare: 0.2,
  /** Of the messages, those by SMS. */
  smsShare: 0.1,
  /** Sign-ins through Google, Apple, Facebook or OIDC. */
  federatedShare: 0.15,
  /** Sign-ins with a second factor: one answer more. */
  mfaShare: 0.1,
  /** New accounts a month, of the monthly active users: sign-up, one mail, confirmation with two new passwords, the default group. */
  newShare: 0.05,
  /** Forgotten passwords, of the sign-ins: two calls, one mail. */
  forgottenShare: 0.03,
  /** Requests to the API a day by each of them, the routes under /v1/auth aside. */
  apiRequestsPerDay: 30,
  /** The busiest hour against the mean of the day. */
  peakFactor: 3,
} as const;

type Assumptions = { readonly [Name in keyof typeof ASSUMPTIONS]: number };

export interface Resource {
  readonly name: string;
  /** Requests, writes or messages per second; executions at once for Lambda. */
  readonly limit: number;
  /** Whether AWS raises it on request. */
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
  apiGateway: { name: "API Gateway requests", limit: 10_000, adjustable: true },
  lambda: { name: "Lambda executions at once", limit: 1000, adjustable: true },
  tableWrites: { name: "DynamoDB write units", limit: 40_000, adjustable: true },
  hottestKey: { name: "DynamoDB hottest partition", limit: 1000, adjustable: false },
  /** AWS publishes none: it gives each account its own when it leaves the sandbox. 14 is what small accounts had for years. */
  mail: { name: "SES mails", limit: 14, adjustable: true },
  /** Depends on the country and the kind of number; 20 is the default rate of transactional messages in us-east-1. */
  sms: { name: "SNS text messages", limit: 20, adjustable: true },
} as const satisfies Record<string, Resource>;

export type ResourceName = keyof typeof RESOURCES;
export type Demand = Readonly<Partial<Record<ResourceName, number>>>;

/** Write units of the activity table, one for each item and one for each index entry (docs/data-model.md). */
const WRITES = { signIn: 7, refresh: 2, signUp: 14, recovery: 4 } as const;

/** Seconds that functions run for one of these: modules about 0.15, each trigger about 0.05. */
const LAMBDA_SECONDS = { signIn: 0.3, refresh: 0.2, signUp: 0.6, recovery: 0.3, request: 0.05 } as const;

export interface Activity {
  readonly name: string;
  /** How often it happens in a day, all users together. */
  readonly perDay: number;
  /** What one of it asks for, on average. */
  readonly demand: Demand;
}

/** @param monthlyUsers active in a month */
export function activitiesOf(monthlyUsers: number, assumed: Assumptions = ASSUMPTIONS): Activity[] {
  const dailyUsers = monthlyUsers * assumed.dailyShare;
  const signIns = dailyUsers * assumed.signInsPerDay;
  const messages = (share: number): Demand => ({
    mail: share * (1 - assumed.smsShare),
    sms: share * assumed.smsShare,
  });
  return [
    {
      name: "sign-in",
      perDay: signIns,
      demand: {
        userAuthentication: 1 - assumed.federatedShare,
        userFederation: assumed.federatedShare,
        challengeAnswers: 2 * assumed.otpShare + assumed.mfaShare,
        tableWrites: WRITES.signIn,
        // The day's entry in the index of events is one key; the counters are spread.
        hottestKey: Math.max(1, 2 / SHARDS),
        lambda: LAMBDA_SECONDS.signIn,
        apiGateway: 1 + 2 * assumed.otpShare + assumed.mfaShare,
        ...messages(assumed.otpShare),
      },
    },
    {
      name: "refresh",
      perDay: dailyUsers * assumed.refreshesPerDay,
      demand: {
        userAuthentication: 1,
        tableWrites: WRITES.refresh,
        // The day's entry in the index of sessions: once a day for each session.
        hottestKey: 1 / assumed.refreshesPerDay,
        lambda: LAMBDA_SECONDS.refresh,
        apiGateway: 1,
      },
    },
    {
      name: "sign-up",
      perDay: (monthlyUsers * assumed.newShare) / 30,
      demand: {
        userCreation: 2,
        userUpdate: 1,
        // AdminSetUserPassword, by the trigger and by the API.
        userAccountRecovery: 2,
        tableWrites: WRITES.signUp,
        hottestKey: 1,
        lambda: LAMBDA_SECONDS.signUp,
        apiGateway: 2,
        mail: 1,
      },
    },
    {
      name: "forgotten password",
      perDay: signIns * assumed.forgottenShare,
      demand: {
        userAccountRecovery: 2,
        tableWrites: WRITES.recovery,
        hottestKey: 1,
        lambda: LAMBDA_SECONDS.recovery,
        apiGateway: 2,
        mail: 1,
      },
    },
    {
      name: "request",
      perDay: dailyUsers * assumed.apiRequestsPerDay,
      demand: { lambda: LAMBDA_SECONDS.request, apiGateway: 1 },
    },
  ];
}
