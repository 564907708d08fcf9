import { readFileSync } from "node:fs";
import { modelCorrections } from "./model-corrections.ts";

/** An input shape of an AWS service model: type, members and constraints. See `local/model/README.md`. */
export interface Shape {
  readonly type: "structure" | "list" | "map" | "string" | "integer" | "long" | "boolean" | "blob";
  readonly required?: readonly string[];
  /** Member name → shape name. */
  readonly members?: Readonly<Record<string, string>>;
  /** Shape name of a list's members. */
  readonly member?: string;
  /** Shape names of a map's keys and values. */
  readonly key?: string;
  readonly value?: string;
  /** Least and greatest length of a string, list or map; least and greatest value of a number. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  /** Never repeated in an error message. */
  readonly sensitive?: boolean;
}

interface ModelOperation {
  /** `none`: unsigned; `iam`: signed with AWS credentials. */
  readonly auth: "none" | "iam";
  readonly input: string;
  readonly output: string | null;
  /** The exceptions the operation may answer with. */
  readonly errors: readonly string[];
}

export interface ServiceModel {
  readonly service: string;
  /** What stands before the dot in `X-Amz-Target`. */
  readonly targetPrefix: string;
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly inputShapes: Readonly<Record<string, Shape>>;
}

export type ModelFile = "cognito-idp.json" | "cognito-identity.json";

/** Reads a service model from `local/model`; a millisecond or two, so callers do it on their first request. */
export function loadServiceModel(file: ModelFile): ServiceModel {
  const model: ServiceModel = JSON.parse(readFileSync(new URL(`../model/${file}`, import.meta.url), "utf8"));
  const corrected = Object.entries(modelCorrections).map(([name, correction]) => {
    const shape = model.inputShapes[name];
    return shape ? [[name, { ...shape, ...correction }] as const] : [];
  });
  return { ...model, inputShapes: { ...model.inputShapes, ...Object.fromEntries(corrected.flat()) } };
}
