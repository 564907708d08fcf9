import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { FileQuota } from "../../../../../clients/typescript/api-types.ts";
import { Card } from "../../../app/page.tsx";
import { Badge } from "../../../components/banner.tsx";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/figures.tsx";
import { FileRow } from "../../../components/file-row.tsx";
import { Rows } from "../../../components/rows.tsx";
import { Bone, Empty, Loaded } from "../../../components/states.tsx";
import { formatBytes, formatNumber } from "../../../i18n/format.ts";
import { moreOf } from "../shared/more-of.ts";
import { userFilesQuery } from "./user-files.ts";

const route = getRouteApi("/admin/users/$id/files");

/** A user's files. Only the owner can open them. */
export function FilesTab(): ReactNode {
  const { t } = useLingui();
  const { id } = route.useParams();
  const query = useInfiniteQuery(userFilesQuery(id));
  const more = moreOf(query);
  return (
    <Card title={t`Files`} lead={t`Names, sizes and dates. Only the owner can see what is in a file.`}>
      <Loaded
        query={query}
        skeleton={
          <>
            <Bone height={2.5} />
            <Bone height={3.25} />
            <Bone height={3.25} />
          </>
        }
      >
        {({ pages }) => {
          const files = pages.flatMap(({ items }) => items);
          const [{ quota } = {}] = pages;
          return (
            <>
              {quota !== undefined && <Usage quota={quota} />}
              {files.length === 0 ? (
                <Empty icon="file" title={t`No files`}>
                  <Trans>What the user uploads appears here.</Trans>
                </Empty>
              ) : (
                <Rows label={t`Files`}>
                  {files.map((file) => (
                    <FileRow
                      key={file.id}
                      file={file}
                      badges={
                        file.purpose === "avatar" && (
                          <Badge>
                            <Trans>Profile picture</Trans>
                          </Badge>
                        )
                      }
                    />
                  ))}
                </Rows>
              )}
              {more !== undefined && (
                <div>
                  <Button size="small" isBusy={more.isLoading} onPress={more.onMore}>
                    <Trans>Load more</Trans>
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

/** The quota, which may refuse an upload: bytes and number of files. */
function Usage({ quota }: { readonly quota: FileQuota }): ReactNode {
  const { t } = useLingui();
  const [used, room] = [formatBytes(quota.usedBytes), formatBytes(quota.maxBytes)];
  const [count, most] = [formatNumber(quota.usedFiles), formatNumber(quota.maxFiles)];
  return (
    <Progress
      label={t`Used`}
      value={quota.usedBytes}
      max={quota.maxBytes}
      text={t`${used} of ${room}, ${count} of ${most} files`}
    />
  );
}
