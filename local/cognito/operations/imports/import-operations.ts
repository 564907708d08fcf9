import type { OperationTable } from "../../operation-table.ts";
import { createUserImportJob } from "./create-user-import-job.ts";
import { describeUserImportJob } from "./describe-user-import-job.ts";
import { getCSVHeader } from "./get-csv-header.ts";
import { listUserImportJobs } from "./list-user-import-jobs.ts";
import { startUserImportJob } from "./start-user-import-job.ts";
import { stopUserImportJob } from "./stop-user-import-job.ts";

export const importOperations = {
  GetCSVHeader: { access: "iam", operation: getCSVHeader },
  CreateUserImportJob: { access: "iam", operation: createUserImportJob },
  DescribeUserImportJob: { access: "iam", operation: describeUserImportJob },
  ListUserImportJobs: { access: "iam", operation: listUserImportJobs },
  StartUserImportJob: { access: "iam", operation: startUserImportJob },
  StopUserImportJob: { access: "iam", operation: stopUserImportJob },
} satisfies OperationTable;
