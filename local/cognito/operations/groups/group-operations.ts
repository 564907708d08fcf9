import type { OperationTable } from "../../operation-table.ts";
import { adminAddUserToGroup } from "./admin-add-user-to-group.ts";
import { adminListGroupsForUser } from "./admin-list-groups-for-user.ts";
import { adminRemoveUserFromGroup } from "./admin-remove-user-from-group.ts";
import { createGroup } from "./create-group.ts";
import { deleteGroup } from "./delete-group.ts";
import { getGroup } from "./get-group.ts";
import { listGroups } from "./list-groups.ts";
import { listUsersInGroup } from "./list-users-in-group.ts";
import { updateGroup } from "./update-group.ts";

export const groupOperations = {
  CreateGroup: { access: "iam", operation: createGroup },
  GetGroup: { access: "iam", operation: getGroup },
  UpdateGroup: { access: "iam", operation: updateGroup },
  DeleteGroup: { access: "iam", operation: deleteGroup },
  ListGroups: { access: "iam", operation: listGroups },
  AdminAddUserToGroup: { access: "iam", operation: adminAddUserToGroup },
  AdminRemoveUserFromGroup: { access: "iam", operation: adminRemoveUserFromGroup },
  AdminListGroupsForUser: { access: "iam", operation: adminListGroupsForUser },
  ListUsersInGroup: { access: "iam", operation: listUsersInGroup },
} satisfies OperationTable;
