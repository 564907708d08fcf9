/** Records changes of users where they are written, for every operation, page and import. */
import type { GroupRepository } from "../cognito/state/group-repository.ts";
import type { MfaRepository } from "../cognito/state/mfa-repository.ts";
import type { User, UserRepository } from "../cognito/state/user-repository.ts";
import { currentSpan, noteSpan } from "./active-span.ts";
import { recorded } from "./recorded-value.ts";

export function recordUsers(users: UserRepository): UserRepository {
  const seen = <Found extends User | null>(user: Found): Found => {
    if (user !== null) currentSpan()?.sees(user);
    return user;
  };
  return {
    ...users,
    require: (pool, username) => seen(users.require(pool, username)),
    find: (pool, username) => seen(users.find(pool, username)),
    byKey: (key) => seen(users.byKey(key)),
    create: (pool, given, onAliasConflict) => {
      const user = seen(users.create(pool, given, onAliasConflict));
      noteChange("created", user, null, user, { credentials: given.credentials !== null });
      return user;
    },
    update: (pool, before, changes, onAliasConflict) => {
      const user = seen(users.update(pool, before, changes, onAliasConflict));
      noteChange("updated", user, before, user, { credentials: changes.credentials !== undefined });
      return user;
    },
    delete: (user) => {
      users.delete(user);
      noteChange("deleted", user, user, null, { credentials: false });
    },
    removePassword: (user) => {
      users.removePassword(user);
      noteUser("updated", user, { changes: { hasPassword: [true, false] } });
    },
  };
}

export function recordGroups(groups: GroupRepository): GroupRepository {
  return {
    ...groups,
    addMember: (group, user) => {
      groups.addMember(group, user);
      noteUser("group-joined", user, { group: group.name });
    },
    removeMember: (group, user) => {
      groups.removeMember(group, user);
      noteUser("group-left", user, { group: group.name });
    },
  };
}

export function recordMfa(mfa: MfaRepository): MfaRepository {
  return {
    ...mfa,
    setPreference: (user, preference) => {
      if (currentSpan() === undefined) return mfa.setPreference(user, preference);
      const before = mfa.preference(user);
      mfa.setPreference(user, preference);
      noteUser("mfa", user, {
        changes: recorded(200, () => differences({ ...before }, { ...preference })),
      });
    },
    verify: (user, verified) => {
      mfa.verify(user, verified);
      noteUser("mfa", user, { changes: { authenticator: [null, verified.deviceName ?? "verified"] } });
    },
    deleteSoftwareTokens: (user) => {
      const active = mfa.softwareToken(user);
      if (active !== null) {
        noteUser("mfa", user, { changes: { authenticator: [active.deviceName ?? "verified", null] } });
      }
      return mfa.deleteSoftwareTokens(user);
    },
  };
}

type Change = "created" | "updated" | "deleted";

function noteChange(
  change: Change,
  user: User,
  before: User | null,
  after: User | null,
  { credentials }: { readonly credentials: boolean },
): void {
  if (currentSpan() === undefined) return;
  // Users are frozen, so they can be compared later, when the trace is read.
  const changes = () => ({
    ...differences(before === null ? {} : members(before), after === null ? {} : members(after)),
    ...(credentials && { isPasswordNew: [false, true] }),
  });
  noteUser(change, user, { changes: recorded(sizeOf(before) + sizeOf(after), changes) });
}

function noteUser(
  change: Change | "group-joined" | "group-left" | "mfa",
  { username, sub }: User,
  details: object,
): void {
  noteSpan("user", `user ${change}`, () => ({ change, username, sub, ...details }));
}

const members = ({ status, enabled, signedOutAt, attributes }: User): Readonly<Record<string, unknown>> => ({
  status,
  enabled,
  signedOutAt: signedOutAt === null ? null : new Date(signedOutAt).toISOString(),
  ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`attributes.${name}`, value])),
});

function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, readonly [unknown, unknown]> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed: Record<string, readonly [unknown, unknown]> = {};
  for (const name of names) {
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    if (JSON.stringify(was) !== JSON.stringify(is)) changed[name] = [was, is];
  }
  return changed;
}

function sizeOf(user: User | null): number {
  if (user === null) return 0;
  return Object.values(user.attributes).reduce((sum, { length }) => sum + length, 100);
}
