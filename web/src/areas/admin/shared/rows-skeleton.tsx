import type { ReactNode } from "react";
import { Bone } from "../../../components/states.tsx";
import styles from "./shared.module.css";

/** A table's skeleton while its first rows are loading. */
export const RowsSkeleton = ({ rows = 8 }: { readonly rows?: number }): ReactNode => (
  <div className={styles.rows}>
    {Array.from({ length: rows }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
      <div key={index}>
        <Bone width={1.5} height={1.5} />
        <Bone width={`${30 + ((index * 17) % 30)}%`} />
        <Bone width={4} />
      </div>
    ))}
  </div>
);
