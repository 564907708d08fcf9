/** One widget of a CloudWatch dashboard's body, as far as it is drawn. */
interface Widget {
  readonly type: "text" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly markdown?: string;
    readonly title?: string;
    readonly stacked?: boolean;
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

/** Pixels per grid unit; a dashboard is 24 units wide. */
const UNIT = { x: 46, y: 30 };
const MARGIN = 12;
const LEGEND_LINE = 16;
const COLOURS = ["#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#17becf", "#7f7f7f"];

/**
 * Draws a dashboard from its body: each graph with its position, title and lines. It shows no data, and says so.
 *
 * @param body the text of a dashboard's `DashboardBody`, placeholders of `Fn::Sub` and all
 * @returns an SVG document
 */
export function renderDashboard(body: string): string {
  const { widgets } = JSON.parse(body) as { readonly widgets: readonly Widget[] };
  const rows = Math.max(...widgets.map(({ y, height }) => y + height));
  const width = 24 * UNIT.x + 2 * MARGIN;
  const height = rows * UNIT.y + 2 * MARGIN + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" role="img" aria-label="The dashboard's graphs and their lines, without data">`,
    `<rect width="${width}" height="${height}" fill="#f2f3f3"/>`,
    ...widgets.map((widget) => (widget.type === "text" ? renderText(widget) : renderGraph(widget))),
    `<text x="${MARGIN}" y="${height - 10}" font-size="12" fill="#555">Drawn from the definition in the template, without data. Not a screenshot.</text>`,
    "</svg>",
    "",
  ].join("\n");
}

const left = ({ x }: Widget) => MARGIN + x * UNIT.x;
const top = ({ y }: Widget) => MARGIN + y * UNIT.y;

function frame(widget: Widget): string {
  const size = `width="${widget.width * UNIT.x - 8}" height="${widget.height * UNIT.y - 8}"`;
  return `<rect x="${left(widget)}" y="${top(widget)}" ${size} rx="4" fill="#fff" stroke="#d5dbdb"/>`;
}

function renderText(widget: Widget): string {
  const [title = "", ...rest] = (widget.properties.markdown ?? "").split("\n");
  return [
    frame(widget),
    text(left(widget) + 12, top(widget) + 26, 17, title.replace(/^#+ /, "")),
    ...rest.map((line, index) => text(left(widget) + 12, top(widget) + 44 + index * 16, 12, line)),
  ].join("\n");
}

function renderGraph(widget: Widget): string {
  const { title = "", metrics = [], stacked = false } = widget.properties;
  const [x, y] = [left(widget) + 12, top(widget)];
  const width = widget.width * UNIT.x - 32;
  const legendRows = Math.ceil(metrics.length / 2);
  const bottom = y + widget.height * UNIT.y - 20 - legendRows * LEGEND_LINE;
  const lines = [0, 1, 2].map((step) => {
    const at = y + 34 + ((bottom - y - 34) * step) / 2;
    return `<line x1="${x}" y1="${at}" x2="${x + width}" y2="${at}" stroke="${step === 2 ? "#879596" : "#eaeded"}"/>`;
  });
  return [
    frame(widget),
    text(x, y + 21, 13, stacked ? `${title} (stacked)` : title),
    ...lines,
    ...metrics.map((metric, index) => {
      const column = x + (index % 2) * (width / 2);
      const line = bottom + 16 + Math.floor(index / 2) * LEGEND_LINE;
      const colour = COLOURS[index % COLOURS.length];
      return `<rect x="${column}" y="${line - 8}" width="10" height="8" fill="${colour}"/>${text(column + 15, line, 11, labelOf(metric))}`;
    }),
  ].join("\n");
}

/** A line's label; a search has one line per value of its dimension. */
function labelOf(metric: readonly unknown[]): string {
  const { label = "" } = metric.at(-1) as { readonly label?: string };
  return label.replace(/^\$\{!?PROP\('Dim\.(\w+)'\)\}$/, "one line per $1");
}

const escapeText = (value: string): string =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const text = (x: number, y: number, size: number, value: string): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="#16191f">${escapeText(value)}</text>`;
