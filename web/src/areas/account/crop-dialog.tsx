import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import { centerCrop, makeAspectCrop, type PercentCrop, ReactCrop } from "react-image-crop";
import "react-image-crop/dist/ReactCrop.css";
import { Banner } from "../../components/banner.tsx";
import { Button } from "../../components/button.tsx";
import { Dialog, DialogFoot } from "../../components/dialog.tsx";
import styles from "./account.module.css";

/** Size in pixels of the stored picture: sharp at 128 on a high-density screen, and small. */
const SIDE = 512;
const QUALITIES = [0.9, 0.75, 0.6];

/** The largest centred square. */
const middle = ({ naturalWidth: width, naturalHeight: height }: HTMLImageElement): PercentCrop =>
  centerCrop(
    makeAspectCrop({ unit: "%", ...(width < height ? { width: 100 } : { height: 100 }) }, 1, width, height),
    width,
    height,
  );

const toJpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

/** Draws the chosen part, on white where the picture is transparent. This also drops a camera's metadata. */
async function cut(image: HTMLImageElement, crop: PercentCrop, maxBytes: number): Promise<Blob | undefined> {
  const canvas = document.createElement("canvas");
  canvas.width = SIDE;
  canvas.height = SIDE;
  const drawing = canvas.getContext("2d");
  if (drawing === null) return undefined;
  drawing.fillStyle = "white";
  drawing.fillRect(0, 0, SIDE, SIDE);
  const { naturalWidth, naturalHeight } = image;
  const [x, y] = [(crop.x / 100) * naturalWidth, (crop.y / 100) * naturalHeight];
  const [width, height] = [(crop.width / 100) * naturalWidth, (crop.height / 100) * naturalHeight];
  drawing.drawImage(image, x, y, width, height, 0, 0, SIDE, SIDE);
  for (const quality of QUALITIES) {
    const picture = await toJpeg(canvas, quality);
    if (picture !== null && picture.size <= maxBytes) return picture;
  }
  return undefined;
}

/** Selects the part of a picture: a square that the user moves and resizes by mouse, finger or arrow keys. */
export function CropDialog({
  file,
  maxBytes = Number.POSITIVE_INFINITY,
  onCrop,
  onClose,
}: {
  readonly file: File;
  readonly maxBytes?: number | undefined;
  readonly onCrop: (picture: Blob) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useLingui();
  const [url, setUrl] = useState<string>();
  const [image, setImage] = useState<HTMLImageElement>();
  const [crop, setCrop] = useState<PercentCrop>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  const save = async () => {
    if (image === undefined || crop === undefined) return;
    const picture = await cut(image, crop, maxBytes);
    if (picture === undefined) setFailed(true);
    else onCrop(picture);
  };
  return (
    <Dialog title={t`Choose the part that is shown`} isOpen onOpenChange={onClose}>
      {hasFailed && (
        <Banner tone="danger">{t`This file can't be used as a picture. Choose another one.`}</Banner>
      )}
      <div className={styles.crop}>
        {url !== undefined && (
          <ReactCrop
            crop={crop}
            onChange={(_, percent) => setCrop(percent)}
            aspect={1}
            circularCrop
            keepSelection
            minWidth={32}
            ariaLabels={{
              cropArea: t`Part that is shown. Arrow keys move it.`,
              nwDragHandle: t`Resize at the top left with arrow keys`,
              nDragHandle: t`Resize at the top with arrow keys`,
              neDragHandle: t`Resize at the top right with arrow keys`,
              eDragHandle: t`Resize at the right with arrow keys`,
              seDragHandle: t`Resize at the bottom right with arrow keys`,
              sDragHandle: t`Resize at the bottom with arrow keys`,
              swDragHandle: t`Resize at the bottom left with arrow keys`,
              wDragHandle: t`Resize at the left with arrow keys`,
            }}
          >
            <img
              src={url}
              alt={file.name}
              onLoad={({ currentTarget }) => {
                setImage(currentTarget);
                setCrop(middle(currentTarget));
              }}
              onError={() => setFailed(true)}
            />
          </ReactCrop>
        )}
      </div>
      <DialogFoot>
        <Button onPress={onClose}>{t`Cancel`}</Button>
        <Button kind="primary" isDisabled={crop === undefined || hasFailed} onPress={() => void save()}>
          {t`Save picture`}
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
