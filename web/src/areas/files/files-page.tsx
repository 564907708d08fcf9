import { useLingui } from "@lingui/react/macro";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answer, api } from "../../api/api.ts";
import { Page } from "../../app/page.tsx";
import { Bone, Empty, Loaded } from "../../components/states.tsx";
import { formatBytes } from "../../i18n/format.ts";

const filesQuery = queryOptions({
  queryKey: ["files"],
  queryFn: ({ signal }) => answer(api().GET("/v1/files", { signal })),
});

export function FilesPage(): ReactNode {
  const { t } = useLingui();
  const query = useQuery(filesQuery);
  return (
    <Page title={t`Files`}>
      <Loaded query={query} skeleton={<Bone height={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="file" title={t`No files yet`} />
          ) : (
            <ul>
              {items.map(({ id, name, size }) => (
                <li key={id}>
                  {name}, {formatBytes(size)}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  );
}
