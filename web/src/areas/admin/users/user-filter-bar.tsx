import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { UserStatus } from "../../../../../clients/typescript/api-types.ts";
import { IconButton } from "../../../components/button.tsx";
import { Icon } from "../../../components/icons.tsx";
import { Select } from "../../../components/select.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { allGroupsQuery } from "../groups/group-queries.ts";
import { Filter, FilterBar } from "../shared/filter-bar.tsx";
import { given } from "../shared/search-params.ts";
import { STATUS_TEXTS } from "../shared/status-badge.tsx";
import { useDebounced } from "../shared/use-debounced.ts";
import type { UserFilters } from "./user-queries.ts";

const route = getRouteApi("/admin/users");

const ANY = "any";

/** The statuses to filter by; no user here has any of Cognito's others. */
const STATUSES: readonly UserStatus[] = [
  "CONFIRMED",
  "FORCE_CHANGE_PASSWORD",
  "UNCONFIRMED",
  "RESET_REQUIRED",
  "EXTERNAL_PROVIDER",
];

/** Search and filters of the list of users. They are in the URL. */
export function UserFilterBar(): ReactNode {
  const { t } = useLingui();
  const { user: _, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const groups = useQuery(allGroupsQuery);
  const change = (changed: { readonly [Name in keyof UserFilters]?: UserFilters[Name] | undefined }) =>
    void navigate({ search: given({ ...filters, ...changed }), replace: true, resetScroll: false });
  const isFiltered = Object.keys(filters).length > 0;
  const statuses = [
    { id: ANY, label: t`Any status` },
    ...STATUSES.map((status) => ({ id: status as string, label: t(STATUS_TEXTS[status]) })),
    { id: "DISABLED", label: t`Disabled` },
  ];
  const names = groups.data?.map(({ name }) => name) ?? [];
  const shown =
    filters.group === undefined || names.includes(filters.group) ? names : [filters.group, ...names];
  return (
    <FilterBar onClear={isFiltered && (() => change({ q: undefined, status: undefined, group: undefined }))}>
      <Filter room="search">
        <SearchField q={filters.q} onSearch={(q) => change({ q })} />
      </Filter>
      <Filter>
        <Select
          label={t`Status`}
          isLabelHidden
          options={statuses}
          value={filters.status ?? ANY}
          onChange={(status) =>
            change({ status: status === ANY ? undefined : (status as UserFilters["status"]) })
          }
        />
      </Filter>
      <Filter>
        <Select
          label={t`Group`}
          isLabelHidden
          options={[
            { id: ANY, label: t`Any group` },
            ...shown.map((name) => ({ id: `=${name}`, label: name })),
          ]}
          value={filters.group === undefined ? ANY : `=${filters.group}`}
          onChange={(group) => change({ group: group === ANY ? undefined : group.slice(1) })}
        />
      </Filter>
    </FilterBar>
  );
}

/** Searches when the typing pauses. */
function SearchField({
  q,
  onSearch,
}: {
  readonly q: string | undefined;
  readonly onSearch: (q: string | undefined) => void;
}): ReactNode {
  const { t } = useLingui();
  const [text, setText] = useState(q ?? "");
  const settled = useDebounced(text.trim());
  const asked = useRef(q ?? "");
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    if (settled === asked.current) return;
    asked.current = settled;
    search.current(settled === "" ? undefined : settled);
  }, [settled]);
  // The URL was changed by a link or by "Clear filters".
  useEffect(() => {
    if ((q ?? "") === asked.current) return;
    asked.current = q ?? "";
    setText(q ?? "");
  }, [q]);
  return (
    <TextField
      label={t`Search users`}
      isLabelHidden
      placeholder={t`Address, name or id`}
      type="search"
      value={text}
      onChange={setText}
      onKeyDown={(event) => {
        if (event.key === "Escape") setText("");
      }}
      before={<Icon name="search" />}
      after={
        text !== "" && (
          <IconButton label={t`Clear search`} size="small" onPress={() => setText("")}>
            <Icon name="close" />
          </IconButton>
        )
      }
      autoComplete="off"
      spellCheck="false"
    />
  );
}
