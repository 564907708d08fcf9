import type { OperationTable } from "../../operation-table.ts";
import { adminInitiateAuth } from "./admin-initiate-auth.ts";
import { adminRespondToAuthChallenge } from "./admin-respond-to-auth-challenge.ts";
import { getUser } from "./get-user.ts";
import { initiateAuth } from "./initiate-auth.ts";
import { respondToAuthChallenge } from "./respond-to-auth-challenge.ts";

export const authOperations = {
  InitiateAuth: { access: "none", operation: initiateAuth },
  RespondToAuthChallenge: { access: "none", operation: respondToAuthChallenge },
  AdminInitiateAuth: { access: "iam", operation: adminInitiateAuth },
  AdminRespondToAuthChallenge: { access: "iam", operation: adminRespondToAuthChallenge },
  GetUser: { access: "token", operation: getUser },
} satisfies OperationTable;
