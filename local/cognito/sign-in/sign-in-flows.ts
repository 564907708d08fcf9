/**
 * Every way to sign in, as a row of steps; and every challenge, as the row its response starts.
 */
import { isFlowAllowed, isFlowAllowedOnPages } from "../domain/explicit-auth-flows.ts";
import {
  adminFlowNotEnabled,
  challengeNotAnswerable,
  flowNotEnabled,
  flowNotSupportedHere,
  srpNotEnabled,
} from "../errors/sign-in-errors.ts";
import type { Client } from "../state/client-repository.ts";
import type { Entrance, FlowName } from "../state/sign-in-state.ts";
import type { CognitoInput } from "../wire-types.ts";
import {
  checkEnabled,
  checkStatus,
  requireNewPassword,
  runPostAuthentication,
  setNewPassword,
} from "./admission-steps.ts";
import {
  checkChosenPassword,
  chooseFirstFactor,
  selectFirstFactor,
  startChosenSrp,
} from "./choice/choice-steps.ts";
import { checkSmsOtp } from "./choice/first-code-steps.ts";
import { checkPasskey } from "./choice/passkey-steps.ts";
import { checkTarget, readTarget } from "./choice/step-up.ts";
import { checkCustomAnswer, continueCustomAuth, noteAnswer, startCustomAuth } from "./custom/custom-steps.ts";
import {
  authenticateDevice,
  checkDeviceProof,
  startDeviceSrp,
  trustRememberedDevice,
} from "./device/device-steps.ts";
import { issueTokens } from "./issue-tokens.ts";
import { creditSignUp, loadUser, migrateOnSignIn, requireUser, runPreAuthentication } from "./load-user.ts";
import { checkEmailCode, checkSmsFactor } from "./mfa/code-factor-steps.ts";
import { completeSetup } from "./mfa/mfa-setup-steps.ts";
import { requireSecondFactor, selectSecondFactor } from "./mfa/second-factor-steps.ts";
import { checkSoftwareToken } from "./mfa/software-token-steps.ts";
import { checkPassword, checkProof, startSrp } from "./password-steps.ts";
import { exchangeRefreshToken, rotates } from "./refresh-tokens.ts";
import { needs, onceAuthenticated, type Step } from "./sign-in.ts";

type ChallengeName = CognitoInput<"RespondToAuthChallenge">["ChallengeName"];

/** Tokens, or a browser that is signed in. */
const conclude = onceAuthenticated((signIn) =>
  signIn.memory.entrance === "hosted"
    ? { kind: "signedIn", user: signIn.user, completed: signIn.memory.completed }
    : issueTokens(signIn),
);

/** Steps that several rows share. Neither list contains the other, so a row can be read with these two in mind. */
const secondFactor: readonly Step[] = [
  noteAnswer("PASSWORD_VERIFIER"),
  trustRememberedDevice,
  requireSecondFactor,
];
/** The end of every sign-in: the device's verification, the trigger, the tokens. */
const complete: readonly Step[] = [checkTarget, authenticateDevice, runPostAuthentication, conclude];

const signInByPassword: readonly Step[] = [
  needs("USERNAME", "PASSWORD"),
  migrateOnSignIn,
  loadUser,
  readTarget,
  runPreAuthentication,
  checkPassword,
  checkStatus,
  requireNewPassword,
  ...secondFactor,
  continueCustomAuth,
  ...complete,
];

/** On the pages a completed sign-up signs in: its verification counts as the first factor. */
export const signUpSteps: readonly Step[] = [
  loadUser,
  requireUser,
  creditSignUp,
  readTarget,
  runPreAuthentication,
  checkStatus,
  requireNewPassword,
  ...secondFactor,
  continueCustomAuth,
  ...complete,
];

/** On the pages a session steps up: what it has is not asked for again. */
export const stepUpSteps: readonly Step[] = [
  loadUser,
  requireUser,
  readTarget,
  runPreAuthentication,
  chooseFirstFactor,
  checkStatus,
  requireNewPassword,
  ...secondFactor,
  ...complete,
];

interface Flow {
  readonly entrances: readonly Entrance[];
  /** Its name in ExplicitAuthFlows, without `ALLOW_`. */
  readonly permission: string;
  readonly steps: readonly Step[];
}

const both: readonly Entrance[] = ["public", "admin"];
const everywhere: readonly Entrance[] = [...both, "hosted"];
const refresh: Flow = {
  entrances: both,
  permission: "REFRESH_TOKEN_AUTH",
  steps: [needs("REFRESH_TOKEN"), exchangeRefreshToken],
};
const byAdminWithPassword: Flow = {
  entrances: ["admin"],
  permission: "ADMIN_USER_PASSWORD_AUTH",
  steps: signInByPassword,
};

const flows: { readonly [Name in FlowName]: Flow } = {
  USER_PASSWORD_AUTH: {
    entrances: ["public", "hosted"],
    permission: "USER_PASSWORD_AUTH",
    steps: signInByPassword,
  },
  ADMIN_USER_PASSWORD_AUTH: byAdminWithPassword,
  ADMIN_NO_SRP_AUTH: byAdminWithPassword,
  USER_SRP_AUTH: {
    entrances: both,
    permission: "USER_SRP_AUTH",
    steps: [needs("USERNAME", "SRP_A"), loadUser, runPreAuthentication, startSrp],
  },
  REFRESH_TOKEN_AUTH: refresh,
  REFRESH_TOKEN: refresh,
  CUSTOM_AUTH: {
    entrances: both,
    permission: "CUSTOM_AUTH",
    steps: [needs("USERNAME"), loadUser, runPreAuthentication, startCustomAuth, checkStatus, ...complete],
  },
  USER_AUTH: {
    entrances: everywhere,
    permission: "USER_AUTH",
    steps: [
      needs("USERNAME"),
      loadUser,
      readTarget,
      runPreAuthentication,
      chooseFirstFactor,
      checkStatus,
      requireNewPassword,
      ...secondFactor,
      continueCustomAuth,
      ...complete,
    ],
  },
};

/** A challenge that is answered within the session it was posed in, with these. */
const inSession = (...names: readonly string[]): Step => needs("Session", "USERNAME", ...names);
/** The session of SRP is its secret block. */
const claims = ["PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP"] as const;

/** What each needs is in API_RespondToAuthChallenge, `ChallengeResponses`. */
const challenges: { readonly [Name in ChallengeName]?: readonly Step[] } = {
  PASSWORD_VERIFIER: [
    needs("USERNAME", ...claims),
    checkProof,
    checkStatus,
    requireNewPassword,
    ...secondFactor,
    continueCustomAuth,
    ...complete,
  ],
  NEW_PASSWORD_REQUIRED: [
    inSession("NEW_PASSWORD"),
    setNewPassword,
    ...secondFactor,
    continueCustomAuth,
    ...complete,
  ],
  SELECT_CHALLENGE: [
    inSession("ANSWER"),
    selectFirstFactor,
    checkStatus,
    requireNewPassword,
    ...secondFactor,
    continueCustomAuth,
    ...complete,
  ],
  PASSWORD: [
    inSession("PASSWORD"),
    checkChosenPassword,
    checkStatus,
    requireNewPassword,
    ...secondFactor,
    continueCustomAuth,
    ...complete,
  ],
  PASSWORD_SRP: [inSession("SRP_A"), startChosenSrp],
  WEB_AUTHN: [inSession("CREDENTIAL"), checkPasskey, checkStatus, ...complete],
  SELECT_MFA_TYPE: [inSession("ANSWER"), selectSecondFactor],
  SMS_MFA: [
    inSession("SMS_MFA_CODE"),
    checkSmsFactor,
    noteAnswer("SMS_MFA"),
    continueCustomAuth,
    ...complete,
  ],
  EMAIL_OTP: [
    inSession("EMAIL_OTP_CODE"),
    checkEmailCode,
    checkEnabled,
    requireNewPassword,
    noteAnswer("EMAIL_OTP"),
    continueCustomAuth,
    ...complete,
  ],
  SMS_OTP: [inSession("SMS_OTP_CODE"), checkSmsOtp, checkEnabled, requireNewPassword, ...complete],
  SOFTWARE_TOKEN_MFA: [
    inSession("SOFTWARE_TOKEN_MFA_CODE"),
    checkSoftwareToken,
    noteAnswer("SOFTWARE_TOKEN_MFA"),
    continueCustomAuth,
    ...complete,
  ],
  MFA_SETUP: [inSession(), completeSetup, noteAnswer("MFA_SETUP"), continueCustomAuth, ...complete],
  CUSTOM_CHALLENGE: [inSession("ANSWER"), checkCustomAnswer, checkStatus, ...complete],
  DEVICE_SRP_AUTH: [inSession("DEVICE_KEY", "SRP_A"), startDeviceSrp],
  DEVICE_PASSWORD_VERIFIER: [
    needs("USERNAME", "DEVICE_KEY", ...claims),
    checkDeviceProof,
    checkTarget,
    runPostAuthentication,
    conclude,
  ],
};

/** The flows of an entrance, for documentation. */
export const flowsAt = (entrance: Entrance): readonly string[] =>
  Object.entries(flows).flatMap(([name, { entrances }]) => (entrances.includes(entrance) ? [name] : []));

/** The challenges that can be responded to, for documentation. */
export const challengeNames: readonly string[] = Object.keys(challenges);

function refusal(flow: string, entrance: Entrance) {
  if (entrance === "admin") return adminFlowNotEnabled();
  return flow === "USER_SRP_AUTH" ? srpNotEnabled() : flowNotEnabled(flow);
}

/** The pages take the password for SRP, too: what the browser computes there is nothing that a client sees. */
function isPermitted({ settings }: Client, permission: string, entrance: Entrance): boolean {
  if (entrance !== "hosted") return isFlowAllowed(settings.ExplicitAuthFlows, permission);
  const permissions = permission === "USER_PASSWORD_AUTH" ? [permission, "USER_SRP_AUTH"] : [permission];
  return permissions.some((flow) => isFlowAllowedOnPages(settings, flow));
}

/**
 * The steps of a flow that the client may use at this entrance.
 * @throws ServiceError InvalidParameterException
 */
export function requireFlow(name: FlowName, client: Client, entrance: Entrance): readonly Step[] {
  const { entrances, permission, steps } = flows[name];
  if (!entrances.includes(entrance)) throw flowNotSupportedHere();
  // "Refresh token rotation must be completed with GetTokensFromRefreshToken" (API_RefreshTokenRotationType).
  const isClosed = permission === "REFRESH_TOKEN_AUTH" && rotates(client);
  if (isClosed || !isPermitted(client, permission, entrance)) throw refusal(name, entrance);
  return steps;
}

/**
 * The steps that a challenge's response starts.
 * @throws ServiceError InvalidParameterException: a challenge that is never asked
 */
export function requireChallenge(name: ChallengeName): readonly Step[] {
  const steps = challenges[name];
  if (steps === undefined) throw challengeNotAnswerable(name);
  return steps;
}
