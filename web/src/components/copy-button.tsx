import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { Icon } from "./icons.tsx";

const CONFIRMED_MS = 2000;

/** Copies a text, and says so on the button. */
export function CopyButton({
  text,
  label,
  isNamed = false,
}: {
  readonly text: string;
  /** The label: "Copy user id". */
  readonly label: string;
  /** The label is shown. */
  readonly isNamed?: boolean;
}): ReactNode {
  const { t } = useLingui();
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  const words = { idle: label, copied: t`Copied`, failed: t`Could not copy` }[state];
  const icon = <Icon name={state === "copied" ? "check" : state === "failed" ? "alert" : "copy"} />;
  return (
    <>
      {isNamed ? (
        <Button size="small" onPress={() => void copy()}>
          {icon}
          {words}
        </Button>
      ) : (
        <IconButton size="small" label={words} onPress={() => void copy()}>
          {icon}
        </IconButton>
      )}
      <span className="visually-hidden" aria-live="polite">
        {state === "idle" ? "" : words}
      </span>
    </>
  );
}
