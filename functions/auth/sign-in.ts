import { route } from "../../libs/http/route.ts";
import { SignInRequest, SignInResponse, TokensQuery } from "../../libs/schemas/auth.ts";
import { PASSWORD_ERRORS, signInWithPassword } from "./password-sign-in.ts";
import { answerSignIn } from "./reply-with-tokens.ts";

/** Signs in with a password: tokens, or a challenge to answer first. */
export const signIn = route({
  operation: "signIn",
  summary: "Sign in with a password: tokens, or a challenge to answer",
  errors: [...PASSWORD_ERRORS, "origin_not_allowed"],
  method: "POST",
  path: "/v1/auth/sign-in",
  answersAlike: "refusals",
  counts: "credentials",
  query: TokensQuery,
  body: SignInRequest,
  response: SignInResponse,
  run: (request) => answerSignIn(request, (client) => signInWithPassword(request.body, client)),
});
