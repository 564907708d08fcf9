export * from "./account-events.ts";
export { type ApiClient, type ApiClientSettings, createApiClient } from "./api-client.ts";
export type * from "./api-types.ts";
export { type AuthClient, type AuthClientSettings, createAuthClient } from "./auth-client.ts";
export type { SendSettings } from "./send-patiently.ts";
export type {
  AuthenticatorStep,
  LinkSentStep,
  RefusedStep,
  SignedInStep,
  SignInStep,
} from "./sign-in-steps.ts";
export { authorizeParametersOf, readStepUp, type StepUpChallenge } from "./step-up.ts";
export { browserStorage, memoryStorage, type TokenStorage, tabStorage } from "./token-storage.ts";
