import { isRecord } from "../../cloudformation/template.ts";
import type { ServiceModel, Shape } from "../protocol/service-model.ts";

interface Fitted {
  readonly value: unknown;
  /** Members that the shape does not have, as paths. */
  readonly unknown: readonly string[];
}

/**
 * Fits evaluated properties to an input shape of a service model. CloudFormation accepts `"12"` as a number and `true` as a
 * string; the service's API does not.
 *
 * @returns the value with every unknown member left out, and those members' paths
 */
export function fitToShape(value: unknown, shapeName: string, model: ServiceModel): Fitted {
  const unknown: string[] = [];

  const fitted = (given: unknown, name: string, path: string): unknown => {
    const shape = model.inputShapes[name];
    switch (shape?.type) {
      case "structure":
        return isRecord(given) && !isDocument(shape) ? fitMembers(given, shape.members ?? {}, path) : given;
      case "list":
        return Array.isArray(given)
          ? given.map((item, index) => fitted(item, shape.member ?? "", `${path}[${index}]`))
          : given;
      case "map":
        return isRecord(given)
          ? Object.fromEntries(
              Object.entries(given).map(([key, item]) => [
                key,
                fitted(item, shape.value ?? "", `${path}.${key}`),
              ]),
            )
          : given;
      default:
        return fitScalar(given, shape?.type);
    }
  };

  const fitMembers = (
    given: Readonly<Record<string, unknown>>,
    members: Readonly<Record<string, string>>,
    path: string,
  ): Record<string, unknown> => {
    const known: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(given)) {
      const at = path === "" ? key : `${path}.${key}`;
      const shapeOfMember = members[key];
      if (shapeOfMember === undefined) unknown.push(at);
      else known[key] = fitted(item, shapeOfMember, at);
    }
    return known;
  };

  return { value: fitted(value, shapeName, ""), unknown };
}

/** JSON of any form. */
const isDocument = ({ members = {} }: Shape): boolean => Object.keys(members).length === 0;

function fitScalar(given: unknown, type: string | undefined): unknown {
  if (type === "integer" && typeof given === "string" && /^-?\d+$/.test(given)) return Number(given);
  if (type === "boolean" && (given === "true" || given === "false")) return given === "true";
  if (type === "string" && (typeof given === "number" || typeof given === "boolean")) return String(given);
  return given;
}
