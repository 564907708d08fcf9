import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { User } from "../../../../../clients/typescript/api-types.ts";
import { Combobox } from "../../../components/select.tsx";
import { usersOf, usersQuery } from "../users/user-queries.ts";
import { nameOf } from "./person.tsx";
import { given } from "./search-params.ts";
import { useDebounced } from "./use-debounced.ts";

/** Maximum number of results: typing more narrows them. */
const SHOWN = 8;

/** Chooses a user by the beginning of an address or a name. */
export function PersonPicker({
  label,
  placeholder,
  problem,
  value = null,
  isLabelHidden,
  onChoose,
}: {
  readonly label: string;
  readonly placeholder?: string;
  readonly problem?: ReactNode;
  readonly value?: User | null;
  readonly isLabelHidden?: boolean;
  readonly onChoose: (user: User) => void;
}): ReactNode {
  const [text, setText] = useState("");
  const q = useDebounced(text.trim());
  const query = useInfiniteQuery(usersQuery(given({ q: q === "" ? undefined : q })));
  const found = usersOf(query.data?.pages ?? []).slice(0, SHOWN);
  const users = value === null || found.some(({ sub }) => sub === value.sub) ? found : [value, ...found];
  return (
    <Combobox
      label={label}
      options={users.map((user) => ({
        id: user.sub,
        label: nameOf(user),
        ...(user.name !== undefined && user.email !== undefined && { hint: user.email }),
      }))}
      value={value?.sub ?? null}
      onChange={(sub) => {
        const user = users.find((one) => one.sub === sub);
        if (user !== undefined) onChoose(user);
      }}
      search={text}
      onSearch={setText}
      {...(placeholder !== undefined && { placeholder })}
      {...(problem !== undefined && { problem })}
      {...(isLabelHidden !== undefined && { isLabelHidden })}
    />
  );
}
