import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiFailure } from "../../api/problem.ts";
import { Button } from "../../components/button.tsx";
import { CodeBlock } from "../../components/code-block.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import { Icon } from "../../components/icons.tsx";
import { KeyValue } from "../../components/key-value.tsx";
import { Bone, Empty, Loaded } from "../../components/states.tsx";
import { formatBytes, formatTime } from "../../i18n/format.ts";
import { download } from "./file-actions.tsx";
import styles from "./files.module.css";
import { type FileWithDownload, fileQuery } from "./queries.ts";

/** Maximum size of a text that is shown. */
const MAX_TEXT_BYTES = 200_000;

const isText = (type: string): boolean => /^text\/(?!html)|^application\/(?:json|xml|yaml)\b/.test(type);

/** Previews files that the browser can show safely: pictures, sound, videos, texts. */
export function FilePreview({
  id,
  onClose,
}: {
  readonly id: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const query = useQuery({ ...fileQuery(id), placeholderData: undefined });
  return (
    <Dialog title={query.data?.name ?? t`File`} isOpen onOpenChange={onClose} isWide>
      <Loaded query={query} skeleton={<Bone height={16} />}>
        {(file) => (
          <>
            <Content file={file} />
            <KeyValue
              pairs={[
                { name: t`Type`, value: file.contentType },
                { name: t`Size`, value: formatBytes(file.size) },
                { name: t`Uploaded`, value: formatTime(file.createdAt) },
              ]}
            />
            <DialogFoot>
              <Button onPress={onClose}>{t`Close`}</Button>
              <Button kind="primary" onPress={() => download(file.download.url)}>
                <Icon name="download" />
                {t`Download`}
              </Button>
            </DialogFoot>
          </>
        )}
      </Loaded>
    </Dialog>
  );
}

function Content({ file }: { readonly file: FileWithDownload }): ReactNode {
  const [hasFailed, setFailed] = useState(false);
  const { url } = file.download;
  const fail = () => setFailed(true);
  const type = file.contentType;
  if (hasFailed) return <NoPreview />;
  if (type.startsWith("image/")) {
    return (
      <div className={styles.preview}>
        <img src={url} alt={file.name} onError={fail} />
      </div>
    );
  }
  // biome-ignore lint/a11y/useMediaCaption: the user's own recording; there are no captions for it
  if (type.startsWith("audio/")) return <audio className={styles.sound} src={url} controls onError={fail} />;
  if (type.startsWith("video/")) {
    return (
      <div className={styles.preview}>
        {/* biome-ignore lint/a11y/useMediaCaption: the user's own recording; there are no captions for it */}
        <video src={url} controls onError={fail} />
      </div>
    );
  }
  if (isText(type) && file.size <= MAX_TEXT_BYTES) return <TextContent file={file} />;
  return <NoPreview />;
}

function TextContent({ file: { id, name, download: link } }: { readonly file: FileWithDownload }): ReactNode {
  const query = useQuery({
    queryKey: ["files", "text", id],
    queryFn: async ({ signal }) => {
      const response = await fetch(link.url, { signal });
      if (!response.ok) throw new ApiFailure("not_found", { status: response.status });
      return response.text();
    },
    gcTime: 0,
  });
  return (
    <Loaded query={query} skeleton={<Bone height={10} />}>
      {(text) => <CodeBlock code={text} label={name} wraps />}
    </Loaded>
  );
}

function NoPreview(): ReactNode {
  const { t } = useLingui();
  return (
    <Empty icon="file" title={t`No preview`}>
      <Trans>Files of this kind can't be previewed. Download the file to open it.</Trans>
    </Empty>
  );
}
