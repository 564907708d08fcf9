/** Tells the style sheets how much room the page keeps for its scroll bar: `--scrollbar`. It changes with the zoom. */
export function noteScrollbarWidth(): void {
  const probe = document.createElement("div");
  Object.assign(probe.style, {
    position: "absolute",
    width: "6rem",
    overflow: "hidden",
    scrollbarGutter: "stable",
    visibility: "hidden",
  });
  document.body.append(probe);
  const width = probe.offsetWidth - probe.clientWidth;
  probe.remove();
  document.documentElement.style.setProperty("--scrollbar", `${width}px`);
}
