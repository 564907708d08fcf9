import type { ReactNode } from "react";
import styles from "./components.module.css";

export const Row = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.row}>{children}</div>
);

export const Columns = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.columns}>{children}</div>
);
