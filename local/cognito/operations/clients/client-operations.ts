import type { OperationTable } from "../../operation-table.ts";
import { createUserPoolClient } from "./create-user-pool-client.ts";
import { deleteUserPoolClient } from "./delete-user-pool-client.ts";
import { describeUserPoolClient } from "./describe-user-pool-client.ts";
import { listUserPoolClients } from "./list-user-pool-clients.ts";
import { updateUserPoolClient } from "./update-user-pool-client.ts";

export const clientOperations = {
  CreateUserPoolClient: { access: "iam", operation: createUserPoolClient },
  DescribeUserPoolClient: { access: "iam", operation: describeUserPoolClient },
  UpdateUserPoolClient: { access: "iam", operation: updateUserPoolClient },
  DeleteUserPoolClient: { access: "iam", operation: deleteUserPoolClient },
  ListUserPoolClients: { access: "iam", operation: listUserPoolClients },
} satisfies OperationTable;
