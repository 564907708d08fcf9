/** Permissions of functions that no end-to-end run uses, with the reason. Any other unused permission is too much. */
export const UNSEEN_RIGHTS: readonly {
  readonly pattern: RegExp;
  readonly why: string;
  /** Some runs use it: it depends on which of several requests comes first. */
  readonly isUsedAtTimes?: true;
}[] = [
  {
    pattern: / logs:(CreateLogStream|PutLogEvents) /,
    why: "Lambda itself writes the log; the local cloud has none",
  },
  {
    pattern: / secretsmanager:GetSecretValue /,
    why: "there is no Secrets Manager on the laptop: the former system is called without a secret",
  },
  {
    pattern:
      /^RemoveOrphansRole (s3:DeleteObject|dynamodb:(GetItem|PutItem|Query|UpdateItem|DeleteItem) (?!HOUSEKEEPING))/,
    why: "deletes files that are a day old by the function's clock; a run has none: tests/service/housekeeping",
  },
  {
    pattern: /^AuthRole cognito-idp:AdminForgetDevice /,
    why: "devices are remembered where `deviceTracking` is on, which it is not on the laptop",
  },
  {
    pattern: /^(Admin|PreTokenGeneration|PostConfirmation)Role dynamodb:GetItem FIRST_ADMIN#\*/,
    why: "asked by a second account with the first administrator's address: tests/service/triggers/groups",
  },
  {
    pattern: /^(Admin|PreTokenGeneration)Role dynamodb:PutItem FIRST_ADMIN#\*/,
    why: "for a first administrator whom another one invites, or whose address is verified later: tests/service/triggers/groups",
  },
  {
    pattern: /^AdminRole dynamodb:GetItem VOUCHED#\*/,
    why: "asked where an account that confirmed itself has its address verified by an administrator: tests/service/auth/pre-hijacking",
  },
  {
    pattern: /^PreTokenGenerationRole cognito-idp:AdminGetUser /,
    why: "asked at the first sign-in of an account whose confirmation gave it no group: tests/service/triggers/groups",
    isUsedAtTimes: true,
  },
  {
    pattern: /^PreSignUpRole dynamodb:GetItem INVITE#\*/,
    why: "for users of a provider in a pool by invitation: tests/service/triggers/invitation-only",
  },
  {
    pattern: /^CreateAuthChallengeRole dynamodb:GetItem OTP#\*/,
    why: "asked where Cognito delivers an event twice: tests/service/otp/delivered-twice",
  },
  {
    pattern: /^VerifyAuthChallengeResponseRole cognito-idp:AdminUpdateUserAttributes /,
    why: "for a code that went to an address which is not verified yet: tests/service/otp/sign-in-by-code",
  },
  {
    pattern: /^(Auth|PostConfirmation)Role cognito-idp:AdminRevokeUserSession /,
    why: "for a browser that is signed in on the pool's pages when its user resets or recovers: tests/service/sessions/user-sessions",
    isUsedAtTimes: true,
  },
  {
    pattern: /^PostAuthenticationRole ses:SendEmail /,
    why: "mails of new devices, which need `deviceTracking`: tests/service/triggers/sign-in",
  },
];
