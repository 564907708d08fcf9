import type { Parameter, Template } from "./template.ts";

/** Values of CloudFormation parameters; one that is not given has its default. */
export type ParameterValues = Readonly<Record<string, string>>;

/** @throws Error for a value that its parameter does not take, and for a parameter that does not exist */
export function checkParameterValues({ Parameters = {} }: Template, given: ParameterValues = {}): void {
  const unknown = Object.keys(given).filter((name) => !(name in Parameters));
  if (unknown.length > 0) throw new Error(`There is no parameter ${unknown.join(", ")}`);
  for (const [name, parameter] of Object.entries(Parameters)) {
    checkValue(name, String(given[name] ?? parameter.Default ?? ""), parameter);
  }
}

function checkValue(name: string, value: string, { Type, AllowedValues, AllowedPattern }: Parameter): void {
  const isAllowed =
    (AllowedValues === undefined || AllowedValues.map(String).includes(value)) &&
    (AllowedPattern === undefined || new RegExp(`^(?:${AllowedPattern})$`).test(value)) &&
    (Type !== "Number" || Number.isFinite(Number(value)));
  if (!isAllowed) throw new Error(`The parameter ${name} does not take ${JSON.stringify(value)}`);
}

/**
 * The template with other defaults for its parameters: what CloudFormation, or the local cloud, would be given.
 *
 * @throws Error for a value that its parameter does not take, and for a parameter that does not exist
 */
export function withDefaults(template: Template, given: ParameterValues): Template {
  checkParameterValues(template, given);
  const Parameters = Object.fromEntries(
    Object.entries(template.Parameters ?? {}).map(([name, parameter]) => [
      name,
      { ...parameter, Default: given[name] ?? parameter.Default ?? "" },
    ]),
  );
  return { ...template, Parameters };
}
