import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { toFailure } from "../../api/problem.ts";
import { useProblemText } from "../../api/problem-texts.ts";
import { Card } from "../../app/page.tsx";
import { Button } from "../../components/button.tsx";
import { Progress } from "../../components/figures.tsx";
import { fileIconOf } from "../../components/file-row.tsx";
import { Row, Rows } from "../../components/rows.tsx";
import { RequestId } from "../../components/states.tsx";
import { formatBytes } from "../../i18n/format.ts";
import styles from "./files.module.css";
import { cancelUpload, retryUpload, type Upload, useUploads } from "./uploads.ts";

/** Uploads in progress, and those that failed. */
export function UploadList(): ReactNode {
  const { t } = useLingui();
  const uploads = useUploads();
  if (uploads.length === 0) return null;
  return (
    <Card title={t`Uploads`}>
      <Rows label={t`Uploads`}>
        {uploads.map((one) => (
          <UploadRow key={one.id} upload={one} />
        ))}
      </Rows>
    </Card>
  );
}

function UploadRow({
  upload: { id, file, state, share, error, isRefused },
}: {
  readonly upload: Upload;
}): ReactNode {
  const { t } = useLingui();
  const textOf = useProblemText();
  return (
    <Row
      icon={state === "failed" ? "alert" : fileIconOf(file.type)}
      title={file.name}
      actions={
        <>
          {state === "failed" && !isRefused && (
            <Button size="small" onPress={() => retryUpload(id)}>
              {t`Try again`}
              <span className="visually-hidden"> {file.name}</span>
            </Button>
          )}
          <Button size="small" kind="quiet" onPress={() => cancelUpload(id)}>
            {state === "failed" ? t`Dismiss` : t`Cancel`}
            <span className="visually-hidden"> {file.name}</span>
          </Button>
        </>
      }
    >
      {state === "failed" ? (
        <div className={styles.problem} role="alert">
          {textOf(toFailure(error)).text}
          <RequestId failure={toFailure(error)} isInBanner />
        </div>
      ) : (
        <div className={styles.progress}>
          <Progress label={t`Upload of ${file.name}`} value={Math.round(share * 100)} isLabelHidden />
          <span>
            {state === "waiting" ? (
              <Trans>Waiting, {formatBytes(file.size)}</Trans>
            ) : (
              <Trans>
                {formatBytes(file.size * share)} of {formatBytes(file.size)}
              </Trans>
            )}
          </span>
        </div>
      )}
    </Row>
  );
}
