/**
 * Decides by IAM policies, as far as the policies of functions on tables go: allow and deny, actions, resources, and the
 * conditions that DynamoDB's keys are compared with. A condition that is not known does not hold.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface PolicyStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  /** By operator and key: `{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["USER#*"]}}`. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Access {
  /** `dynamodb:GetItem` */
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys; a key without values is not in the request. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

const toList = (value: string | readonly string[]): readonly string[] =>
  typeof value === "string" ? [value] : value;

/** `*` stands for any text, `?` for any character. */
function isLike(text: string, pattern: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "su").test(text);
}

type Test = (values: readonly string[], expected: readonly string[]) => boolean;

/**
 * Every value of the request matches, which those of a request without any do, too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
const forAllValues =
  (matches: (value: string, pattern: string) => boolean): Test =>
  (values, expected) =>
    values.every((value) => expected.some((pattern) => matches(value, pattern)));

const OPERATORS: Readonly<Record<string, Test>> = {
  "ForAllValues:StringLike": forAllValues(isLike),
  "ForAllValues:StringEquals": forAllValues((value, expected) => value === expected),
  Null: (values, [isMissing]) => (values.length === 0) === (isMissing === "true"),
};

function holds({ Condition = {} }: PolicyStatement, { context }: Access): boolean {
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => {
      const test = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
      return test?.(context[key] ?? [], toList(expected)) === true;
    }),
  );
}

function applies(statement: PolicyStatement, access: Access): boolean {
  return (
    toList(statement.Action).some((action) => isLike(access.action.toLowerCase(), action.toLowerCase())) &&
    toList(statement.Resource).some((resource) => isLike(access.resource, resource)) &&
    holds(statement, access)
  );
}

/** Whether statements allow an access: one does, and none denies it. */
export function isAllowed(statements: readonly PolicyStatement[], access: Access): boolean {
  const applying = statements.filter((statement) => applies(statement, access));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === "Allow");
}
