import { isRecord, type Output, type Parameter, type Resource, type Template } from "./template.ts";

/** Values of CloudFormation parameters; one that is not given has its default. */
export type ParameterValues = Readonly<Record<string, string>>;

const NO_VALUE = Symbol("AWS::NoValue");

/**
 * The template as CloudFormation sees it once the parameters are given: what a false condition switches off is gone,
 * `Fn::If` and references to parameters are what they come to. Other intrinsics stay as they are.
 *
 * @throws Error when a value is none the parameter takes, or a condition is not there or depends on itself
 */
export function resolveVariant(template: Template, given: ParameterValues = {}): Template {
  const values = parameterValues(template.Parameters ?? {}, given);
  const conditions = new Map<string, boolean>();

  function holds(name: string): boolean {
    const known = conditions.get(name);
    if (known !== undefined) return known;
    const definition = template.Conditions?.[name];
    if (definition === undefined) throw new Error(`There is no condition ${name}`);
    conditions.set(name, false); // a condition that depends on itself ends here
    const result = isTrue(definition);
    conditions.set(name, result);
    return result;
  }

  function isTrue(expression: unknown): boolean {
    const [[name, argument] = []] = Object.entries(isRecord(expression) ? expression : {});
    const list = Array.isArray(argument) ? argument : [];
    switch (name) {
      case "Condition":
        return holds(String(argument));
      case "Fn::Equals":
        return String(resolve(list[0])) === String(resolve(list[1]));
      case "Fn::Not":
        return !isTrue(list[0]);
      case "Fn::And":
        return list.every(isTrue);
      case "Fn::Or":
        return list.some(isTrue);
      default:
        throw new Error(`${name} is no function of conditions`);
    }
  }

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== NO_VALUE);
    if (!isRecord(value)) return value;
    if (value.Ref === "AWS::NoValue") return NO_VALUE;
    if (typeof value.Ref === "string" && value.Ref in values) return values[value.Ref];
    if (Array.isArray(value["Fn::If"])) {
      const [name, yes, no] = value["Fn::If"];
      return resolve(holds(String(name)) ? yes : no);
    }
    const members = Object.entries(value).map(([key, member]) => [key, resolve(member)] as const);
    return Object.fromEntries(members.filter(([, member]) => member !== NO_VALUE));
  }

  const wanted = <Part extends Resource | Output>(parts: Record<string, Part>): Record<string, Part> =>
    Object.fromEntries(
      Object.entries(parts)
        .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
        .map(([id, { Condition: _, ...part }]) => [id, resolve(part) as Part]),
    );
  return { Resources: wanted(template.Resources), Outputs: wanted(template.Outputs) };
}

/**
 * The template with other defaults for its parameters: what CloudFormation, or the local cloud, would be given.
 *
 * @throws Error when a value is none the parameter takes
 */
export function withDefaults(template: Template, given: ParameterValues): Template {
  const parameters = template.Parameters ?? {};
  const values = parameterValues(parameters, given);
  const Parameters = Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      { ...parameter, Default: values[name] ?? "" },
    ]),
  );
  return { ...template, Parameters };
}

function parameterValues(
  parameters: Record<string, Parameter>,
  given: ParameterValues,
): Record<string, string | number> {
  const unknown = Object.keys(given).filter((name) => !(name in parameters));
  if (unknown.length > 0) throw new Error(`There is no parameter ${unknown.join(", ")}`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const value = String(given[name] ?? parameter.Default ?? "");
      checkValue(name, value, parameter);
      return [name, parameter.Type === "Number" ? Number(value) : value];
    }),
  );
}

function checkValue(name: string, value: string, { Type, AllowedValues, AllowedPattern }: Parameter): void {
  const isAllowed =
    (AllowedValues === undefined || AllowedValues.map(String).includes(value)) &&
    (AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(value)) &&
    (Type !== "Number" || Number.isFinite(Number(value)));
  if (!isAllowed) throw new Error(`The parameter ${name} does not take ${JSON.stringify(value)}`);
}
