import { userNotConfirmable } from "../../errors/code-errors.ts";
import { operation } from "../../operation.ts";
import { runPostConfirmation } from "../../verification/post-confirmation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
export const adminConfirmSignUp = operation("AdminConfirmSignUp", async (input, context) => {
  const pool = context.pools.require(input.UserPoolId);
  const user = context.users.require(pool, input.Username);
  if (user.status !== "UNCONFIRMED") {
    throw userNotConfirmable(user.status);
  }
  await runPostConfirmation(context, {
    pool,
    user: context.users.update(pool, user, { status: "CONFIRMED" }),
    client: null,
    source: "PostConfirmation_ConfirmSignUp",
    clientMetadata: input.ClientMetadata,
  });
  return {};
});
