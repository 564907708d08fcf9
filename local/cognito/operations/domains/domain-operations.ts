import type { OperationTable } from "../../operation-table.ts";
import { createUserPoolDomain } from "./create-user-pool-domain.ts";
import { deleteUserPoolDomain } from "./delete-user-pool-domain.ts";
import { describeUserPoolDomain } from "./describe-user-pool-domain.ts";
import { updateUserPoolDomain } from "./update-user-pool-domain.ts";

export const domainOperations = {
  CreateUserPoolDomain: { access: "iam", operation: createUserPoolDomain },
  DescribeUserPoolDomain: { access: "iam", operation: describeUserPoolDomain },
  UpdateUserPoolDomain: { access: "iam", operation: updateUserPoolDomain },
  DeleteUserPoolDomain: { access: "iam", operation: deleteUserPoolDomain },
} satisfies OperationTable;
