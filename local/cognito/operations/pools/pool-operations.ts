import type { OperationTable } from "../../operation-table.ts";
import { addCustomAttributes } from "./add-custom-attributes.ts";
import { createResourceServer } from "./create-resource-server.ts";
import { createUserPool } from "./create-user-pool.ts";
import { deleteResourceServer } from "./delete-resource-server.ts";
import { deleteUserPool } from "./delete-user-pool.ts";
import { describeResourceServer } from "./describe-resource-server.ts";
import { describeUserPool } from "./describe-user-pool.ts";
import { getSigningCertificate } from "./get-signing-certificate.ts";
import { getUserPoolMfaConfig } from "./get-user-pool-mfa-config.ts";
import { listResourceServers } from "./list-resource-servers.ts";
import { listUserPools } from "./list-user-pools.ts";
import { setUserPoolMfaConfig } from "./set-user-pool-mfa-config.ts";
import { updateResourceServer } from "./update-resource-server.ts";
import { updateUserPool } from "./update-user-pool.ts";

export const poolOperations = {
  CreateUserPool: { access: "iam", operation: createUserPool },
  DescribeUserPool: { access: "iam", operation: describeUserPool },
  UpdateUserPool: { access: "iam", operation: updateUserPool },
  DeleteUserPool: { access: "iam", operation: deleteUserPool },
  ListUserPools: { access: "iam", operation: listUserPools },
  SetUserPoolMfaConfig: { access: "iam", operation: setUserPoolMfaConfig },
  GetUserPoolMfaConfig: { access: "iam", operation: getUserPoolMfaConfig },
  CreateResourceServer: { access: "iam", operation: createResourceServer },
  DescribeResourceServer: { access: "iam", operation: describeResourceServer },
  UpdateResourceServer: { access: "iam", operation: updateResourceServer },
  DeleteResourceServer: { access: "iam", operation: deleteResourceServer },
  ListResourceServers: { access: "iam", operation: listResourceServers },
  AddCustomAttributes: { access: "iam", operation: addCustomAttributes },
  GetSigningCertificate: { access: "iam", operation: getSigningCertificate },
} satisfies OperationTable;
