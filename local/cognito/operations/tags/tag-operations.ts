import type { OperationTable } from "../../operation-table.ts";
import { listTagsForResource } from "./list-tags-for-resource.ts";
import { tagResource } from "./tag-resource.ts";
import { untagResource } from "./untag-resource.ts";

export const tagOperations = {
  TagResource: { access: "iam", operation: tagResource },
  UntagResource: { access: "iam", operation: untagResource },
  ListTagsForResource: { access: "iam", operation: listTagsForResource },
} satisfies OperationTable;
