import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Page } from "../../app/page.tsx";
import { Empty } from "../../components/states.tsx";

export function OverviewPage(): ReactNode {
  const { t } = useLingui();
  return (
    <Page title={t`Overview`}>
      <Empty icon="overview" title={t`No figures yet`} />
    </Page>
  );
}
