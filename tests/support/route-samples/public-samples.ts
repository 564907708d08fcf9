import { newPerson } from "../api-client.ts";
import { type RouteSample, type Sample, UNSENT } from "./route-sample.ts";
import { newOwner, type World } from "./world.ts";

const SESSION = "s".repeat(40);

const challengeOf = (challenge: string, members: object) => () => ({
  body: { challenge, session: SESSION, email: newPerson().email, ...members },
});

/** A recovery whose codes are at hand: answering it takes them. */
async function begunRecovery({ api }: World): Promise<Sample> {
  const { person, recoveryCodes } = await newOwner(api);
  const { recovery } = (await api.post("/v1/auth/recovery", person)).body;
  return { body: { recovery, code: await api.codeFor(person.email), recoveryCode: recoveryCodes[0] } };
}

/** Of the routes that need no token. */
export const PUBLIC_SAMPLES: readonly RouteSample[] = [
  { operation: "signUp", calls: ["SignUp"], request: () => ({ body: newPerson() }) },
  {
    operation: "signUp",
    about: "with an address that is taken",
    calls: ["ResendConfirmationCode"],
    request: (world) => ({ body: { ...newPerson(), email: world.other.person.email } }),
  },
  {
    operation: "confirm",
    calls: ["ConfirmSignUp"],
    request: () => ({ body: { email: newPerson().email, code: "123456" } }),
  },
  {
    operation: "resendCode",
    calls: ["AdminGetUser", "ResendConfirmationCode"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "signIn",
    calls: ["InitiateAuth"],
    alsoSaid: { InitiateAuth: UNSENT },
    request: () => ({ body: newPerson() }),
  },
  {
    operation: "otp",
    calls: ["InitiateAuth", "RespondToAuthChallenge"],
    // A way is chosen here, and nothing proved yet.
    neverSaid: {
      RespondToAuthChallenge: [
        "AliasExistsException",
        "CodeMismatchException",
        "ExpiredCodeException",
        "InvalidPasswordException",
        "MFAMethodNotFoundException",
        "PasswordHistoryPolicyViolationException",
        "SoftwareTokenMFANotFoundException",
      ],
    },
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "passkey",
    calls: ["InitiateAuth"],
    request: () => ({ body: { email: newPerson().email } }),
  },
  {
    operation: "challenge",
    about: "of a code",
    calls: ["RespondToAuthChallenge"],
    request: challengeOf("CUSTOM_CHALLENGE", { answer: "123456" }),
  },
  {
    operation: "challenge",
    about: "of a new password",
    calls: ["RespondToAuthChallenge"],
    request: challengeOf("NEW_PASSWORD_REQUIRED", { newPassword: newPerson().password }),
  },
  {
    operation: "challenge",
    about: "of a password",
    calls: ["RespondToAuthChallenge"],
    alsoSaid: { RespondToAuthChallenge: UNSENT },
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
    calls: ["InitiateAuth", "AdminGetUser"],
    request: (world) => ({ body: world.owner.person }),
  },
  {
    operation: "recovery",
    about: "without a second factor",
    calls: ["RevokeToken"],
    // It is the refresh token that Cognito has just given.
    neverSaid: { RevokeToken: ["UnsupportedTokenTypeException"] },
    request: (world) => ({ body: world.other.person }),
  },
  {
    operation: "completeRecovery",
    calls: ["AdminGetUser", "AdminSetUserMFAPreference", "AdminUserGlobalSignOut"],
    request: begunRecovery,
  },
  {
    operation: "refresh",
    calls: ["GetTokensFromRefreshToken"],
    request: (world) => ({ body: { refreshToken: world.other.refreshToken } }),
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
