import type { OperationTable } from "../../operation-table.ts";
import { createTerms } from "./create-terms.ts";
import { deleteTerms } from "./delete-terms.ts";
import { describeTerms } from "./describe-terms.ts";
import { listTerms } from "./list-terms.ts";
import { updateTerms } from "./update-terms.ts";

export const termsOperations = {
  CreateTerms: { access: "iam", operation: createTerms },
  DescribeTerms: { access: "iam", operation: describeTerms },
  UpdateTerms: { access: "iam", operation: updateTerms },
  DeleteTerms: { access: "iam", operation: deleteTerms },
  ListTerms: { access: "iam", operation: listTerms },
} satisfies OperationTable;
