import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Avatar } from "../../../components/avatar.tsx";
import { classNames } from "../../../components/class-names.ts";
import { isUserId, shortId } from "./ids.ts";
import styles from "./shared.module.css";

interface Named {
  readonly sub: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** A user's label: the name, else the address, else the beginning of the id. */
export const nameOf = ({ sub, name, email }: Named): string => name ?? email ?? shortId(sub);

/** A user in a row: picture, name, address. The name leads to the user's page. */
export function Person({ person }: { readonly person: Named }): ReactNode {
  const name = nameOf(person);
  const isUser = isUserId(person.sub);
  const isId = person.name === undefined && person.email === undefined;
  return (
    <span className={styles.person}>
      <Avatar name={name} size="small" />
      <span className={styles.personText}>
        {isUser ? (
          <Link
            to="/admin/users/$id"
            params={{ id: person.sub }}
            preload={false}
            className={classNames(isId && styles.mono)}
            title={person.name ?? person.email ?? person.sub}
          >
            {name}
          </Link>
        ) : (
          <span className={styles.mono}>{person.sub}</span>
        )}
        {person.name !== undefined && person.email !== undefined && (
          <span title={person.email}>{person.email}</span>
        )}
      </span>
    </span>
  );
}
