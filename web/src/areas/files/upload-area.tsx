import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { DropZone } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import type { DropItem, FileDropItem } from "react-aria-components/ListBox";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icons.tsx";
import { formatBytes } from "../../i18n/format.ts";
import { useLanguage } from "../../i18n/languages.ts";
import styles from "./files.module.css";
import type { Limits, Quota } from "./queries.ts";
import { addUploads } from "./uploads.ts";

const isFile = (item: DropItem): item is FileDropItem => item.kind === "file";

/** Lists with one of these accept nearly everything, except programs and pages that a browser executes. */
const ALL = ["*/*", "application/*"];

/** `image/*, application/pdf` as people say it; null for everything that does not run. */
function useTypesText(): (types: readonly string[]) => string | null {
  const { t } = useLingui();
  const kinds: Readonly<Record<string, string>> = {
    "image/*": t`pictures`,
    "audio/*": t`sound`,
    "video/*": t`videos`,
    "text/*": t`texts`,
    "text/plain": t`plain text`,
    "application/pdf": "PDF",
    "application/json": "JSON",
    "application/zip": "ZIP",
  };
  const nameOf = (type: string) =>
    kinds[type] ?? (type.split("/")[1] ?? type).replace(/^x-|\+.*$/g, "").toUpperCase();
  return (types) => (ALL.some((type) => types.includes(type)) ? null : types.map(nameOf).join(", "));
}

/** Where files are dropped, pasted or chosen; says beforehand which are accepted. */
export function UploadArea({
  limits,
  quota,
}: {
  readonly limits: Limits | undefined;
  readonly quota: Quota | undefined;
}): ReactNode {
  const { t } = useLingui();
  useLanguage();
  const typesText = useTypesText();
  const add = (files: readonly File[]) => addUploads(files, { limits, quota });
  const types = limits === undefined ? null : typesText(limits.file.types);
  const most = limits === undefined ? undefined : formatBytes(limits.file.maxBytes);
  return (
    <DropZone
      className={styles.drop}
      aria-label={t`Drop files here`}
      onDrop={async ({ items }) => add(await Promise.all(items.filter(isFile).map((item) => item.getFile())))}
    >
      <Icon name="inbox" size={20} />
      <p className={styles.dropTitle}>
        <Trans>Drop files here, or choose them</Trans>
      </p>
      <FileTrigger allowsMultiple onSelect={(files) => add([...(files ?? [])])}>
        <Button size="small">{t`Choose files`}</Button>
      </FileTrigger>
      {most !== undefined && (
        <p className={styles.meta}>
          {types === null ? (
            <Trans>Up to {most} each; everything but programs and web pages</Trans>
          ) : (
            <Trans>
              Up to {most} each: {types}
            </Trans>
          )}
        </p>
      )}
    </DropZone>
  );
}
