import { Trans, useLingui } from "@lingui/react/macro";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { Checkbox } from "./choice.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import styles from "./table.module.css";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** In rem. Columns without one share what is left. */
  readonly width?: number;
  readonly isNumber?: boolean;
  /** Left out where there is no room: on a phone. */
  readonly isSecondary?: boolean;
  /** The title is read out and not shown: for a column of buttons. */
  readonly isTitleHidden?: boolean;
  /** Only where the server sorts by it. */
  readonly canSort?: boolean;
}

export interface Sorting {
  readonly column: string;
  readonly isDescending: boolean;
}

interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** What Enter and a click on the row do; its first cell should have a link to the same place. */
  readonly onOpen?: (row: Row) => void;
  readonly selection?: {
    readonly selected: ReadonlySet<string>;
    readonly onChange: (selected: ReadonlySet<string>) => void;
    /** How a row is called: "Select ada@example.com". */
    readonly nameOf: (row: Row) => string;
  };
  readonly sorting?: Sorting & { readonly onChange: (sorting: Sorting) => void };
  /** By cursor: the next page is fetched before the end is reached. */
  readonly more?:
    | {
        readonly isLoading: boolean;
        /** The last try failed: the next one is the user's. */
        readonly hasFailed?: boolean;
        readonly onMore: () => void;
      }
    | undefined;
  /** In place of rows where there are none. */
  readonly empty?: ReactNode;
  /** New rows are on their way while the old ones are shown. */
  readonly isStale?: boolean;
}

/** Pixels of a row; all are alike, so that nothing moves. */
const ROW_HEIGHT = 45;
/** Below this many rows all are in the page, so that find in page sees them. */
const VIRTUAL_FROM = 200;

function SortButton({
  title,
  state,
  onPress,
}: {
  title: string;
  state: "ascending" | "descending" | undefined;
  onPress: () => void;
}) {
  return (
    <button type="button" className={styles.sort} onClick={onPress}>
      {title}
      <span className={classNames(styles.arrow, state && styles[state])}>
        <Icon name="chevronDown" size={12} />
      </span>
    </button>
  );
}

function Head<Row>({ columns, rows, rowKey, selection, sorting }: TableProps<Row>): ReactNode {
  const { t } = useLingui();
  const all = selection !== undefined && rows.length > 0 && selection.selected.size >= rows.length;
  return (
    <thead>
      <tr>
        {selection !== undefined && (
          <th scope="col" className={styles.check}>
            <Checkbox
              aria-label={t`Select all rows`}
              isSelected={all}
              isIndeterminate={!all && selection.selected.size > 0}
              onChange={(isOn) => selection.onChange(new Set(isOn ? rows.map(rowKey) : []))}
            />
          </th>
        )}
        {columns.map(({ id, title, isNumber, isSecondary, isTitleHidden, canSort }) => {
          const isSorted = sorting?.column === id;
          const state = isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined;
          return (
            <th
              key={id}
              scope="col"
              aria-sort={state}
              className={classNames(isNumber && styles.number, isSecondary && styles.secondary)}
            >
              {canSort && sorting !== undefined ? (
                <SortButton
                  title={title}
                  state={state}
                  onPress={() =>
                    sorting.onChange({ column: id, isDescending: isSorted && !sorting.isDescending })
                  }
                />
              ) : (
                <span className={isTitleHidden ? "visually-hidden" : undefined}>{title}</span>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

interface RowActions {
  readonly scrollTo: (index: number) => void;
  readonly open: (index: number) => void;
  readonly select: (index: number) => void;
}

/** Arrow keys, Home and End go from row to row, Enter opens, the space bar selects. */
function useRowKeys(count: number, { scrollTo, open, select }: RowActions) {
  return (event: KeyboardEvent<HTMLTableRowElement>, index: number) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === " ") {
      event.preventDefault();
      select(index);
    }
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[event.key];
    if (event.key === "Enter") open(index);
    if (target === undefined || target < 0 || target >= count) return;
    event.preventDefault();
    const body = event.currentTarget.parentElement;
    scrollTo(target);
    requestAnimationFrame(() =>
      body?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus({ preventScroll: true }),
    );
  };
}

function useVirtualRows(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = count > VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = isVirtual ? [items[0]?.index ?? 0, items.at(-1)?.index ?? -1] : [0, count - 1];
  return {
    scroller,
    first,
    last,
    above: first * ROW_HEIGHT,
    below: Math.max(0, count - 1 - last) * ROW_HEIGHT,
    scrollTo: (index: number) => {
      if (isVirtual) virtual.scrollToIndex(index);
      else scroller.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: "nearest" });
    },
  };
}

/** Fetches the next page when the end comes near. */
function useMore(more: TableProps<unknown>["more"], end: React.RefObject<HTMLElement | null>): void {
  const onMore = useRef(more);
  onMore.current = more;
  // Watched anew after each page: its end may be in sight still.
  const isWaiting = more !== undefined && !more.isLoading && more.hasFailed !== true;
  useEffect(() => {
    const element = end.current;
    if (element === null || !isWaiting) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onMore.current?.onMore();
      },
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isWaiting, end]);
}

/** The room of rows that are not in the page. */
const Gap = ({ height }: { readonly height: number }): ReactNode =>
  height > 0 ? (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;

/**
 * Rows under a head that stays. Column widths are given, so they do not jump; beyond two hundred rows only those in sight are in the
 * page.
 */
export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, onOpen, selection, more, empty, isStale } = props;
  const { t } = useLingui();
  const { scroller, first, last, above, below, scrollTo } = useVirtualRows(rows.length);
  const end = useRef<HTMLDivElement>(null);
  useMore(more, end);
  const openAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onOpen?.(row);
  };
  const toggle = (key: string, isOn: boolean) => {
    const next = new Set(selection?.selected);
    if (isOn) next.add(key);
    else next.delete(key);
    selection?.onChange(next);
  };
  const selectAt = (index: number) => {
    const row = rows[index];
    if (row === undefined || selection === undefined) return;
    const key = rowKey(row);
    toggle(key, !selection.selected.has(key));
  };
  const onKeyDown = useRowKeys(rows.length, { scrollTo, open: openAt, select: selectAt });
  if (rows.length === 0 && empty !== undefined) return <div className={styles.frame}>{empty}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section ref={scroller} className={styles.frame} aria-label={label} tabIndex={0}>
      <table
        className={classNames(styles.table, isStale && styles.stale)}
        aria-rowcount={more === undefined ? rows.length + 1 : -1}
        aria-busy={isStale}
      >
        <caption className="visually-hidden">{label}</caption>
        <colgroup>
          {selection !== undefined && <col style={{ width: "2.75rem" }} />}
          {columns.map(({ id, width, isSecondary }) => (
            <col
              key={id}
              className={isSecondary ? styles.secondary : undefined}
              style={width === undefined ? undefined : { width: `${width}rem` }}
            />
          ))}
        </colgroup>
        <Head {...props} />
        <tbody>
          <Gap height={above} />
          {rows.slice(first, last + 1).map((row, offset) => {
            const index = first + offset;
            const key = rowKey(row);
            return (
              <tr
                key={key}
                data-index={index}
                aria-rowindex={index + 2}
                tabIndex={onOpen === undefined ? undefined : index === first ? 0 : -1}
                className={classNames(
                  onOpen && styles.opens,
                  selection?.selected.has(key) && styles.selected,
                )}
                onKeyDown={(event) => onKeyDown(event, index)}
                onClick={(event) => {
                  const isControl = (event.target as Element).closest("a, button, input, label") !== null;
                  if (!isControl && window.getSelection()?.isCollapsed !== false) onOpen?.(row);
                }}
              >
                {selection !== undefined && (
                  <td className={styles.check}>
                    <Checkbox
                      aria-label={t`Select ${selection.nameOf(row)}`}
                      isSelected={selection.selected.has(key)}
                      onChange={(isOn) => toggle(key, isOn)}
                    />
                  </td>
                )}
                {columns.map(({ id, cell, isNumber, isSecondary }) => (
                  <td
                    key={id}
                    className={classNames(isNumber && styles.number, isSecondary && styles.secondary)}
                  >
                    {cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
      {more !== undefined && (
        <div ref={end} className={styles.more}>
          <Button size="small" isBusy={more.isLoading} onPress={more.onMore}>
            <Trans>Load more</Trans>
          </Button>
        </div>
      )}
    </section>
  );
}
