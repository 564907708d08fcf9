import type { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

/** One line each, as AWS ends them. */
export const attributesNotUpdatable = (names: readonly string[]): ServiceError =>
  invalidParameter(names.map((name) => `user.${name}: Attribute cannot be updated.\n`).join(""));
