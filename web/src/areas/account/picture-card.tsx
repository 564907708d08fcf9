import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { answer, api } from "../../api/api.ts";
import type { Profile } from "../../api/profile.ts";
import { useAction } from "../../api/use-action.ts";
import { Card } from "../../app/page.tsx";
import { Avatar } from "../../components/avatar.tsx";
import { Button } from "../../components/button.tsx";
import { Progress } from "../../components/figures.tsx";
import { FailureBanner } from "../../components/states.tsx";
import { formatBytes } from "../../i18n/format.ts";
import { useSession } from "../../session/session.ts";
import { upload } from "../files/upload.ts";
import styles from "./account.module.css";

const CropDialog = lazy(async () => ({ default: (await import("./crop-dialog.tsx")).CropDialog }));

/** Maximum size of the chosen file, before it is cropped: what a browser can hold in memory. */
const MAX_SOURCE_BYTES = 50_000_000;

const avatarFilesQuery = {
  queryKey: ["files", "avatar"],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
    answer(api().GET("/v1/files", { params: { query: { purpose: "avatar", limit: 1 } }, signal })),
};

/** The user's picture: choose, crop, upload, remove. */
export function PictureCard({ me }: { readonly me: Profile }): ReactNode {
  const { t } = useLingui();
  const session = useSession();
  const mayStore = session?.scopes.has("api/files") === true;
  const { data: stored } = useQuery({ ...avatarFilesQuery, enabled: mayStore });
  const [source, setSource] = useState<File>();
  const [share, setShare] = useState<number>();
  const [refusal, setRefusal] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const save = useAction({
    run: async (picture: Blob) => {
      setShare(0);
      try {
        await upload(picture, "picture.jpg", { purpose: "avatar", onProgress: setShare });
      } finally {
        setShare(undefined);
      }
    },
    done: t`Picture saved`,
    changes: [["me"], ["files"]],
  });
  const remove = useAction({
    run: async () => {
      const { items } = await answer(
        api().GET("/v1/files", { params: { query: { purpose: "avatar", limit: 1 } } }),
      );
      await Promise.all(
        items.map(({ id }) => answer(api().DELETE("/v1/files/{id}", { params: { path: { id } } }))),
      );
    },
    done: t`Picture removed`,
    changes: [["me"], ["files"]],
  });
  const choose = (file: File | undefined) => {
    setRefusal(undefined);
    if (file === undefined) return;
    if (!file.type.startsWith("image/")) setRefusal(t`${file.name} is not a picture.`);
    else if (file.size > MAX_SOURCE_BYTES) {
      const most = formatBytes(MAX_SOURCE_BYTES);
      setRefusal(t`${file.name} is too large. Choose one of at most ${most}.`);
    } else setSource(file);
  };
  const isBusy = save.isBusy || remove.isBusy;
  const maxBytes = stored?.limits?.avatar.maxBytes;
  return (
    <Card title={t`Picture`}>
      <FailureBanner error={save.error ?? remove.error} />
      <div className={styles.picture}>
        <Avatar size="large" name={me.name ?? me.email ?? me.sub} picture={me.avatar?.url} />
        <div className={styles.pictureText}>
          {share === undefined ? (
            <div className={styles.buttons}>
              <Button size="small" isDisabled={isBusy || !mayStore} onPress={() => input.current?.click()}>
                {me.avatar === null ? t`Choose picture` : t`Change picture`}
              </Button>
              {me.avatar !== null && (
                <Button size="small" kind="quiet" isBusy={remove.isBusy} onPress={() => void remove.run()}>
                  {t`Remove picture`}
                </Button>
              )}
            </div>
          ) : (
            <Progress label={t`Upload of the picture`} value={Math.round(share * 100)} />
          )}
          <p className={styles.hint} role={refusal === undefined ? undefined : "alert"}>
            {refusal ?? t`JPEG, PNG, WebP or another picture. You choose the part that is shown.`}
          </p>
        </div>
      </div>
      <input
        ref={input}
        className={styles.hidden}
        type="file"
        accept="image/*"
        aria-label={t`Picture file`}
        onChange={({ target }) => {
          choose(target.files?.[0]);
          target.value = "";
        }}
      />
      {source !== undefined && (
        <Suspense>
          <CropDialog
            file={source}
            maxBytes={maxBytes}
            onClose={() => setSource(undefined)}
            onCrop={(picture) => {
              setSource(undefined);
              void save.run(picture);
            }}
          />
        </Suspense>
      )}
    </Card>
  );
}
