import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { EventList } from "../audit/event-list.tsx";
import { TypeFilter } from "../audit/type-filter.tsx";
import { knownType } from "../shared/event-texts.ts";
import { Filter, FilterBar } from "../shared/filter-bar.tsx";
import { given } from "../shared/search-params.ts";
import styles from "./tab.module.css";

const route = getRouteApi("/admin/users/$id/activity");

/** Events of one account, and who caused them. */
export function ActivityTab(): ReactNode {
  const { t } = useLingui();
  const { id } = route.useParams();
  const type = knownType(route.useSearch().type);
  const navigate = route.useNavigate();
  return (
    <div className={styles.tab}>
      <FilterBar>
        <Filter>
          <TypeFilter
            type={type}
            onChange={(changed) =>
              void navigate({ search: given({ type: changed }), replace: true, resetScroll: false })
            }
          />
        </Filter>
      </FilterBar>
      <EventList label={t`Activity`} filters={given({ type, user: id })} isOfOne />
    </div>
  );
}
