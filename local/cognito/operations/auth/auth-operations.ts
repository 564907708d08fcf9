import type { OperationTable } from "../../operation-table.ts";
import { signInTriggers } from "../../trigger-port.ts";
import { adminInitiateAuth } from "./admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./admin-respond-to-auth-challenge.ts";
import { getUser } from "./get-user.ts";
import { initiateAuth } from "./initiate-auth.ts";
import { respondToAuthChallenge } from "./respond-to-auth-challenge.ts";

export const authOperations = {
  InitiateAuth: {
    access: "none",
    operation: initiateAuth,
    triggers: ["UserMigration", "PreAuthentication", ...signInTriggers],
  },
  RespondToAuthChallenge: {
    access: "none",
    operation: respondToAuthChallenge,
    triggers: ["VerifyAuthChallengeResponse", ...signInTriggers],
  },
  AdminInitiateAuth: {
    access: "iam",
    operation: adminInitiateAuth,
    triggers: ["UserMigration", "PreAuthentication", ...signInTriggers],
  },
  AdminRespondToAuthChallenge: {
    access: "iam",
    operation: adminRespondToAuthChallenge,
    triggers: ["VerifyAuthChallengeResponse", ...signInTriggers],
  },
  GetUser: { access: "token", operation: getUser },
} satisfies OperationTable;
