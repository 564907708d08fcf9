import { type ReactNode, useState } from "react";
import { classNames } from "./class-names.ts";
import styles from "./words.module.css";

/** The first letters of the first and the last word, or the first of an address. */
function initialsOf(name: string): string {
  const words =
    name
      .split("@")[0]
      ?.trim()
      .split(/[\s._-]+/) ?? [];
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? "")][0] ?? "",
  );
  return letters.join("").toLocaleUpperCase();
}

/** A picture or initials beside a name. Never read out. */
export function Avatar({
  name,
  picture,
  size,
}: {
  readonly name: string;
  readonly picture?: string | undefined;
  readonly size?: "small" | "large";
}): ReactNode {
  const [failed, setFailed] = useState<string>();
  return (
    <span className={classNames(styles.avatar, size && styles[size])} aria-hidden="true">
      {picture === undefined || picture === failed ? (
        initialsOf(name)
      ) : (
        <img src={picture} alt="" loading="lazy" onError={() => setFailed(picture)} />
      )}
    </span>
  );
}
