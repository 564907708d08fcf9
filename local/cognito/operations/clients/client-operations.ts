import type { OperationTable } from "../../operation-table.ts";
import { addUserPoolClientSecret } from "./add-user-pool-client-secret.ts";
import { createUserPoolClient } from "./create-user-pool-client.ts";
import { deleteUserPoolClient } from "./delete-user-pool-client.ts";
import { deleteUserPoolClientSecret } from "./delete-user-pool-client-secret.ts";
import { describeUserPoolClient } from "./describe-user-pool-client.ts";
import { listUserPoolClientSecrets } from "./list-user-pool-client-secrets.ts";
import { listUserPoolClients } from "./list-user-pool-clients.ts";
import { updateUserPoolClient } from "./update-user-pool-client.ts";

export const clientOperations = {
  CreateUserPoolClient: { access: "iam", operation: createUserPoolClient },
  DescribeUserPoolClient: { access: "iam", operation: describeUserPoolClient },
  UpdateUserPoolClient: { access: "iam", operation: updateUserPoolClient },
  DeleteUserPoolClient: { access: "iam", operation: deleteUserPoolClient },
  ListUserPoolClients: { access: "iam", operation: listUserPoolClients },
  AddUserPoolClientSecret: { access: "iam", operation: addUserPoolClientSecret },
  DeleteUserPoolClientSecret: { access: "iam", operation: deleteUserPoolClientSecret },
  ListUserPoolClientSecrets: { access: "iam", operation: listUserPoolClientSecrets },
} satisfies OperationTable;
