import type { OperationTable } from "../../operation-table.ts";
import { completeWebAuthnRegistration } from "./complete-web-authn-registration.ts";
import { deleteWebAuthnCredential } from "./delete-web-authn-credential.ts";
import { listWebAuthnCredentials } from "./list-web-authn-credentials.ts";
import { startWebAuthnRegistration } from "./start-web-authn-registration.ts";

export const passkeyOperations = {
  StartWebAuthnRegistration: { access: "token", operation: startWebAuthnRegistration },
  CompleteWebAuthnRegistration: { access: "token", operation: completeWebAuthnRegistration },
  ListWebAuthnCredentials: { access: "token", operation: listWebAuthnCredentials },
  DeleteWebAuthnCredential: { access: "token", operation: deleteWebAuthnCredential },
} satisfies OperationTable;
