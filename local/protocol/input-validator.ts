import { type ConstraintCheck, compileConstraints } from "./compile-constraints.ts";
import { readShape } from "./read-shape.ts";
import { ServiceError } from "./service-error.ts";
import type { ServiceModel } from "./service-model.ts";

/** Turns a client's JSON into an operation's input. */
export type InputValidator = (operation: string, value: unknown) => unknown;

/**
 * Validates against a service model: types first (SerializationException), then every constraint at once
 * (`violationCode`, `2 validation errors detected: …; …`). An operation's checks are compiled on its first request.
 *
 * @param violationCode the service's exception for violated constraints
 */
export function createInputValidator(model: ServiceModel, violationCode: string): InputValidator {
  const cache = new Map<string, ConstraintCheck>();
  return (operation, value) => {
    const shapeName = model.operations[operation]?.input;
    if (shapeName === undefined) throw new Error(`The model has no operation ${operation}`);
    const input = readShape(model, shapeName, value);
    const violations: string[] = [];
    compileConstraints(model, shapeName, cache)(input, "", violations);
    if (violations.length > 0) {
      const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
      throw new ServiceError(violationCode, `${count} detected: ${violations.join("; ")}`);
    }
    return input;
  };
}
