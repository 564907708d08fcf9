import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { Card, Page } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Progress } from "../../components/figures.tsx";
import { FileRow } from "../../components/file-row.tsx";
import { Rows } from "../../components/rows.tsx";
import { Bone, Empty, FailureBanner, Loaded } from "../../components/states.tsx";
import { formatBytes, formatNumber, formatTime } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/languages.ts";
import { FileActions } from "./file-actions.tsx";
import styles from "./files.module.css";
import { filesQuery, type Quota, type StoredFile } from "./queries.ts";
import { UploadArea } from "./upload-area.tsx";
import { UploadList } from "./upload-list.tsx";

const FilePreview = lazy(async () => ({ default: (await import("./file-preview.tsx")).FilePreview }));

/** The user's files: upload, look at, download, delete. */
export function FilesPage(): ReactNode {
  const { t } = useLingui();
  const query = useInfiniteQuery(filesQuery);
  const { file } = useSearch({ from: "/files/" });
  const navigate = useNavigate();
  return (
    <Page title={t`Files`} lead={t`Only you can open them.`}>
      <Loaded
        query={query}
        skeleton={
          <>
            <Bone height={9} />
            <Bone height={4} />
            <Bone height={14} />
          </>
        }
      >
        {({ pages }) => {
          const [first] = pages;
          return (
            <>
              <UploadArea limits={first?.limits} quota={first?.quota} />
              {first?.quota !== undefined && <QuotaBar quota={first.quota} />}
              <UploadList />
              <FileTable files={pages.flatMap(({ items }) => items)} />
              {query.isFetchNextPageError && <FailureBanner error={query.error} />}
              {query.hasNextPage && (
                <div className={styles.more}>
                  <Button isBusy={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
                    {t`Show more`}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
      {file !== undefined && (
        <Suspense>
          <FilePreview id={file} onClose={() => void navigate({ to: "/files", search: {}, replace: true })} />
        </Suspense>
      )}
    </Page>
  );
}

/** Space in use, and space reserved for uploads: a deleted file's too, until its upload form expires. */
function QuotaBar({
  quota: { usedBytes, reservedBytes, maxBytes, usedFiles, reservedFiles, maxFiles, reservedUntil },
}: {
  readonly quota: Quota;
}): ReactNode {
  const { t } = useLingui();
  useLanguage();
  const [used, most] = [formatBytes(usedBytes), formatBytes(maxBytes)];
  const [fileCount, maxCount] = [formatNumber(usedFiles), formatNumber(maxFiles)];
  return (
    <div className={styles.quota}>
      <Progress
        label={t`Space used`}
        value={usedBytes}
        reserved={reservedBytes}
        max={maxBytes}
        text={t`${used} of ${most}, ${fileCount} of ${maxCount} files`}
      />
      {reservedUntil !== undefined && reservedBytes + reservedFiles > 0 && (
        <p className={styles.meta}>
          <Trans>
            {formatBytes(reservedBytes)} more are held until{" "}
            {formatTime(reservedUntil, { timeStyle: "short" })}, for files that are on their way or were
            deleted soon after their upload.
          </Trans>
        </p>
      )}
    </div>
  );
}

function FileTable({ files }: { readonly files: readonly StoredFile[] }): ReactNode {
  const { t } = useLingui();
  if (files.length === 0) {
    return (
      <Card>
        <Empty icon="file" title={t`No files yet`}>
          {t`What you upload appears here.`}
        </Empty>
      </Card>
    );
  }
  return (
    <Card title={t`Your files`}>
      <Rows label={t`Your files`}>
        {files.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            title={
              <Link to="/files" search={{ file: file.id }} resetScroll={false}>
                {file.name}
              </Link>
            }
            actions={<FileActions file={file} />}
          />
        ))}
      </Rows>
    </Card>
  );
}
