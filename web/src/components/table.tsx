import { Trans, useLingui } from "@lingui/react/macro";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from "react";
import { Button } from "./button.tsx";
import { Checkbox } from "./choice.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";
import { useKeepFocus } from "./keep-focus.ts";
import styles from "./table.module.css";

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** In rem. Columns without a width share the rest. */
  readonly width?: number;
  /** In rem, on a phone. */
  readonly narrowWidth?: number;
  readonly isNumber?: boolean;
  /** Left out on narrow screens; `"phone"`: only on a phone. */
  readonly isSecondary?: boolean | "phone";
  /** The title is only read out, not shown: for a column of buttons. */
  readonly isTitleHidden?: boolean;
  /** Only if the server sorts by it. */
  readonly canSort?: boolean;
}

const cellClass = ({ isNumber, isSecondary }: Pick<Column<never>, "isNumber" | "isSecondary">): string =>
  classNames(
    isNumber && styles.number,
    isSecondary === true && styles.secondary,
    isSecondary === "phone" && styles.notOnPhone,
  );

const widthsOf = ({
  width,
  narrowWidth = width,
}: Pick<Column<never>, "width" | "narrowWidth">): CSSProperties =>
  width === undefined
    ? {}
    : ({ "--width": `${width}rem`, "--narrow-width": `${narrowWidth}rem` } as CSSProperties);

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
    /** The checkbox's label: "Select ada@example.com". */
    readonly nameOf: (row: Row) => string;
  };
  readonly sorting?: Sorting & { readonly onChange: (sorting: Sorting) => void };
  /** By cursor: the next page is fetched before the end is reached. */
  readonly more?:
    | {
        readonly isLoading: boolean;
        /** The last attempt failed: the user decides when to retry. */
        readonly hasFailed?: boolean;
        readonly onMore: () => void;
      }
    | undefined;
  /** Shown if the list is empty. */
  readonly empty?: ReactNode;
  /** New rows are loading while the old ones are shown. */
  readonly isStale?: boolean;
  /** Identifies the list, such as its filters: another list starts at the top. */
  readonly list?: string;
}

/** A row's height in pixels; all rows have the same, so that nothing moves. */
const ROW_HEIGHT = 45;
/** Up to this many rows, all are in the page, so that the browser's search finds them. */
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
        {columns.map((column) => {
          const { id, title, isTitleHidden, canSort } = column;
          const isSorted = sorting?.column === id;
          const state = isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined;
          return (
            <th key={id} scope="col" aria-sort={state} className={cellClass(column)}>
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

/** A row's actions. It stays the same object, so that scrolling renders only new rows. */
interface RowActions<Row> {
  readonly open: (row: Row) => void;
  readonly toggle: (row: Row, isOn: boolean) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>, index: number) => void;
  readonly nameOf: (row: Row) => string;
}

/** Arrow keys, Home and End go from row to row, Enter opens, the space bar selects. */
function useRowActions<Row>(props: TableProps<Row>, scrollTo: (index: number) => void): RowActions<Row> {
  const current = useRef({ props, scrollTo });
  current.current = { props, scrollTo };
  const actions = useRef<RowActions<Row>>(undefined);
  actions.current ??= {
    open: (row) => current.current.props.onOpen?.(row),
    nameOf: (row) => current.current.props.selection?.nameOf(row) ?? "",
    toggle: (row, isOn) => {
      const { selection, rowKey } = current.current.props;
      const next = new Set(selection?.selected);
      if (isOn) next.add(rowKey(row));
      else next.delete(rowKey(row));
      selection?.onChange(next);
    },
    onKeyDown: (event, index) => {
      if (event.target !== event.currentTarget) return;
      const { rows, rowKey, selection } = current.current.props;
      const row = rows[index];
      if (event.key === " ") {
        event.preventDefault();
        if (row !== undefined && selection !== undefined) {
          actions.current?.toggle(row, !selection.selected.has(rowKey(row)));
        }
      }
      if (event.key === "Enter" && row !== undefined) actions.current?.open(row);
      const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (target === undefined || target < 0 || target >= rows.length) return;
      event.preventDefault();
      const body = event.currentTarget.parentElement;
      current.current.scrollTo(target);
      requestAnimationFrame(() =>
        body?.querySelector<HTMLElement>(`[data-index="${target}"]`)?.focus({ preventScroll: true }),
      );
    },
  };
  return actions.current;
}

interface RowProps<Row> {
  readonly row: Row;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  readonly actions: RowActions<Row>;
  readonly canOpen: boolean;
  readonly isTabStop: boolean;
  readonly canSelect: boolean;
  readonly isSelected: boolean;
}

function PlainTableRow<Row>({
  row,
  index,
  columns,
  actions,
  canOpen,
  isTabStop,
  canSelect,
  isSelected,
}: RowProps<Row>): ReactNode {
  const { t } = useLingui();
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      tabIndex={canOpen ? (isTabStop ? 0 : -1) : undefined}
      className={classNames(canOpen && styles.opens, isSelected && styles.selected)}
      onKeyDown={(event) => actions.onKeyDown(event, index)}
      onClick={(event) => {
        const isControl = (event.target as Element).closest("a, button, input, label") !== null;
        if (!isControl && window.getSelection()?.isCollapsed !== false) actions.open(row);
      }}
    >
      {canSelect && (
        <td className={styles.check}>
          <Checkbox
            aria-label={t`Select ${actions.nameOf(row)}`}
            isSelected={isSelected}
            onChange={(isOn) => actions.toggle(row, isOn)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={cellClass(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

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

/** Loads the next page shortly before the end. */
function useMore(more: TableProps<unknown>["more"], end: React.RefObject<HTMLElement | null>): void {
  const onMore = useRef(more);
  onMore.current = more;
  // Observed again after each page: the end may still be visible.
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

/** The height of rows that are not in the page. */
const Gap = ({ height }: { readonly height: number }): ReactNode =>
  height > 0 ? (
    <tr>
      <td style={{ height, padding: 0 }} />
    </tr>
  ) : null;

/** A table with a sticky head. Column widths are fixed, so they do not jump; beyond two hundred rows, only visible rows are in the page. */
export function Table<Row>(props: TableProps<Row>): ReactNode {
  const { label, columns, rows, rowKey, onOpen, selection, more, empty, isStale, list } = props;
  const { scroller, first, last, above, below, scrollTo } = useVirtualRows(rows.length);
  const end = useRef<HTMLDivElement>(null);
  useMore(more, end);
  const focus = useKeepFocus(scroller, rows.length);
  const actions = useRowActions(props, scrollTo);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [list, scroller]);
  if (rows.length === 0 && empty !== undefined) return <div className={styles.frame}>{empty}</div>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section ref={scroller} {...focus} className={styles.frame} aria-label={label} tabIndex={0}>
      <table
        className={classNames(styles.table, isStale && styles.stale)}
        aria-rowcount={more === undefined ? rows.length + 1 : -1}
        aria-busy={isStale}
      >
        <caption className="visually-hidden">{label}</caption>
        <colgroup>
          {selection !== undefined && <col style={{ width: "2.75rem" }} />}
          {columns.map((column) => (
            <col key={column.id} className={cellClass(column)} style={widthsOf(column)} />
          ))}
        </colgroup>
        <Head {...props} />
        <tbody>
          <Gap height={above} />
          {rows.slice(first, last + 1).map((row, offset) => {
            const index = first + offset;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                row={row}
                index={index}
                columns={columns}
                actions={actions}
                canOpen={onOpen !== undefined}
                isTabStop={index === first}
                canSelect={selection !== undefined}
                isSelected={selection?.selected.has(key) === true}
              />
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
