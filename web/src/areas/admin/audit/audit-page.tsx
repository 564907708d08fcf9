import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Page } from "../../../app/page.tsx";
import { Button } from "../../../components/button.tsx";
import { DateRange } from "../../../components/date-range.tsx";
import { knownType } from "../shared/event-texts.ts";
import { given } from "../shared/search-params.ts";
import shared from "../shared/shared.module.css";
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
      <div className={shared.filters}>
        <div className={shared.filter}>
          <TypeFilter type={type} onChange={(chosen) => change({ type: chosen })} />
        </div>
        <div className={shared.filter}>
          <PersonFilter label={t`User`} id={user} onChange={(id) => change({ user: id })} />
        </div>
        <div className={shared.filter}>
          <PersonFilter label={t`Administrator`} id={actor} onChange={(id) => change({ actor: id })} />
        </div>
        <div className={shared.days}>
          <DateRange
            label={t`Days`}
            isLabelHidden
            value={from !== undefined && to !== undefined ? { from, to } : null}
            onChange={(days) => change({ from: days?.from, to: days?.to })}
          />
        </div>
        {Object.keys(filters).length > 0 && (
          <Button kind="quiet" onPress={() => void navigate({ search: {}, replace: true })}>
            <Trans>Clear filters</Trans>
          </Button>
        )}
      </div>
      <EventList label={t`Audit log`} filters={filters} />
    </Page>
  );
}
