import type { Template } from "../../cloudformation/template.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LIMITS = { resources: 500, parameters: 200, outputs: 200, bytes: 1_048_576 };

/** Templates that are too large for CloudFormation. */
export function limitFindings(template: Template): string[] {
  const sizes = {
    resources: Object.keys(template.Resources).length,
    parameters: Object.keys(template.Parameters ?? {}).length,
    outputs: Object.keys(template.Outputs ?? {}).length,
    bytes: Buffer.byteLength(JSON.stringify(template, null, 2)),
  };
  return (Object.keys(LIMITS) as (keyof typeof LIMITS)[])
    .filter((part) => sizes[part] > LIMITS[part])
    .map((part) => `${sizes[part]} ${part}, and CloudFormation accepts ${LIMITS[part]}`);
}
