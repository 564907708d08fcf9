import type { OperationTable } from "../../operation-table.ts";
import { adminListUserAuthEvents } from "./admin-list-user-auth-events.ts";
import { adminUpdateAuthEventFeedback } from "./admin-update-auth-event-feedback.ts";
import { updateAuthEventFeedback } from "./update-auth-event-feedback.ts";

export const eventOperations = {
  AdminListUserAuthEvents: { access: "iam", operation: adminListUserAuthEvents },
  AdminUpdateAuthEventFeedback: { access: "iam", operation: adminUpdateAuthEventFeedback },
  UpdateAuthEventFeedback: { access: "none", operation: updateAuthEventFeedback },
} satisfies OperationTable;
