import type { ResourceValues } from "../../cloudformation/evaluator.ts";

export type Properties = Readonly<Record<string, unknown>>;

/** A resource as the template has it, its properties evaluated. */
export interface DesiredResource {
  readonly logicalId: string;
  readonly properties: Properties;
}

/** Warns the developer about parts of the template that the local cloud does not support. */
export type Warn = (warning: string) => void;

/** A type of resource that the local cloud creates. */
export interface ResourceType {
  /** Creates it; returns its physical id. */
  create(desired: DesiredResource, warn: Warn): Promise<string>;
  /**
   * Applies changed properties to the one that is there. Answers the properties it has now: what can't be changed is what it
   * was, so that the next start tells of it again.
   */
  update(physicalId: string, desired: DesiredResource, former: Properties, warn: Warn): Promise<Properties>;
  /** Whether to replace the former one, because it can't be changed and has no data. */
  mustReplace?(desired: DesiredResource, former: Properties): boolean;
  /** Called at every start for one that was made before and whose properties are the same. Answers whether it still exists. */
  resume(physicalId: string, desired: DesiredResource, warn: Warn): Promise<boolean>;
  /** Removes it, or returns why it is kept. */
  remove(physicalId: string, former: Properties): Promise<string | null>;
  values(physicalId: string, desired: DesiredResource): Promise<ResourceValues>;
}
