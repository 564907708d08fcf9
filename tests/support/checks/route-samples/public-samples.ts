import { newPerson } from "../../clients/api-client.ts";
import { askForLink, OWN_PAGE } from "../../clients/sign-in-link.ts";
import { type RouteSample, type Sample, UNSENT } from "./route-sample.ts";
import { newOwner, type World } from "./world.ts";

const SESSION = "s".repeat(40);

/** Errors of challenges that a sign-in by code or link does not have. */
const OF_OTHER_CHALLENGES = [
  "AliasExistsException",
  "CodeMismatchException",
  "ExpiredCodeException",
  "InvalidPasswordException",
  "MFAMethodNotFoundException",
  "PasswordHistoryPolicyViolationException",
  "SoftwareTokenMFANotFoundException",
];

const challengeOf = (challenge: string, members: object) => () => ({
  body: { challenge, session: SESSION, email: newPerson().email, ...members },
});

/** A recovery with its codes; an answer uses them up. */
async function begunRecovery({ api }: World): Promise<Sample> {
  const { person, recoveryCodes } = await newOwner(api);
  const { recovery } = (await api.post("/v1/auth/recovery", person)).body;
  return { body: { recovery, code: await api.codeFor(person.email), recoveryCode: recoveryCodes[0] } };
}

/** Samples of the routes without a token. */
export const PUBLIC_SAMPLES: readonly RouteSample[] = [
  {
    operation: "signUp",
    calls: ["SignUp"],
    // The API generates the password, which meets any policy.
    neverSaid: { SignUp: ["InvalidPasswordException"] },
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "signUp",
    about: "with an address that is taken",
    calls: ["ResendConfirmationCode"],
    request: (world) => ({ body: { email: world.other.person.email } }),
  },
  {
    operation: "confirm",
    calls: [
      "ConfirmSignUp",
      "AdminGetUser",
      "AdminSetUserPassword",
      "AdminUserGlobalSignOut",
      "AdminListUserSessions",
      "AdminListDevices",
      "AdminGetUserAuthFactors",
    ],
    request: async ({ api }) => {
      const { email, password } = newPerson();
      await api.post("/v1/auth/sign-up", { email });
      return { body: { email, code: await api.codeFor(email), password } };
    },
  },
  {
    operation: "resendCode",
    calls: ["AdminGetUser", "ResendConfirmationCode"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "signIn",
    calls: ["AdminInitiateAuth"],
    alsoSaid: { AdminInitiateAuth: UNSENT },
    request: () => ({ body: newPerson() }),
  },
  {
    operation: "otp",
    calls: ["AdminGetUser", "AdminInitiateAuth", "AdminRespondToAuthChallenge"],
    // This only chooses a method; nothing is verified yet.
    neverSaid: { AdminRespondToAuthChallenge: OF_OTHER_CHALLENGES },
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "sendLink",
    calls: ["AdminGetUser", "AdminInitiateAuth", "AdminRespondToAuthChallenge"],
    neverSaid: { AdminRespondToAuthChallenge: OF_OTHER_CHALLENGES },
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "completeLink",
    calls: ["AdminGetUser", "AdminRespondToAuthChallenge"],
    neverSaid: { AdminRespondToAuthChallenge: OF_OTHER_CHALLENGES },
    request: async ({ api }) => {
      const { cookie, token } = await askForLink(api, await api.register());
      return { body: { token }, headers: { ...OWN_PAGE, cookie } };
    },
  },
  {
    operation: "passkey",
    calls: ["AdminGetUser", "AdminInitiateAuth"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "challenge",
    about: "of a code",
    calls: ["AdminGetUser", "AdminRespondToAuthChallenge"],
    request: challengeOf("CUSTOM_CHALLENGE", { answer: "123456" }),
  },
  {
    operation: "challenge",
    about: "of a new password",
    calls: ["AdminRespondToAuthChallenge"],
    request: challengeOf("NEW_PASSWORD_REQUIRED", { newPassword: newPerson().password }),
  },
  {
    operation: "challenge",
    about: "of a password",
    calls: ["AdminGetUser", "AdminRespondToAuthChallenge"],
    alsoSaid: { AdminRespondToAuthChallenge: UNSENT },
    request: challengeOf("PASSWORD", { password: newPerson().password }),
  },
  {
    operation: "challenge",
    about: "of an authenticator app to set up",
    calls: ["VerifySoftwareToken"],
    request: challengeOf("MFA_SETUP", { code: "123456" }),
  },
  {
    operation: "setUpMfa",
    calls: ["AssociateSoftwareToken"],
    request: () => ({ body: { session: SESSION, email: newPerson().email } }),
  },
  {
    operation: "recovery",
    calls: ["AdminInitiateAuth"],
    request: (world) => ({ body: world.owner.person }),
  },
  {
    operation: "recovery",
    about: "of a user who has not begun one",
    calls: ["AdminGetUser"],
    // The right password takes from the user's limit, which is lower than the number of errors.
    request: async ({ api }) => ({ body: (await newOwner(api)).person }),
  },
  {
    operation: "recovery",
    about: "without a second factor",
    calls: ["RevokeToken"],
    // The refresh token is the one that Cognito has just issued.
    neverSaid: { RevokeToken: ["UnsupportedTokenTypeException"] },
    request: (world) => ({ body: world.other.person }),
  },
  {
    operation: "completeRecovery",
    calls: [
      "AdminGetUser",
      "AdminSetUserMFAPreference",
      "AdminDeleteSoftwareToken",
      "AdminUserGlobalSignOut",
      "AdminListUserSessions",
    ],
    request: begunRecovery,
  },
  {
    operation: "refresh",
    calls: ["GetTokensFromRefreshToken"],
    // Its own token: an exchanged one is valid for ten more seconds, and a run of all samples may take longer.
    request: async ({ api, other }) => ({
      body: { refreshToken: (await api.signIn(other.person)).refreshToken },
    }),
  },
  {
    operation: "signOut",
    calls: ["GetTokensFromRefreshToken", "RevokeToken"],
    request: () => ({ body: { refreshToken: "made.up" } }),
  },
  {
    operation: "forgotPassword",
    calls: ["AdminGetUser", "ForgotPassword"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "resetPassword",
    calls: ["ConfirmForgotPassword"],
    request: () => ({
      body: { email: newPerson().email, code: "123456", newPassword: newPerson().password },
    }),
  },
  { operation: "inspectToken", calls: [], request: (world) => ({ body: { token: world.staff.token } }) },
  ...["config", "confirmPage", "resetPage", "getHealth", "getOpenapi", "getDocs"].map((operation) => ({
    operation,
    calls: [],
    request: () => ({}),
  })),
];
