import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Page } from "../../app/page.tsx";
import { Empty } from "../../components/states.tsx";

export function TokensPage(): ReactNode {
  const { t } = useLingui();
  return (
    <Page title={t`Tokens`}>
      <Empty icon="token" title={t`No token chosen`} />
    </Page>
  );
}
