import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { EventList } from "../audit/event-list.tsx";
import { TypeFilter } from "../audit/type-filter.tsx";
import { knownType } from "../shared/event-texts.ts";
import { given } from "../shared/search-params.ts";
import shared from "../shared/shared.module.css";
import styles from "./tab.module.css";

const route = getRouteApi("/admin/users/$id/activity");

/** What happened to one account, and by whom. */
export function ActivityTab(): ReactNode {
  const { t } = useLingui();
  const { id } = route.useParams();
  const type = knownType(route.useSearch().type);
  const navigate = route.useNavigate();
  return (
    <div className={styles.tab}>
      <div className={shared.filters}>
        <div className={shared.filter}>
          <TypeFilter
            type={type}
            onChange={(changed) =>
              void navigate({ search: given({ type: changed }), replace: true, resetScroll: false })
            }
          />
        </div>
      </div>
      <EventList label={t`Activity`} filters={given({ type, user: id })} isOfOne />
    </div>
  );
}
