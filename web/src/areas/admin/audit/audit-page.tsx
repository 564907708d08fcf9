import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "../../../app/page.tsx";
import { DateRange } from "../../../components/date-range.tsx";
import { knownType } from "../shared/event-texts.ts";
import { Filter, FilterBar } from "../shared/filter-bar.tsx";
import { given } from "../shared/search-params.ts";
import { EventList } from "./event-list.tsx";
import type { EventFilters } from "./event-queries.ts";
import { ExportButton } from "./export-button.tsx";
import { PersonFilter } from "./person-filter.tsx";
import { TypeFilter } from "./type-filter.tsx";

const route = getRouteApi("/admin/audit");

/** Who did what to whom, when and why. */
export function AuditPage(): ReactNode {
  const { t } = useLingui();
  const search = route.useSearch();
  const filters: EventFilters = given({ ...search, type: knownType(search.type) });
  const navigate = route.useNavigate();
  const change = (changed: { readonly [Name in keyof EventFilters]?: EventFilters[Name] | undefined }) =>
    void navigate({ search: given({ ...filters, ...changed }), replace: true, resetScroll: false });
  const { type, user, actor, from, to } = filters;
  const isOfOne = user !== undefined || actor !== undefined;
  return (
    <Page
      title={t`Audit log`}
      lead={
        from === undefined && !isOfOne
          ? t`The last 30 days. Choose days to look further back.`
          : t`Newest first.`
      }
      actions={<ExportButton filters={filters} />}
    >
      <FilterBar
        onClear={Object.keys(filters).length > 0 && (() => void navigate({ search: {}, replace: true }))}
      >
        <Filter>
          <TypeFilter type={type} onChange={(chosen) => change({ type: chosen })} />
        </Filter>
        <Filter>
          <PersonFilter label={t`User`} id={user} onChange={(id) => change({ user: id })} />
        </Filter>
        <Filter>
          <PersonFilter label={t`Administrator`} id={actor} onChange={(id) => change({ actor: id })} />
        </Filter>
        <Filter room="days">
          <DateRange
            label={t`Days`}
            isLabelHidden
            value={from !== undefined && to !== undefined ? { from, to } : null}
            onChange={(days) => change({ from: days?.from, to: days?.to })}
          />
        </Filter>
      </FilterBar>
      <EventList label={t`Audit log`} filters={filters} />
    </Page>
  );
}
