import type { DesiredResource, ResourceType, Warn } from "./resource-type.ts";

/** A resource that every start creates again, and that is not stored. */
interface Placed {
  readonly idOf: (desired: DesiredResource) => string;
  readonly put: (id: string, desired: DesiredResource, warn: Warn) => void;
  readonly remove: (id: string) => void;
  readonly valuesOf: (id: string) => {
    readonly ref: string;
    readonly attributes: Readonly<Record<string, string>>;
  };
}

/**
 * The physical id is the logical one and what it is put under: a resource that takes over another one's name is put before that one
 * is removed, and has to stay.
 */
export function placedType({ idOf, put, remove, valuesOf }: Placed): ResourceType {
  const owners = new Map<string, string>();
  const physicalId = (desired: DesiredResource) => `${desired.logicalId}|${idOf(desired)}`;
  const place = (desired: DesiredResource, warn: Warn): string => {
    const id = idOf(desired);
    owners.set(id, desired.logicalId);
    put(id, desired, warn);
    return physicalId(desired);
  };
  const split = (physical: string) => {
    const at = physical.indexOf("|");
    return { logicalId: physical.slice(0, at), id: physical.slice(at + 1) };
  };
  return {
    create: async (desired, warn) => place(desired, warn),
    update: async (_physical, desired, _former, warn) => {
      place(desired, warn);
      return desired.properties;
    },
    // Under another name it is another one, made in place of this.
    resume: async (physical, desired, warn) => {
      if (physicalId(desired) !== physical) return false;
      place(desired, warn);
      return true;
    },
    remove: async (physical) => {
      const { logicalId, id } = split(physical);
      if (owners.get(id) === logicalId) remove(id);
      return null;
    },
    values: async (physical) => valuesOf(split(physical).id),
  };
}
