import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../clock.ts";
import {
  integer,
  isUniqueViolation,
  optionalInteger,
  optionalText,
  type Row,
  text,
  written,
} from "../../state/row.ts";
import { groupExists, groupNotFound } from "../errors/resource-errors.ts";
import type { Pool } from "./pool-repository.ts";
import type { User } from "./user-repository.ts";

/** A group of a pool. Times are milliseconds since the Unix epoch. */
export interface Group {
  readonly key: number;
  readonly poolId: string;
  readonly name: string;
  readonly description: string | null;
  readonly roleArn: string | null;
  /** Lower wins; `null` comes last. */
  readonly precedence: number | null;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

type GroupChanges = Partial<Pick<Group, "description" | "roleArn" | "precedence">>;

export interface GroupRepository {
  /** @throws ServiceError ResourceNotFoundException, with AWS's text. */
  require(pool: Pool, name: string): Group;
  find(pool: Pool, name: string): Group | null;
  /** @throws ServiceError GroupExistsException. */
  create(pool: Pool, group: GroupChanges & { readonly name: string }): Group;
  update(group: Group, changes: GroupChanges): Group;
  delete(group: Group): void;
  /** By name. */
  list(pool: Pool, page: { readonly limit: number; readonly after: string | null }): readonly Group[];
  /** Adding a member twice is not an error. */
  addMember(group: Group, user: User): void;
  removeMember(group: Group, user: User): void;
  /** The user's groups, by precedence, then name: the order of the `cognito:groups` claim. */
  ofUser(user: User): readonly Group[];
  /** Keys of the members, in order of creation. */
  members(group: Group, page: { readonly limit: number; readonly after: number | null }): readonly number[];
}

export const groupTables = `
CREATE TABLE IF NOT EXISTS cognito_groups (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT,
  role_arn TEXT,
  precedence INTEGER,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  UNIQUE (pool_id, name)
) STRICT;

CREATE TABLE IF NOT EXISTS cognito_group_members (
  group_key INTEGER NOT NULL REFERENCES cognito_groups (key) ON DELETE CASCADE,
  user_key INTEGER NOT NULL REFERENCES cognito_users (key) ON DELETE CASCADE,
  PRIMARY KEY (group_key, user_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cognito_group_members_by_user ON cognito_group_members (user_key);
`;

export function createGroupRepository(database: DatabaseSync, clock: Clock): GroupRepository {
  const selectByName = database.prepare("SELECT * FROM cognito_groups WHERE pool_id = ? AND name = ?");
  const insert = database.prepare(`
    INSERT INTO cognito_groups (pool_id, name, description, role_arn, precedence, created_at, modified_at)
    VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *`);
  const write = database.prepare(`
    UPDATE cognito_groups SET description = ?, role_arn = ?, precedence = ?, modified_at = ? WHERE key = ? RETURNING *`);
  const remove = database.prepare("DELETE FROM cognito_groups WHERE key = ?");
  const selectPage = database.prepare(
    "SELECT * FROM cognito_groups WHERE pool_id = ? AND name > ? ORDER BY name LIMIT ?",
  );
  const insertMember = database.prepare(
    "INSERT INTO cognito_group_members (group_key, user_key) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );
  const deleteMember = database.prepare(
    "DELETE FROM cognito_group_members WHERE group_key = ? AND user_key = ?",
  );
  const selectOfUser = database.prepare(`
    SELECT g.* FROM cognito_group_members m JOIN cognito_groups g ON g.key = m.group_key
    WHERE m.user_key = ? ORDER BY g.precedence IS NULL, g.precedence, g.name`);
  const selectMembers = database.prepare(
    "SELECT user_key FROM cognito_group_members WHERE group_key = ? AND user_key > ? ORDER BY user_key LIMIT ?",
  );

  const find: GroupRepository["find"] = (pool, name) => {
    const row = selectByName.get(pool.id, name);
    return row ? toGroup(row) : null;
  };

  return {
    find,
    require(pool, name) {
      const group = find(pool, name);
      if (!group) throw groupNotFound();
      return group;
    },
    create(pool, { name, description = null, roleArn = null, precedence = null }) {
      const now = clock.now();
      try {
        return toGroup(written(insert.get(pool.id, name, description, roleArn, precedence, now, now)));
      } catch (error) {
        throw isUniqueViolation(error) ? groupExists() : error;
      }
    },
    update(
      group,
      { description = group.description, roleArn = group.roleArn, precedence = group.precedence },
    ) {
      return toGroup(written(write.get(description, roleArn, precedence, clock.now(), group.key)));
    },
    delete: (group) => {
      remove.run(group.key);
    },
    list: (pool, { limit, after }) => selectPage.all(pool.id, after ?? "", limit).map(toGroup),
    addMember: (group, user) => {
      insertMember.run(group.key, user.key);
    },
    removeMember: (group, user) => {
      deleteMember.run(group.key, user.key);
    },
    ofUser: (user) => selectOfUser.all(user.key).map(toGroup),
    members: (group, { limit, after }) =>
      selectMembers.all(group.key, after ?? 0, limit).map((row) => integer(row, "user_key")),
  };
}

function toGroup(row: Row): Group {
  return Object.freeze({
    key: integer(row, "key"),
    poolId: text(row, "pool_id"),
    name: text(row, "name"),
    description: optionalText(row, "description"),
    roleArn: optionalText(row, "role_arn"),
    precedence: optionalInteger(row, "precedence"),
    createdAt: integer(row, "created_at"),
    modifiedAt: integer(row, "modified_at"),
  });
}
