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

export type GroupChanges = Partial<Pick<Group, "description" | "roleArn" | "precedence">>;

export interface GroupRepository {
  /** @throws ServiceError ResourceNotFoundException, with AWS's text. */
  require(pool: Pool, name: string): Group;
  /** @throws ServiceError GroupExistsException. */
  create(pool: Pool, group: GroupChanges & { readonly name: string }): Group;
  update(group: Group, changes: GroupChanges): Group;
  delete(group: Group): void;
  /** By name. */
  list(pool: Pool, page: { readonly limit: number; readonly after: string | null }): readonly Group[];
  /** Adding a member twice is no error. */
  addMember(group: Group, user: User): void;
  removeMember(group: Group, user: User): void;
  /** The user's groups, by precedence, then name: the order of the `cognito:groups` claim. */
  ofUser(user: User): readonly Group[];
  /** Keys of the members, in order of creation. */
  members(group: Group, page: { readonly limit: number; readonly after: number | null }): readonly number[];
}
