import type { ServiceError } from "../../protocol/service-error.ts";
import { invalidParameter } from "./parameter-errors.ts";

/** One line each, as AWS ends them. */
export const attributesNotUpdatable = (names: readonly string[]): ServiceError =>
  invalidParameter(names.map((name) => `user.${name}: Attribute cannot be updated.\n`).join(""));

export const usernameMalformed = (): ServiceError =>
  invalidParameter(
    "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  );
