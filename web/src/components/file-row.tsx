import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { formatBytes } from "../i18n/format.ts";
import { useLanguage } from "../i18n/languages.ts";
import type { IconName } from "./icons.tsx";
import { Row } from "./rows.tsx";
import { Timestamp } from "./timestamp.tsx";

const ICONS: readonly (readonly [RegExp, IconName])[] = [
  [/^image\//, "image"],
  [/^audio\//, "sound"],
  [/^video\//, "video"],
];

/** The icon for a media type. */
export const fileIconOf = (type: string): IconName =>
  ICONS.find(([pattern]) => pattern.test(type))?.[1] ?? "file";

/** A stored file in a list of {@link Rows}: its kind, name, size and age. */
export function FileRow({
  file: { name, contentType, size, createdAt },
  title = name,
  badges,
  actions,
}: {
  readonly file: {
    readonly name: string;
    readonly contentType: string;
    readonly size: number;
    readonly createdAt: string;
  };
  /** A link to the file; otherwise only its name is shown. */
  readonly title?: ReactNode;
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
}): ReactNode {
  useLanguage();
  return (
    <Row icon={fileIconOf(contentType)} title={title} badges={badges} actions={actions}>
      <Trans>
        {formatBytes(size)}, uploaded <Timestamp time={createdAt} isInTable />
      </Trans>
    </Row>
  );
}
